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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name and amount > 1     | line 1, column 1: a string where true or false is needed; compare it with something
          amount > 1 and amount   | line 1, column 16: a number where true or false is needed; compare it with something
          lacking and name        | line 1, column 13: a string where true or false is needed; compare it with something
          amount < 1 or name      | line 1, column 15: a string where true or false is needed; compare it with something
          some t in tags satisfies t | line 1, column 26: a string where true or false is needed; compare it with something
          """)
  void anOperandThatIsNoBooleanIsAFailure(String expression, String failure) {
    assertThat(test(new TextNode(expression)).failure()).isEqualTo(failure);
    assertThat(test(new TextNode("not(" + expression + ")")).failure())
        .as("within a function")
        .isNotNull();
  }

  @Test
  void aDecidingOperandDecidesBesideOneThatIsNoBoolean() {
    assertThat(test(new TextNode("name or amount > 1")).matches()).isTrue();
    assertThat(test(new TextNode("name and amount < 1")).failure()).isNull();
    assertThat(test(new TextNode("name and amount < 1")).isNull()).isFalse();
  }

  @Test
  void tellsNullFromFalse() {
    assertThat(test(new TextNode("lacking > 5")).isNull()).isTrue();
    assertThat(test(new TextNode("amount > 5000")).isNull()).isFalse();
    assertThat(test(new TextNode("name > 5")).isNull()).as("a failure").isFalse();
    assertThat(test(sql("lacking = 'a'")).isNull()).isTrue();
    assertThat(test(sql("type = 'a'")).isNull()).isFalse();
    assertThat(test(list("all", "lacking > 5")).isNull()).as("no match among others").isFalse();
    assertThat(test(list("any", "lacking > 5")).isNull()).isFalse();
    assertThat(test(list("any", "lacking > 5")).matches()).isFalse();
  }

  @Test
  @Tag("D8")
  void explainsWhatWasLacking() {
    assertThat(explain(new TextNode("lacking > 5")))
        .hasToString(
            "lacking > 5 -> null: line 1, column 1: lacking is null or missing in the data;"
                + " line 1, column 9: null > a number cannot be compared (lacking is missing)");
    assertThat(explain(sql("lacking = 'a'")).toString())
        .startsWith("lacking = 'a' -> null: line 1, column 1: MissingAttributeError")
        .endsWith("(lacking is missing)");
  }

  @Test
  @Tag("D8")
  void explainsEachPartOfAConjunction() {
    Clause clause = explain(new TextNode("event.id = event.id and amount > 1 and lacking > 5"));

    assertThat(clause.reason()).contains("column 40: lacking is null or missing");
    assertThat(clause.parts())
        .extracting(Clause::toString)
        .containsExactly(
            "event.id = event.id -> true (event.id = \"1\")",
            "amount > 1 -> true (amount = 1500)",
            "lacking > 5 -> null (lacking is missing)");
  }

  @ParameterizedTest
  @Tag("D8")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          amount > 2000                | false (amount = 1500)
          customer.tier = "silver"     | false (customer.tier = "gold")
          name = "x" or name = "abc"   | true (name = "abc")
          amount > 1 or lacking        | true (amount = 1500)
          none = 1                     | false (none is null)
          customer.lacking = 1         | false (customer.lacking is missing)
          unit price > 5               | false (unit price = 3.5)
          list contains(tags, "new")   | false (tags = ["vip"])
          customer = null              | false (customer = {"tier": "gold"})
          count(event.topic) = 3       | false (event.topic = ["orders", "eu"])
          event.time < event.data.none | null: line 1, column 24: event.data.none is null or missing in the data; line 1, column 12: a date and time < null cannot be compared (event.time = 2026-01-01T00:00:00Z, event.data.none is null)
          get value(event.data, "big") = 1 | false (event.data.big = 12345678901234567890)
          name > 5                     | failed: line 1, column 6: a string > a number cannot be compared; convert the string with number(...) (name = "abc")
          1 = 2                        | false
          """)
  void showsTheValuesThatWereRead(String expression, String explained) {
    assertThat(explain(new TextNode(expression))).hasToString(expression + " -> " + explained);
  }

  @Test
  @Tag("D8")
  void showsValuesShortAndOnOneLine() {
    String deep = "[".repeat(400) + "]".repeat(400);
    String data =
        "{\"text\": \"%s\", \"odd\": \"a\\nb\\u001b[31m\\u202e\", \"deep\": %s, \"wide\": {\"a\": \"%s\"}}"
            .formatted("x".repeat(100_000), deep, "y".repeat(100_000));
    String all =
        explain(
                new TextNode(
                    "text = \"\" or odd = \"\" or deep = null or wide = null or wide.a = \"\""),
                data)
            .found();

    assertThat(all).hasSizeLessThan(600).contains("text = \"xxx", "odd = \"a?b?[31m?\"");
  }

  @Test
  @Tag("D8")
  void showsAFewOfManyValues() {
    String many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "f" + i + " = 1")
            .collect(Collectors.joining(" or "));
    assertThat(explain(new TextNode(many)).found())
        .startsWith("f0 is missing, f1 is missing")
        .endsWith("f9 is missing, ...");
  }

  private static Clause explain(JsonNode filter) {
    return explain(filter, DATA);
  }

  private static Clause explain(JsonNode filter, String data) {
    return Objects.requireNonNull(
            FilterDialects.standard().compile(filter, "$.filter", new Problems()))
        .explain(input(data));
  }

  private static JsonNode list(String dialect, String expression) {
    return JsonNodeFactory.instance
        .objectNode()
        .set(dialect, JsonNodeFactory.instance.arrayNode().add(expression));
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
    return input(DATA);
  }

  private static FilterInput input(String data) {
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
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build()));
  }
}
