package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.ORDERS;
import static dev.emitter.testkit.Shop.define;
import static dev.emitter.testkit.Shop.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.EncodedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The library says why an event is or is not for an emitter. */
@Tag("D8")
final class ExplainTest {

  private final Shop shop =
      new Shop()
          .with(
              define("paid").topic("orders").messages("order.paid"),
              define("filtered").topic("orders").filter(prefix("order.p")));

  @AfterEach
  void close() {
    shop.close();
    assertThat(shop.webhook.attempts()).isEmpty();
  }

  private static ObjectNode prefix(String type) {
    ObjectNode filter = JsonNodeFactory.instance.objectNode();
    filter.putObject("prefix").put("type", type);
    return filter;
  }

  @Test
  void namesTheTopic() {
    assertThat(explain(Topic.of("stock"), "order.paid", "paid")).contains("not selected", "topic");
  }

  @Test
  void namesTheMessages() {
    assertThat(explain(ORDERS, "order.placed", "paid")).contains("not selected", "order.placed");
  }

  @Test
  void namesTheClauseOfTheFilter() {
    assertThat(explain(ORDERS, "order.cancelled", "filtered")).contains("not selected", "order.p");
  }

  @Test
  void explainsAnEventOfTheLog() {
    String json =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:t\",\"type\":\"order.placed\"}";
    EncodedEvent placed = EncodedEvent.stored(json.getBytes(StandardCharsets.UTF_8));
    LoggedEvent logged = new LoggedEvent(new SequencePosition(1), ORDERS, placed, Instant.EPOCH);
    assertThat(shop.emitters.explain(logged, "paid").toString())
        .contains("not selected", "order.placed");
  }

  @Test
  void saysWhenItIsSelected() {
    assertThat(explain(ORDERS, "order.paid", "paid")).startsWith("paid: selected");
    assertThat(explain(ORDERS, "order.paid", "filtered")).startsWith("filtered: selected");
  }

  @Test
  void suggestsTheIdThatWasMeant() {
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> explain(ORDERS, "order.paid", "payd"))
        .withMessageContaining("payd")
        .withMessageContaining("paid");
  }

  private String explain(Topic topic, String type, String emitter) {
    return shop.emitters.explain(topic, event("1", type), emitter).toString();
  }
}
