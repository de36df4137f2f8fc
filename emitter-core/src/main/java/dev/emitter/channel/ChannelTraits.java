package dev.emitter.channel;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a channel wants to be driven. Immutable. */
public final class ChannelTraits {

  private final int maxBatch;
  private final long maxBatchBytes;
  private final int maxInFlight;
  private final boolean blocking;
  private final Duration linger;
  private final boolean keepsOrder;

  private ChannelTraits(
      int maxBatch,
      long maxBatchBytes,
      int maxInFlight,
      boolean blocking,
      Duration linger,
      boolean keepsOrder) {
    if (maxBatch < 1 || maxBatchBytes < 1 || maxInFlight < 1) {
      throw new IllegalArgumentException("maxBatch, maxBatchBytes and maxInFlight are at least 1");
    }
    if (linger.isNegative()) {
      throw new IllegalArgumentException("linger must not be negative");
    }
    this.maxBatch = maxBatch;
    this.maxBatchBytes = maxBatchBytes;
    this.maxInFlight = maxInFlight;
    this.blocking = blocking;
    this.linger = linger;
    this.keepsOrder = keepsOrder;
  }

  /**
   * Returns the traits of a channel that does not block, is called once it has answered, and takes
   * batches of this size.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public static ChannelTraits of(int maxBatch) {
    return new ChannelTraits(maxBatch, Long.MAX_VALUE, 1, false, Duration.ZERO, false);
  }

  /**
   * Returns the traits of a channel that blocks, is called once it has answered, and takes batches
   * of this size.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public static ChannelTraits blocking(int maxBatch) {
    return new ChannelTraits(maxBatch, Long.MAX_VALUE, 1, true, Duration.ZERO, false);
  }

  /**
   * Returns these traits with a bound on what one batch holds together: the sum of the bytes of its
   * events in the JSON format. An event that is larger comes alone.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public ChannelTraits withMaxBatchBytes(long bytes) {
    return new ChannelTraits(maxBatch, bytes, maxInFlight, blocking, linger, keepsOrder);
  }

  /**
   * Returns these traits, but called this often before it has answered, where the ordering of the
   * emitter allows it; the calls know nothing of each other.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public ChannelTraits withMaxInFlight(int calls) {
    return new ChannelTraits(maxBatch, maxBatchBytes, calls, blocking, linger, false);
  }

  /**
   * Returns these traits, but called this often before it has answered, also by strictly ordered
   * emitters, as the calls {@linkplain #keepsOrder() keep their order}.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public ChannelTraits inOrder(int calls) {
    return new ChannelTraits(maxBatch, maxBatchBytes, calls, blocking, linger, true);
  }

  /**
   * Returns these traits with a time that an event may wait, from its publication, for others to
   * fill its batch.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ChannelTraits withLinger(Duration wait) {
    return new ChannelTraits(maxBatch, maxBatchBytes, maxInFlight, blocking, wait, keepsOrder);
  }

  /** Returns how many events the channel takes in one call at most. */
  public int maxBatch() {
    return maxBatch;
  }

  /**
   * Returns how many bytes the events of one call have together at most, in the JSON format; {@link
   * Long#MAX_VALUE} for any number.
   */
  public long maxBatchBytes() {
    return maxBatchBytes;
  }

  /**
   * Returns how many calls may be under way at once at most, where the ordering of the emitter
   * allows it.
   */
  public int maxInFlight() {
    return maxInFlight;
  }

  /**
   * Returns whether {@code deliver} may block its thread; if so it is called on a thread of its
   * own.
   */
  public boolean blocking() {
    return blocking;
  }

  /** Returns how long an event may wait, from its publication, for others to fill its batch. */
  public Duration linger() {
    return linger;
  }

  /**
   * Returns whether calls that overlap keep their order, so that strictly ordered emitters too may
   * have several under way: once a delivery must be tried again, no later one is made, of later
   * calls neither, and these too end with retries.
   */
  public boolean keepsOrder() {
    return keepsOrder;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChannelTraits that
        && maxBatch == that.maxBatch
        && maxBatchBytes == that.maxBatchBytes
        && maxInFlight == that.maxInFlight
        && blocking == that.blocking
        && linger.equals(that.linger)
        && keepsOrder == that.keepsOrder;
  }

  @Override
  public int hashCode() {
    return Objects.hash(maxBatch, maxBatchBytes, maxInFlight, blocking, linger, keepsOrder);
  }

  @Override
  public String toString() {
    return "batches of "
        + maxBatch
        + " events and "
        + maxBatchBytes
        + " bytes, "
        + maxInFlight
        + (keepsOrder ? " in flight in order" : " in flight")
        + (blocking ? ", blocking" : "")
        + ", linger "
        + linger;
  }
}
