package dev.emitter.net;

import java.net.UnknownHostException;

/** An address that must not be reached on behalf of a user; the message is fit for that user. */
public final class BlockedAddressException extends UnknownHostException {

  private static final long serialVersionUID = 1L;

  /** Creates one with a message that names the host and why it is refused. */
  public BlockedAddressException(String message) {
    super(message);
  }
}
