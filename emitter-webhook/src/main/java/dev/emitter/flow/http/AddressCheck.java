package dev.emitter.flow.http;

/**
 * Whether an address can be reached. Immutable.
 *
 * @param verdict what was found
 * @param words the same for people, with what to do; it holds no secret
 */
public record AddressCheck(Verdict verdict, String words) {

  /** What may be found. */
  public enum Verdict {
    /** Somebody answered, whatever the answer was. */
    REACHED,
    /** The address does not begin with https, or no TLS could be agreed with what is there. */
    NOT_HTTPS,
    /** The address is one that the flow of a user may not reach. */
    NOT_ALLOWED,
    /** There is no such host, or no way to it. */
    UNREACHABLE,
    /** The host is there, but takes no connection. */
    REFUSED,
    /** The other side cannot prove who it is, or wants to know who we are. */
    BAD_CERTIFICATE,
    /** There was a connection, but no answer; whether the request was taken is not known. */
    NO_ANSWER,
    /** The request cannot be made, such as where a secret cannot be read. */
    NOT_SENT
  }

  /** Returns whether somebody answered. */
  public boolean isReached() {
    return verdict == Verdict.REACHED;
  }
}
