package dev.emitter.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.event.EventCompleter;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FEEL and CloudEvents SQL as filters of events. */
@Tag("D4")
final class ExpressionDialectsTest {

  private static final String DATA =
      """
      {"amount": 1500, "customer": {"tier": "gold"}, "tags": ["vip"], "name": "abc",
       "event": "mine", "unit price": 3.50, "big": 12345678901234567890, "none": null,
       "lines": [{"qty": 12}, {"qty": 1}]}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amount > 1000 and customer.tier = \"gold\"",
        "list contains(tags, \"vip\")",
        "some l in lines satisfies l.qty > 10",
        "count(lines[qty > 10]) = 1",
        "unit price = 3.5",
        "big = 12345678901234567890",
        "none = null and lacking = null",
        "event.type = \"order.placed\"",
        "event.topic[1] = \"orders\" and count(event.topic) = 2",
        "event.data.event = \"mine\"",
        "event.time > date and time(\"2025-01-01T00:00:00Z\")",
        "event.partitionkey = \"k\" and event.size = 7",
        "event.source = \"https://shop.example\"",
      })
  void seesTheDataAsVariablesAndTheEventUnderItsName(String expression) {
    assertThat(test(new TextNode(expression)).matches()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amount > 2000",
        "lacking > 5",
        "customer.lacking = \"x\"",
        "lacking",
        "not(lacking)",
        "contains(lacking, \"a\")",
        "some l in lacking satisfies l.qty > 1"
      })
  void aFieldThatTheEventLacksIsNoMatchAndNoFailure(String expression) {
    FilterResult result = test(new TextNode(expression));
    assertThat(result.matches()).isFalse();
    assertThat(result.failure()).isNull();
  }

  @Test
  void saysWhyAnExpressionCouldNotBeEvaluated() {
    assertThat(test(new TextNode("name > 5")).failure())
        .contains("line 1, column 6")
        .contains("a string > a number cannot be compared");
    assertThat(test(new TextNode("amount")).failure()).contains("neither true nor false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type = 'order.placed' AND size > 5",
        "type LIKE 'order.%'",
        "EXISTS partitionkey AND partitionkey IN ('j', 'k')",
        "time LIKE '2026-%'"
      })
  void comparesAttributesInSql(String expression) {
    assertThat(test(sql(expression)).matches()).isTrue();
  }

  @Test
  void anErrorInSqlIsNoMatch() {
    assertThat(test(sql("lacking = 'a' OR TRUE")).matches()).isFalse();
    assertThat(test(sql("lacking = 'a'")).failure()).isNull();
    assertThat(test(sql("type / 0 = 1")).matches()).isFalse();
    assertThat(test(sql("size / 0 = 1")).failure()).contains("MathError");
  }

  @Test
  void standsWithinOtherDialects() {
    JsonNode filter =
        JsonNodeFactory.instance
            .objectNode()
            .set(
                "all", JsonNodeFactory.instance.arrayNode().add("amount > 1").add(sql("size = 7")));
    assertThat(test(filter).matches()).isTrue();
  }

  @Test
  void refusesWhatIsNoExpressionWithItsPlace() {
    assertThat(problems(new TextNode("amount > and")))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message()).startsWith("is not FEEL: line 1, column 10: found"));
    assertThat(problems(sql("type = ")))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message()).startsWith("is not CloudEvents SQL: line 1, column"));
  }

  @Test
  void refusesWhatIsNeverTrue() {
    assertThat(problems(new TextNode("amount + 1 + \"a\"")))
        .as("its type is open")
        .hasSizeLessThan(2);
    assertThat(problems(new TextNode("\"text\""))).hasSize(1);
    assertThat(problems(sql("LENGTH(type)"))).hasSize(1);
    assertThat(problems(sql("NO_SUCH_FUNCTION(type) = 'a'"))).hasSize(1);
  }

  @Test
  void givesUsersATighterBudgetThanOperators() {
    TextNode long_ = new TextNode("amount = 1" + " or amount = 1".repeat(2_000));
    Problems operators = new Problems();
    Problems users = new Problems();
    FilterDialects.standard().compile(long_, "$.filter", operators);
    FilterDialects.standard().forUsers().compile(long_, "$.filter", users);
    assertThat(operators.list()).isEmpty();
    assertThat(users.list()).hasSize(1);
  }

  @Test
  @Tag("D8")
  void explainsWhatWasLacking() {
    EventFilter filter =
        Objects.requireNonNull(
            FilterDialects.standard()
                .compile(new TextNode("lacking > 5"), "$.filter", new Problems()));
    assertThat(filter.explain(input()).toString())
        .startsWith("lacking > 5 -> false")
        .contains("lacking is null or missing in the data");
  }

  @Test
  @Tag("D8")
  void explainsEachPartOfAConjunction() {
    EventFilter filter =
        Objects.requireNonNull(
            FilterDialects.standard()
                .compile(
                    new TextNode("event.id = event.id and lacking > 5"),
                    "$.filter",
                    new Problems()));
    assertThat(filter.explain(input()).found()).contains("column 25: lacking is null or missing");
    assertThat(filter.explain(input()).parts())
        .extracting(Clause::toString)
        .containsExactly("event.id = event.id -> true", "lacking > 5 -> false");
  }

  private static JsonNode sql(String expression) {
    return JsonNodeFactory.instance.objectNode().put("sql", expression);
  }

  private static List<Problem> problems(JsonNode filter) {
    Problems problems = new Problems();
    FilterDialects.standard().compile(filter, "$.filter", problems);
    return problems.list();
  }

  private static FilterResult test(JsonNode filter) {
    Problems problems = new Problems();
    EventFilter compiled = FilterDialects.standard().compile(filter, "$.filter", problems);
    assertThat(problems.list()).isEmpty();
    return Objects.requireNonNull(compiled).test(input());
  }

  private static FilterInput input() {
    EventCompleter completer =
        new EventCompleter(
            URI.create("urn:test"), Clock.systemUTC(), () -> "x", EventCompleter.DEFAULT_MAX_BYTES);
    return new FilterInput(
        Topic.of("orders", "eu"),
        completer.complete(
            CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("https://shop.example"))
                .withType("order.placed")
                .withTime(OffsetDateTime.parse("2026-01-01T00:00:00Z"))
                .withExtension("partitionkey", "k")
                .withExtension("size", 7)
                .withData("application/json", DATA.getBytes(StandardCharsets.UTF_8))
                .build()));
  }
}
