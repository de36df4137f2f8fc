package dev.emitter.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.event.EventCompleter;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text taken out of events. */
final class EventExpressionTest {

  private static final String DATA =
      "{\"id\": 7, \"price\": 12.50, \"name\": \"Zoë\", \"list\": [1], \"o\": {\"a\": true}}";

  private static EventExpression.Text evaluate(String expression) {
    EventCompleter completer =
        new EventCompleter(URI.create("/s"), Clock.systemUTC(), () -> "1", 1 << 20);
    return EventExpression.compile(expression)
        .evaluate(
            new FilterInput(
                Topic.of("orders", "eu"),
                completer.complete(
                    CloudEventBuilder.v1()
                        .withId("e1")
                        .withSource(URI.create("/shop"))
                        .withType("order.placed")
                        .withExtension("partitionkey", "k9")
                        .withData("application/json", DATA.getBytes(StandardCharsets.UTF_8))
                        .build())));
  }

  @ParameterizedTest
  @CsvSource({
    "id, 7",
    "price, 12.5",
    "name, Zoë",
    "o.a, true",
    "event.type, order.placed",
    "event.partitionkey, k9",
    "name + \"/\" + event.id, Zoë/e1",
    "date(\"2026-01-02\"), 2026-01-02",
  })
  void takesTextOutOfDataAndAttributes(String expression, String text) {
    assertThat(evaluate(expression)).isEqualTo(new EventExpression.Text(text, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "event.subject", "o.b"})
  void givesNothingForWhatTheEventLacks(String expression) {
    assertThat(evaluate(expression)).isEqualTo(new EventExpression.Text(null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "o", "name * 2"})
  void tellsWhyThereIsNoText(String expression) {
    EventExpression.Text text = evaluate(expression);
    assertThat(text.text()).isNull();
    assertThat(text.failure()).isNotBlank();
  }

  @Test
  void tellsWhereAnExpressionIsWrong() {
    assertThatThrownBy(() -> EventExpression.compile("name +"))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("column");
    assertThat(EventExpression.compile("[1, 2]").fault()).isEqualTo("always gives a list");
    assertThat(EventExpression.compile("name").fault()).isNull();
  }
}
