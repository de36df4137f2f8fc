package dev.emitter.webhook;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch and what has become of its deliveries so far. Used by one thread after the other.
 *
 * <p>A delivery is open until it has a result. Those before the first open one are settled, so that
 * requests made of open deliveries, from the first on, keep the order.
 */
final class BatchState {

  private final List<Delivery> batch;
  private final @Nullable DeliveryResult[] results;
  private int firstOpen;

  BatchState(List<Delivery> batch) {
    this.batch = batch;
    this.results = new DeliveryResult[batch.size()];
  }

  int size() {
    return batch.size();
  }

  Delivery delivery(int index) {
    return batch.get(index);
  }

  boolean isOpen(int index) {
    return results[index] == null;
  }

  /** Returns the index of the first open delivery, or the size of the batch. */
  int firstOpen() {
    while (firstOpen < results.length && results[firstOpen] != null) {
      firstOpen++;
    }
    return firstOpen;
  }

  void settle(int index, DeliveryResult result) {
    results[index] = result;
  }

  void reject(int index, String reason) {
    settle(index, DeliveryResult.rejected(reason));
  }

  /** Returns all results; open deliveries get this one. */
  List<DeliveryResult> results(DeliveryResult open) {
    List<DeliveryResult> all = new ArrayList<>(results.length);
    for (DeliveryResult result : results) {
      all.add(result == null ? open : result);
    }
    return all;
  }
}
