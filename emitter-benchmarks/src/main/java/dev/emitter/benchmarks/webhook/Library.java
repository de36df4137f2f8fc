package dev.emitter.benchmarks.webhook;

import dev.emitter.Emitters;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.log.EventLog;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Emitters, one an endpoint, each event for one of them. One thread publishes, does not wait for
 * each event to be acknowledged, and its time counts too.
 */
final class Library implements Contestant {

  private final Emitters emitters;
  private final List<Topic> topics;
  private final CloudEvent event = Hook.event(null);
  private long sent;

  /** Opens one that keeps so many requests under way at each endpoint; 1 means strict order. */
  Library(EventLog log, List<String> urls, int underWay) {
    this.emitters = Emitters.builder().log(log).closeGrace(Duration.ZERO).start();
    this.topics =
        IntStream.range(0, urls.size()).mapToObj(i -> Topic.of("orders", "t" + i)).toList();
    Ordering ordering = underWay == 1 ? Ordering.STRICT : Ordering.NONE;
    for (int i = 0; i < urls.size(); i++) {
      emitters.register(
          EmitterDefinition.builder("e" + i, "Webhook")
              .topics(List.of(topics.get(i)))
              .parameter("url", urls.get(i))
              .delivery(DeliverySettings.DEFAULT.withOrdering(ordering, underWay))
              .build());
    }
  }

  @Override
  public void send(int hooks) {
    CompletableFuture<?>[] published = new CompletableFuture<?>[hooks];
    for (int i = 0; i < hooks; i++) {
      published[i] =
          emitters.publishAsync(topics.get(i % topics.size()), event).toCompletableFuture();
    }
    CompletableFuture.allOf(published).join();
    sent += hooks;
    if (!emitters.awaitIdle(Duration.ofMinutes(2)) || delivered() != sent) {
      throw new IllegalStateException("delivered " + delivered() + " of " + sent);
    }
  }

  private long delivered() {
    return emitters.status().stream().mapToLong(one -> one.delivered()).sum();
  }

  @Override
  public void close() {
    emitters.close(Duration.ZERO);
  }
}
