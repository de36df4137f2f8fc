package dev.emitter.channel;

import java.time.Duration;

/**
 * How a channel wants to be driven. Immutable.
 *
 * @param maxBatch how many events it takes in one call at most
 * @param maxInFlight how many calls may be under way at once at most, where the ordering of the
 *     emitter allows it
 * @param blocking whether {@code deliver} may block its thread; if so it is called on a thread of
 *     its own
 * @param linger how long an event may wait, from its publication, for others to fill its batch
 * @param keepsOrder whether calls that overlap keep their order, so that strictly ordered emitters
 *     too may have several under way: once a delivery must be tried again, no later one is made, of
 *     later calls neither, and these too end with retries
 */
public record ChannelTraits(
    int maxBatch, int maxInFlight, boolean blocking, Duration linger, boolean keepsOrder) {

  /** Creates traits. */
  public ChannelTraits {
    if (maxBatch < 1 || maxInFlight < 1) {
      throw new IllegalArgumentException("maxBatch and maxInFlight are at least 1");
    }
    if (linger.isNegative()) {
      throw new IllegalArgumentException("linger must not be negative");
    }
  }

  /** Creates the traits of a channel whose calls know nothing of each other. */
  public ChannelTraits(int maxBatch, int maxInFlight, boolean blocking, Duration linger) {
    this(maxBatch, maxInFlight, blocking, linger, false);
  }

  /** Creates the traits of a channel that is given what there is at once. */
  public ChannelTraits(int maxBatch, int maxInFlight, boolean blocking) {
    this(maxBatch, maxInFlight, blocking, Duration.ZERO);
  }

  /** Returns the traits of a channel that blocks and takes batches of this size. */
  public static ChannelTraits blocking(int maxBatch) {
    return new ChannelTraits(maxBatch, 1, true);
  }

  /**
   * Returns the traits of such a channel that may be called this often before it has answered, and
   * {@linkplain #keepsOrder() keeps the order}.
   */
  public ChannelTraits inOrder(int calls) {
    return new ChannelTraits(maxBatch, calls, blocking, linger, true);
  }
}
