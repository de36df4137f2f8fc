package dev.emitter.lab;

import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.DeliverySettings.OnRejected;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The emitters of a round and the events for them, as chance has it. Not thread-safe. */
final class LibraryInputs {

  static final List<String> FIRST_SEGMENTS = List.of("a", "d");

  private static final List<Topic> TOPICS =
      List.of(Topic.of("a"), Topic.of("a", "b"), Topic.of("a", "b", "c"), Topic.of("d"));

  private final SplittableRandom random;
  private int number;

  LibraryInputs(SplittableRandom random) {
    this.random = random;
  }

  /**
   * An event as it is published.
   *
   * @param key its {@code partitionkey}, or null
   */
  record Published(int number, Topic topic, String type, @Nullable String key) {}

  /**
   * Returns a definition.
   *
   * @param before the ids of emitters that it may come after
   */
  EmitterDefinition definition(String id, List<String> before) {
    EmitterDefinition.Builder definition = selecting(EmitterDefinition.builder(id, "Simulated"));
    DeliverySettings settings = settings();
    if (random.nextInt(4) == 0) {
      definition.owner(UserRights.USERS.get(random.nextInt(UserRights.USERS.size())));
    } else if (!before.isEmpty() && random.nextInt(3) == 0) {
      settings = settings.withAfter(before.get(random.nextInt(before.size())));
    }
    return definition.delivery(settings).build();
  }

  /** Returns a definition changed in whatever does not tie it to others. */
  EmitterDefinition changed(EmitterDefinition from) {
    EmitterDefinition.Builder definition = EmitterDefinition.builder(from.id(), from.type());
    if (random.nextBoolean()) {
      selecting(definition);
    } else {
      if (!from.subscription().isEverything()) {
        definition.topics(from.subscription().topics());
      }
      definition.messages(from.messages().toArray(String[]::new));
    }
    String[] after = from.delivery().after().toArray(String[]::new);
    return definition.owner(from.owner()).delivery(settings().withAfter(after)).build();
  }

  private EmitterDefinition.Builder selecting(EmitterDefinition.Builder definition) {
    if (random.nextInt(3) > 0) {
      definition.topics(List.of(topic()));
    }
    if (random.nextInt(3) == 0) {
      definition.messages("even");
    }
    return definition;
  }

  private DeliverySettings settings() {
    Ordering[] orders = {Ordering.STRICT, Ordering.STRICT, Ordering.KEY, Ordering.NONE};
    DeliverySettings settings =
        DeliverySettings.DEFAULT
            .withRetry(Duration.ofMillis(1), Duration.ofMillis(20))
            .withDisable(1_000_000, Duration.ofDays(30))
            .withDisablePerDay(0)
            .withOrdering(orders[random.nextInt(orders.length)], 1 + random.nextInt(3))
            .withQueueCapacity(1 << random.nextInt(6));
    return switch (random.nextInt(8)) {
      case 0 -> settings.withDisable(3, Duration.ZERO);
      case 1 -> settings.withDisablePerDay(5);
      case 2 -> settings.withMaxAttempts(3);
      case 3 -> settings.withOnRejected(OnRejected.DISABLE);
      default -> settings;
    };
  }

  Topic topic() {
    return TOPICS.get(random.nextInt(TOPICS.size()));
  }

  /** Returns what is published next. */
  Published next() {
    String key = random.nextBoolean() ? "k" + random.nextInt(3) : null;
    return new Published(++number, topic(), random.nextBoolean() ? "even" : "odd", key);
  }

  CloudEvent event(Published published) {
    String text = "x".repeat(random.nextInt(8) == 0 ? random.nextInt(3000) : random.nextInt(100));
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(Integer.toString(published.number()))
            .withSource(URI.create("https://lab.example"))
            .withType(published.type())
            .withData("application/json", ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8));
    if (published.key() != null) {
      event.withExtension("partitionkey", published.key());
    }
    return event.build();
  }
}
