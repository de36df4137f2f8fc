package dev.emitter.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.event.EventCompleter;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text taken out of events. */
final class EventExpressionTest {

  private static final String DATA =
      "{\"id\": 7, \"price\": 12.50, \"name\": \"Zoë\", \"list\": [1], \"o\": {\"a\": true}}";

  private static EventExpression.Text evaluate(String expression) {
    return EventExpression.compile(expression).evaluate(input(DATA));
  }

  private static EventExpression.Value value(String expression, String data) {
    return EventExpression.compile(expression).value(input(data));
  }

  private static @Nullable Object value(String expression) {
    EventExpression.Value value = value(expression, DATA);
    assertThat(value.failure()).isNull();
    return value.value();
  }

  private static FilterInput input(String data) {
    EventCompleter completer =
        new EventCompleter(URI.create("/s"), Clock.systemUTC(), () -> "1", 1 << 20);
    return new FilterInput(
        Topic.of("orders", "eu"),
        completer.complete(
            CloudEventBuilder.v1()
                .withId("e1")
                .withSource(URI.create("/shop"))
                .withType("order.placed")
                .withTime(OffsetDateTime.parse("2026-01-02T03:04:00+01:00"))
                .withExtension("partitionkey", "k9")
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build()));
  }

  @Test
  void chargesForEveryValueThatItTakesOverFromTheData() {
    EventExpression list = EventExpression.compile("list");
    FilterInput input = input("{\"list\": [" + "1, ".repeat(599) + "1]}");
    SharedSteps steps = new SharedSteps(1_000);

    assertThat(list.valueWithin(steps, input).failure()).isNull();
    EventExpression.Value second = list.valueWithin(steps, input);

    assertThat(second.value()).isNull();
    assertThat(second.failure()).contains("took more than 1000 steps");
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

  @Test
  @Tag("X2")
  void givesValuesOfTheirOwnTypes() {
    assertThat(value("id")).isEqualTo(BigDecimal.valueOf(7));
    assertThat(value("id * price")).isEqualTo(new BigDecimal("87.5"));
    assertThat(value("name")).isEqualTo("Zoë");
    assertThat(value("o.a")).isEqualTo(true);
    assertThat(value("missing")).isNull();
    assertThat(value("date(\"2026-01-02\")")).isEqualTo(LocalDate.of(2026, 1, 2));
    assertThat(value("duration(\"PT90M\")")).isEqualTo(Duration.ofMinutes(90));
    assertThat(value("event.time")).isEqualTo(ZonedDateTime.parse("2026-01-02T03:04:00+01:00"));
  }

  @Test
  @Tag("X2")
  void givesListsAndMapsAllTheWayDown() {
    assertThat(value("list")).isEqualTo(List.of(BigDecimal.ONE));
    assertThat(value("o")).isEqualTo(Map.of("a", true));
    assertThat(value("{x: o, y: [id]}"))
        .isEqualTo(Map.of("x", Map.of("a", true), "y", List.of(BigDecimal.valueOf(7))));
    assertThat(value("event.data"))
        .isEqualTo(
            Map.of(
                "id", BigDecimal.valueOf(7),
                "price", new BigDecimal("12.5"),
                "name", "Zoë",
                "list", List.of(BigDecimal.ONE),
                "o", Map.of("a", true)));
    assertThat(value("event")).asInstanceOf(InstanceOfAssertFactories.MAP).containsKey("data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234567890123456789012345678901234567890123",
        "-0.1234567890123456789012345678901234567890123",
        "1E+9000"
      })
  @Tag("X2")
  void keepsAllDigitsOfANumberThatItNames(String number) {
    EventExpression.Value named = value("n", "{\"n\": " + number + "}");
    assertThat(named.failure()).isNull();
    assertThat((BigDecimal) named.value()).isEqualByComparingTo(number);
    EventExpression.Value nested = value("event.data.o.n", "{\"o\": {\"n\": " + number + "}}");
    assertThat((BigDecimal) nested.value()).isEqualByComparingTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name * 2", "[1..2]", "[1, [2..3]]", "function(x) x", "1 / 0"})
  @Tag("X2")
  void tellsWhyThereIsNoValue(String expression) {
    EventExpression.Value value = value(expression, DATA);
    assertThat(value.value()).isNull();
    assertThat(value.failure()).isNotBlank().doesNotContain("Zoë");
  }

  @Test
  @Tag("X2")
  void endsBeforeRepeatedDataFillsTheMemory() {
    String items = "1,".repeat(100_000) + "1";
    String expression = "{all: for i in 1..100 return event.data}";
    EventExpression.Value value = value(expression, "{\"items\": [" + items + "]}");
    assertThat(value.failure()).isEqualTo("it gave more than 1000000 values");
  }
}
