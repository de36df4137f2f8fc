package dev.emitter.lab;

import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.lab.LibraryModel.Published;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** The emitters of a round and the events for them, as chance has it. Not thread-safe. */
final class LibraryInputs {

  private static final List<Topic> TOPICS =
      List.of(Topic.of("a"), Topic.of("a", "b"), Topic.of("a", "b", "c"), Topic.of("d"));

  private final SplittableRandom random;
  private int number;

  LibraryInputs(SplittableRandom random) {
    this.random = random;
  }

  EmitterDefinition definition(String id) {
    EmitterDefinition.Builder definition = EmitterDefinition.builder(id, "Simulated");
    if (random.nextInt(3) > 0) {
      definition.topics(List.of(topic()));
    }
    if (random.nextInt(3) == 0) {
      definition.messages("even");
    }
    Ordering ordering = random.nextInt(3) > 0 ? Ordering.STRICT : Ordering.NONE;
    return definition
        .delivery(
            DeliverySettings.DEFAULT
                .withRetry(Duration.ofMillis(1), Duration.ofMillis(20))
                .withDisable(1_000_000, Duration.ofDays(30))
                .withOrdering(ordering, 2)
                .withQueueCapacity(1 << random.nextInt(6)))
        .build();
  }

  private Topic topic() {
    return TOPICS.get(random.nextInt(TOPICS.size()));
  }

  /** Returns what is published next. */
  Published next() {
    return new Published(++number, topic(), random.nextBoolean() ? "even" : "odd");
  }

  CloudEvent event(Published published) {
    String text = "x".repeat(random.nextInt(8) == 0 ? random.nextInt(3000) : random.nextInt(100));
    return CloudEventBuilder.v1()
        .withId(Integer.toString(published.number()))
        .withSource(URI.create("https://lab.example"))
        .withType(published.type())
        .withData("application/json", ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8))
        .build();
  }
}
