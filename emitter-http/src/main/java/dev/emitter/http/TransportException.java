package dev.emitter.http;

import org.jspecify.annotations.Nullable;

/** Why there is no answer; the message is for a person and names no secret. */
public final class TransportException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What kept the answer away. */
  public enum Kind {
    /** The address is one that must not be reached. */
    BLOCKED,
    /** There is no such host. */
    UNKNOWN_HOST,
    /** No connection could be made. */
    NO_CONNECTION,
    /** The other side is not who it should be, or does not trust us. */
    TLS,
    /** The answer was not complete in time. */
    TIMEOUT,
    /** The connection ended, or what came over it was no answer. */
    BROKEN,
    /** The transport is closed. */
    CLOSED,
    /** The credentials for the request cannot be had. */
    CREDENTIALS
  }

  private final Kind kind;

  TransportException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
