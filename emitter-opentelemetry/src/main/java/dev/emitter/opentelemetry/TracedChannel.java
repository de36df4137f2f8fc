package dev.emitter.opentelemetry;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.Ordering;
import dev.emitter.problem.Loggers;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A channel with a span around each attempt. The span of an event that is delivered alone is the
 * current one while the channel is called, so that spans made there are its children; those of a
 * batch are recorded when the batch has ended. A fault of tracing is logged, and changes nothing.
 * As thread-safe as the channel.
 */
final class TracedChannel implements Channel {

  private static final Logger LOG = Loggers.of(EmitterTracing.class);

  private final Channel channel;
  private final DeliverySpans spans;
  private final boolean strict;
  private final Clock clock;

  TracedChannel(Channel channel, DeliverySpans spans, Ordering ordering, Clock clock) {
    this.channel = channel;
    this.spans = spans;
    this.strict = ordering == Ordering.STRICT;
    this.clock = clock;
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    return batch.size() == 1 ? deliverOne(batch) : deliverMany(batch);
  }

  @SuppressWarnings("try") // the scope is closed, and that is all that is done with it
  private CompletionStage<List<DeliveryResult>> deliverOne(List<Delivery> batch) {
    Delivery delivery = batch.get(0);
    Span span = begin(delivery);
    CompletionStage<List<DeliveryResult>> answer;
    try (Scope scope = span.makeCurrent()) {
      answer = channel.deliver(batch);
    } catch (RuntimeException | Error e) {
      safely(() -> DeliverySpans.fail(span, e));
      throw e;
    }
    return whenAnswered(answer, (results, failure) -> end(span, batch, results, failure));
  }

  private Span begin(Delivery delivery) {
    try {
      return spans.begin(delivery, null);
    } catch (RuntimeException | LinkageError e) { // a tracing library must not stop delivery
      LOG.warn("an attempt is not traced", e);
      return Span.getInvalid();
    }
  }

  private static void end(
      Span span,
      List<Delivery> batch,
      @Nullable List<DeliveryResult> results,
      @Nullable Throwable failure) {
    if (results == null || isUnusable(batch, results)) {
      DeliverySpans.fail(span, failure == null ? unanswered() : failure);
    } else {
      DeliverySpans.end(span, batch.get(0), results.get(0));
    }
  }

  private CompletionStage<List<DeliveryResult>> deliverMany(List<Delivery> batch) {
    Instant start = clock.instant();
    CompletionStage<List<DeliveryResult>> answer;
    try {
      answer = channel.deliver(batch);
    } catch (RuntimeException | Error e) {
      safely(() -> record(batch, start, null, e));
      throw e;
    }
    return whenAnswered(answer, (results, failure) -> record(batch, start, results, failure));
  }

  private void record(
      List<Delivery> batch,
      Instant start,
      @Nullable List<DeliveryResult> results,
      @Nullable Throwable failure) {
    if (results == null || isUnusable(batch, results)) {
      Throwable why = failure == null ? unanswered() : failure;
      batch.forEach(delivery -> DeliverySpans.fail(spans.begin(delivery, start), why));
    } else {
      record(batch, start, results);
    }
  }

  /** What comes behind a failure in a strict batch was not tried: it has no span. */
  private void record(List<Delivery> batch, Instant start, List<DeliveryResult> results) {
    boolean stopped = false;
    for (int i = 0; i < batch.size(); i++) {
      DeliveryResult result = results.get(i);
      if (!stopped || !(result instanceof DeliveryResult.Retry)) {
        DeliverySpans.end(spans.begin(batch.get(i), start), batch.get(i), result);
        stopped = strict && stops(result);
      }
    }
  }

  private static boolean stops(DeliveryResult result) {
    return result instanceof DeliveryResult.Retry || result instanceof DeliveryResult.Disable;
  }

  private static boolean isUnusable(List<Delivery> batch, List<DeliveryResult> results) {
    return results.size() != batch.size() || results.stream().anyMatch(Objects::isNull);
  }

  private static IllegalStateException unanswered() {
    return new IllegalStateException("the channel did not answer with a result for each delivery");
  }

  /** What to do with an answer of the channel. */
  @FunctionalInterface
  private interface Ending {
    void end(@Nullable List<DeliveryResult> results, @Nullable Throwable failure);
  }

  private static CompletionStage<List<DeliveryResult>> whenAnswered(
      @Nullable CompletionStage<List<DeliveryResult>> answer, Ending ending) {
    CompletionStage<List<DeliveryResult>> answered =
        answer == null ? CompletableFuture.completedFuture(null) : answer;
    return answered.whenComplete((results, failure) -> safely(() -> ending.end(results, failure)));
  }

  private static void safely(Runnable tracing) {
    try {
      tracing.run();
    } catch (RuntimeException | LinkageError e) { // a tracing library must not stop delivery
      LOG.warn("an attempt is not traced to its end", e);
    }
  }

  @Override
  public ChannelTraits traits() {
    return channel.traits();
  }

  @Override
  public CompletionStage<CheckResult> check() {
    return channel.check();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return channel.unwrap(type);
  }

  @Override
  public void close(Duration grace) {
    channel.close(grace);
  }

  @Override
  public void removed() {
    channel.removed();
  }
}
