package dev.emitter.engine;

import dev.emitter.channel.Channel;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.TimeSource;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;

/**
 * Delivers events once, in order, through a channel of their own, which is closed afterwards. Used
 * once.
 */
final class OneTimeDelivery implements Runnable {

  private static final Logger LOG = Loggers.of(OneTimeDelivery.class);

  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Longer than any channel of ours waits for an answer; a person is waiting. */
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private final Channel channel;
  private final List<Delivery> deliveries;
  private final Executor executor;
  private final TimeSource time;
  private final List<DeliveryResult> results = new ArrayList<>();
  private final CompletableFuture<List<DeliveryResult>> done = new CompletableFuture<>();

  /**
   * Creates one.
   *
   * @param executor has threads that may block
   */
  OneTimeDelivery(Channel channel, List<Delivery> deliveries, Executor executor, TimeSource time) {
    this.time = time;
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
    if (done.isDone()) {
      return; // by a fault
    }
    try {
      next();
    } catch (Throwable e) { // channels and clocks may be the application's
      close();
      done.completeExceptionally(e);
    }
  }

  private void next() {
    if (results.size() == deliveries.size()) {
      close();
      done.complete(List.copyOf(results));
      return;
    }
    int end = Math.min(deliveries.size(), results.size() + channel.traits().maxBatch());
    List<Delivery> batch = deliveries.subList(results.size(), end);
    CompletableFuture<List<DeliveryResult>> answer = new CompletableFuture<>();
    CompletionStage<List<DeliveryResult>> first = answer; // the channel's, or that there is none
    TimeSource.Cancellation limit =
        time.schedule(LIMIT, () -> answer.completeExceptionally(noAnswer()));
    first.whenComplete(
        (answered, failure) -> {
          limit.cancel();
          results.addAll(Results.of(batch.size(), answered, failure));
          execute();
        });
    deliver(batch)
        .whenComplete(
            (answered, failure) -> {
              if (failure == null) {
                answer.complete(answered);
              } else {
                answer.completeExceptionally(failure);
              }
            });
  }

  private static TimeoutException noAnswer() {
    return new TimeoutException(
        "the channel has not answered within " + LIMIT.toMinutes() + " min");
  }

  private CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    try {
      CompletionStage<List<DeliveryResult>> stage = channel.deliver(batch);
      return stage == null ? CompletableFuture.completedFuture(null) : stage;
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
