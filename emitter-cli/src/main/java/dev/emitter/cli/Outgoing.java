package dev.emitter.cli;

import dev.emitter.Receipt;
import org.jspecify.annotations.Nullable;

/** An event on its way into the log. Guarded by the state of the outbox. */
final class Outgoing {

  private final long number;
  private final EventLine line;
  private final int bytes;
  private final String place;
  private @Nullable Receipt receipt;
  private @Nullable Throwable failure;

  Outgoing(long number, EventLine line, int bytes, String place) {
    this.number = number;
    this.line = line;
    this.bytes = bytes;
    this.place = place;
  }

  /** Returns which event of the outbox it is. */
  long number() {
    return number;
  }

  EventLine line() {
    return line;
  }

  /** Returns about how much memory it takes. */
  int bytes() {
    return bytes;
  }

  /** Returns the input and the number of the line. */
  String place() {
    return place;
  }

  /** Notes how it ended: with a receipt or a failure. */
  void settle(@Nullable Receipt accepted, @Nullable Throwable refused) {
    receipt = accepted;
    failure = refused;
  }

  boolean isSettled() {
    return receipt != null || failure != null;
  }

  @Nullable Receipt receipt() {
    return receipt;
  }

  /** Returns why the log has not accepted it, the last time; null if it has, or may yet. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Prepares for another attempt. */
  void again() {
    receipt = null;
    failure = null;
  }
}
