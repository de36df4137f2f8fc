package dev.emitter.mapping;

/** Tells why no row can be made of an event; its message names no value. */
public final class UnfitRowException extends Exception {

  private static final long serialVersionUID = 1L;

  UnfitRowException(String reason) {
    super(reason, null, false, false);
  }
}
