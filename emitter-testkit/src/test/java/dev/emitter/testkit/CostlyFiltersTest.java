package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.topic.Topic;
import dev.emitter.topic.User;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A user's definition with many costly filters fails as a whole, which is counted and told, once it
 * has used the steps of one; others are served.
 */
@Tag("D4")
@Tag("safety")
final class CostlyFiltersTest {

  private static final String EVE = "eve@shop.example";
  private static final Topic OTHER = Topic.of("other");

  private final Shop shop = new Shop(builder -> builder.users(name -> new User(name, false)));

  @AfterEach
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "some i in 1..20000 satisfies i * i = -1",
        "count(get entries(event.data)) = -1",
        "some i in 1..20000 satisfies event.data.nope = i",
        "count(index of(event.data.list, 7)) = -1 and count(distinct values(event.data.list)) = -1",
        "matches(event.data.text, \"(a|aa)+b$\")"
      })
  void failTogetherWhileOthersAreServed(String filter) {
    String filters =
        IntStream.range(0, 300)
            .mapToObj(i -> JsonNodeFactory.instance.textNode(filter).toString())
            .collect(Collectors.joining(", ", "{\"any\": [", "]}"));
    String eve = register("orders", filters);
    String innocent = register("other", "\"event.id = \\\"2\\\"\"");

    shop.emitters.publish(Shop.ORDERS, event("1"));
    shop.emitters.publish(OTHER, event("2"));
    shop.idle();

    assertThat(shop.webhook.deliveredIds(innocent)).containsExactly("2");
    EmitterStatus status = shop.emitters.status(eve);
    assertThat(status.filterFailures()).isEqualTo(1);
    assertThat(status.lastErrors())
        .singleElement()
        .satisfies(
            error ->
                assertThat(error.reason())
                    .contains("evaluated together for an event took more than 200000 steps"));
    assertThat(shop.webhook.deliveredIds(eve)).isEmpty();
  }

  private String register(String topic, String filter) {
    String definition =
        "{\"type\": \"Webhook\", \"topics\": [[\"%s\"]], \"filter\": %s}".formatted(topic, filter);
    return shop.emitters.registerUser(EVE, definition).id();
  }

  private static CloudEvent event(String id) {
    String fields =
        IntStream.range(0, 9_000)
            .mapToObj(i -> "\"field" + i + "\": " + i)
            .collect(Collectors.joining(", "));
    String list =
        IntStream.range(0, 5_000).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String data =
        "{%s, \"list\": [%s], \"text\": \"%s\"}".formatted(fields, list, "a".repeat(50_000));
    return CloudEventBuilder.v1(Shop.event(id))
        .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
        .build();
  }
}
