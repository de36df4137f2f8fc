package dev.emitter.engine;

import dev.emitter.channel.Channel;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;

/**
 * Delivers events once, in order, through a channel of their own, which is closed afterwards. Used
 * once.
 */
final class OneOff implements Runnable {

  private static final Logger LOG = Loggers.of(OneOff.class);

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Channel channel;
  private final List<Delivery> deliveries;
  private final Executor executor;
  private final List<DeliveryResult> results = new ArrayList<>();
  private final CompletableFuture<List<DeliveryResult>> done = new CompletableFuture<>();

  /**
   * Creates one.
   *
   * @param executor has threads that may block
   */
  OneOff(Channel channel, List<Delivery> deliveries, Executor executor) {
    this.channel = channel;
    this.deliveries = List.copyOf(deliveries);
    this.executor = executor;
  }

  CompletionStage<List<DeliveryResult>> start() {
    execute();
    return done;
  }

  private void execute() {
    try {
      executor.execute(this);
    } catch (RuntimeException | Error e) { // such as: no thread can be started
      done.completeExceptionally(e);
    }
  }

  @Override
  public void run() {
    if (results.size() == deliveries.size()) {
      close();
      done.complete(List.copyOf(results));
      return;
    }
    int end = Math.min(deliveries.size(), results.size() + channel.traits().maxBatch());
    List<Delivery> batch = deliveries.subList(results.size(), end);
    deliver(batch)
        .whenComplete(
            (answered, failure) -> {
              results.addAll(Results.of(batch.size(), answered, failure));
              execute();
            });
  }

  private CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    try {
      return channel.deliver(batch);
    } catch (Throwable e) { // a channel must not throw, and nobody may wait for ever if it does
      return CompletableFuture.failedFuture(e);
    }
  }

  private void close() {
    try {
      channel.close(GRACE);
    } catch (Throwable e) { // closing is the last thing that is asked of it
      LOG.warn("a channel failed while closing", e);
    }
  }
}
