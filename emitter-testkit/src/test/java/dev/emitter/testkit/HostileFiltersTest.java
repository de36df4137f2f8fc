package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user whose filters take as long as they may, by the machine's own time. */
@Tag("D4")
@Tag("safety")
@Timeout(300)
final class HostileFiltersTest {

  private static final Topic OTHER = Topic.of("other");
  private static final Duration BOUND = Duration.ofMinutes(1);
  private static final int EMITTERS = 4;
  private static final int EVENTS = 8;
  private static final int NEW_EMITTERS = 90;

  private final RecordingChannel webhook = RecordingChannel.of("Webhook");
  private final Emitters emitters =
      Emitters.builder()
          .channel(webhook)
          .ownerLimits(OwnerLimits.defaults().withFilterTime(Duration.ofMillis(400)))
          .closeGrace(Duration.ZERO)
          .start();
  private final List<String> hostile = new ArrayList<>();

  @AfterEach
  void close() {
    emitters.close();
  }

  @Test
  void keepsNobodyWaitingAndIsGivenAllThatItSelects() {
    String costly =
        IntStream.range(0, 300)
            .mapToObj(i -> "\"some i in 1..30 satisfies i * i = " + (-1 - i) + "\"")
            .collect(Collectors.joining(", ", "{\"any\": [", ", \"event.id != null\"]}"));
    String entries =
        JsonNodeFactory.instance.textNode("count(get entries(event.data)) > 1").toString();
    for (int i = 0; i < EMITTERS; i++) {
      hostile.add(register("eve", "orders", i % 2 == 0 ? costly : entries));
    }
    String innocent = register("ann", "other", "\"event.id != null\"");
    for (int i = 1; i <= EVENTS; i++) {
      emitters.publish(Shop.ORDERS, large("large-" + i));
      emitters.publish(OTHER, Shop.event(Integer.toString(i)));
    }
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> assertThat(webhook.deliveredIds(innocent)).isEqualTo(Shop.ids(1, EVENTS)));
    List<String> all = IntStream.rangeClosed(1, EVENTS).mapToObj(i -> "large-" + i).toList();
    for (String id : hostile) {
      await()
          .atMost(BOUND)
          .untilAsserted(
              () ->
                  assertThat(webhook.deliveredIds(id))
                      .as("%s", emitters.status(id))
                      .isEqualTo(all));
    }
    assertThat(emitters.awaitIdle(BOUND)).isTrue();
    for (String id : hostile) {
      EmitterStatus status = emitters.status(id);
      assertThat(status.matched()).isEqualTo(EVENTS);
      assertThat(status.filterFailures()).isZero();
      assertThat(status.dropped()).isZero();
    }
  }

  /** Nothing is known of what they cost: each has never been asked about an event before. */
  @Test
  void keepsNobodyWaitingWithHundredsOfNewOnes() {
    String filter = "\"event.id = \\\"2\\\" or count(get entries(event.data)) > 0\"";
    for (int i = 0; i < NEW_EMITTERS; i++) {
      hostile.add(register("eve" + i % 3, "orders", filter));
    }
    String innocent = register("ann", "other", "\"event.id != null\"");
    String both =
        emitters
            .registerUser("ann", "{\"type\": \"Webhook\", \"topics\": [[\"orders\"], [\"other\"]]}")
            .id();
    emitters.publish(Shop.ORDERS, large("large"));
    emitters.publish(OTHER, Shop.event("1"));
    for (String id : List.of(innocent, both)) {
      await().atMost(BOUND).until(() -> webhook.deliveredIds(id).contains("1"));
    }
    emitters.publish(Shop.ORDERS, Shop.event("2"));
    for (String id : hostile) {
      await()
          .atMost(BOUND)
          .untilAsserted(
              () ->
                  assertThat(webhook.deliveredIds(id))
                      .as("%s", emitters.status(id))
                      .containsExactly("large", "2"));
    }
    assertThat(webhook.deliveredIds(both)).containsExactly("large", "1", "2");
    assertThat(emitters.awaitIdle(BOUND)).isTrue();
  }

  private String register(String owner, String topic, String filter) {
    String definition =
        "{\"type\": \"Webhook\", \"topics\": [[\"%s\"]], \"filter\": %s}".formatted(topic, filter);
    return emitters.registerUser(owner, definition).id();
  }

  private static CloudEvent large(String id) {
    String fields =
        IntStream.range(0, 9_000)
            .mapToObj(i -> "\"field" + i + "\": " + i)
            .collect(Collectors.joining(", ", "{", "}"));
    return CloudEventBuilder.v1(Shop.event(id))
        .withData("application/json", fields.getBytes(StandardCharsets.UTF_8))
        .build();
  }
}
