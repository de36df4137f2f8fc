package dev.emitter.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that are allowed but were surely meant otherwise. */
@Tag("D4")
@Tag("D6")
final class FilterWarningsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          event.Type = "order.placed"    | line 1, column 1: no attribute of an event can be named "Type", so this is always null | names have lower-case letters a-z and digits only; did you mean "event.type"?
          event.partitionKey = "x"       | line 1, column 1: no attribute of an event can be named "partitionKey", so this is always null | names have lower-case letters a-z and digits only; did you mean "event.partitionkey"?
          a = 1 and event.Region = "eu"  | line 1, column 11: no attribute of an event can be named "Region", so this is always null | names have lower-case letters a-z and digits only; an extension is written event.region
          event.extensions.region = "eu" | line 1, column 1: attributes have no members, so this is always null | write event.region
          event.customer.tier = "gold"   | line 1, column 1: attributes have no members, so this is always null | a field of the data is written without "event.", or as event.data.customer.tier
          data.total > 5                 | line 1, column 1: "data" is read as a field of the data, whose fields are variables themselves | write total; if the data has a field named data, write event.data.data.total
          event.time > date("2024-01-01") | line 1, column 12: a date and time > a date cannot be compared | write date(event.time) to compare its date
          event.time > "2024-01-01"      | line 1, column 12: a date and time > a string cannot be compared | write date and time("2024-01-01T00:00:00Z")
          event.time > today() - 30      | line 1, column 22: a date - a number has no result | write duration("P30D") for days, duration("PT30H") for hours
          at < today()                   | line 1, column 4: at is never a date | write date(at)
          first-name = "x"               | line 1, column 12: a number = a string cannot be compared | a minus sign subtracts; write get value(event.data, "first-name") for a field of that name
          event.topic = "orders"         | line 1, column 13: event.topic is a list, which counts as a string only if it has one item | write list contains(event.topic, "orders")
          """)
  void areWarnedOf(String expression, String message, String hint) {
    assertThat(warnings(expression)).containsExactly(Problem.warning("$.filter", message, hint));
  }

  @Test
  void areWarnedOfWhereTheyStand() {
    Problems problems = new Problems();
    JsonNodeFactory json = JsonNodeFactory.instance;
    FilterDialects.standard()
        .compile(
            json.objectNode().set("all", json.arrayNode().add("a = 1").add("lines[0].qty > 1")),
            "$.filter",
            problems);

    assertThat(problems.list()).isEmpty();
    assertThat(problems.warnings()).extracting(Problem::path).containsExactly("$.filter.all[1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"event.type = null", "a = 1 and event.id = null", "not(true)"})
  void tellsWhatIsNeverTrue(String expression) {
    assertThat(warnings(expression))
        .containsExactly(Problem.warning("$.filter", "is never true, whatever the event is", null));
  }

  @Test
  void tellsOfAFilterThatIsADifferenceByMistake() {
    assertThat(warnings("is-active"))
        .containsExactly(
            Problem.warning(
                "$.filter",
                "is never true, whatever the event is",
                "a minus sign subtracts; write get value(event.data, \"is-active\")"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amount > 1000 and customer.tier = \"gold\"",
        "event.type = \"order.paid\" and event.region = \"eu\" and event.topic[1] = \"orders\"",
        "event.data.event = \"spring sale\"",
        "get value(event.data, \"unit-count\") = 7",
        "event.time >= date and time(\"2024-01-01T00:00:00Z\")",
        "date and time(at) > date and time(\"2024-01-01T00:00:00Z\")",
        "event.subject = null or starts with(event.subject, \"a\")",
        "event.level > 5 and event.urgent and event.due.year = 2024",
        "list contains(event.topic, \"eu\")",
        "data = \"x\" and type = \"y\"",
        "count(lines[price > 100]) >= 2 and sum(lines.price) < 1000",
        "if priority = \"high\" then amount > 10 else amount > 10000"
      })
  void areLeftAloneWhenTheyAreMeantSo(String expression) {
    assertThat(warnings(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cesql, sql",
    "CESQL, sql",
    "and, all",
    "or, any",
    "equals, exact",
    "startsWith, prefix"
  })
  void knowsWhatDialectsAreCalledElsewhere(String name, String dialect) {
    Problems problems = new Problems();
    FilterDialects.standard()
        .compile(
            JsonNodeFactory.instance.objectNode().put(name, "type = 'x'"), "$.filter", problems);

    assertThat(problems.list())
        .extracting(Problem::hint)
        .containsExactly("did you mean \"" + dialect + "\"?");
  }

  private static List<Problem> warnings(String expression) {
    Problems problems = new Problems();
    FilterDialects.standard().compile(TextNode.valueOf(expression), "$.filter", problems);
    assertThat(problems.list()).as(expression).isEmpty();
    return problems.warnings();
  }
}
