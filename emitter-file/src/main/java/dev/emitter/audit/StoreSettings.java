package dev.emitter.audit;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all stores of a root share.
 *
 * @param clock tells the time of day
 * @param segmentBytes after how many bytes a segment is closed
 * @param keepRemoved how long the store of an emitter is kept that was removed
 * @param ownerMaxStores beyond how many stores of a user those of removed emitters go
 * @param signer signs the chains, or null
 */
record StoreSettings(
    Clock clock,
    long segmentBytes,
    Duration keepRemoved,
    int ownerMaxStores,
    @Nullable ChainSigner signer) {

  static final long SEGMENT_BYTES = 64L << 20;

  /** Does something that nobody waits for. */
  void later(Runnable work) {
    AuditThread.execute(work);
  }
}
