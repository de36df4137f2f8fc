package dev.emitter.mail;

/** How the connection to a mail server is protected. */
public enum Encryption {
  /** Not at all; for a server on the same machine. No password is sent so. */
  NONE(25),
  /** It begins in the clear and must turn to TLS before anything is sent (RFC 3207). */
  STARTTLS(587),
  /** TLS from the first byte (RFC 8314). */
  TLS(465);

  private final int port;

  Encryption(int port) {
    this.port = port;
  }

  /** Returns the port that servers usually offer it on. */
  public int port() {
    return port;
  }
}
