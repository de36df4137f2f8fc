package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterStatus;
import java.time.Duration;

/** Notices that publishing waits for room in a full log and why. Not thread-safe. */
final class StallWatch {

  /** What keeps publishing. */
  enum Stall {
    /** Nothing, as far as can be told. */
    NONE,
    /** Every emitter is idle or disabled: no room will come of itself. */
    DISABLED,
    /** No emitter has settled anything for as long as the patience lasts. */
    STUCK
  }

  /** How many looks in a row must find all emitters idle, for a log makes room with some delay. */
  private static final int CERTAIN = 5;

  private final Emitters emitters;
  private final Duration patience;
  private long published = -1;
  private long settled;
  private long since;
  private int idleLooks;

  StallWatch(Emitters emitters, Duration patience) {
    this.emitters = emitters;
    this.patience = patience;
  }

  /**
   * Looks again, some time after the look before.
   *
   * @param publishing whether an event is on its way into the log
   * @param nanoTime the time by the monotonic clock
   */
  Stall look(boolean publishing, long nanoTime) {
    long publishedNow = emitters.publications().published();
    if (!publishing || publishedNow != published) {
      published = publishedNow;
      return begin(nanoTime, settled);
    }
    long settledNow = settledNow();
    if (settledNow != settled) {
      return begin(nanoTime, settledNow);
    }
    if (emitters.awaitIdle(Duration.ZERO)) {
      idleLooks++;
      return idleLooks >= CERTAIN ? Stall.DISABLED : Stall.NONE;
    }
    idleLooks = 0;
    if (nanoTime - since < Deadline.nanos(patience)) {
      return Stall.NONE;
    }
    begin(nanoTime, settledNow);
    return Stall.STUCK;
  }

  private Stall begin(long nanoTime, long settledNow) {
    settled = settledNow;
    since = nanoTime;
    idleLooks = 0;
    return Stall.NONE;
  }

  private long settledNow() {
    long sum = 0;
    for (EmitterStatus status : emitters.status()) {
      sum += status.delivered() + status.parked() + status.filtered();
    }
    return sum;
  }
}
