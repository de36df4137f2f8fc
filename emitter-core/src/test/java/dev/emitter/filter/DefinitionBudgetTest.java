package dev.emitter.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.emitter.event.EventCompleter;
import dev.emitter.problem.Problems;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All filters of a definition together have, for one event, the budget of a single one. */
@Tag("D4")
@Tag("safety")
final class DefinitionBudgetTest {

  /** About half of a user's budget; never true. */
  private static final String COSTLY = "some i in 1..20000 satisfies i * i = -1";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void oneCostlyFilterIsWithinIt() {
    FilterResult result = test(JSON.objectNode().set("any", JSON.arrayNode().add(COSTLY)));

    assertThat(result.failure()).isNull();
    assertThat(result.matches()).isFalse();
  }

  @Test
  void manyCostlyFiltersFailTogetherAndNoneIsAskedAfterwards() {
    ArrayNode filters = JSON.arrayNode();
    for (int i = 0; i < 300; i++) {
      filters.add(COSTLY).add(JSON.objectNode().put("counting", "x"));
    }

    FilterResult result = test(JSON.objectNode().set("any", filters));

    assertThat(result.failure())
        .contains("expressions that are evaluated together")
        .contains("took more than 200000 steps");
    assertThat(asked).hasValueLessThan(3);
  }

  @Test
  void manyCostlyFiltersWithinEachOtherFailTogether() {
    JsonNode filter = JSON.textNode(COSTLY);
    for (int i = 0; i < 15; i++) {
      filter = JSON.objectNode().set("any", JSON.arrayNode().add(COSTLY).add(filter));
      filter = JSON.objectNode().set("not", filter);
    }

    assertThat(test(filter).failure()).contains("took more than 200000 steps");
  }

  @Test
  void whatMatchesBeforeTheBudgetEndsIsAMatch() {
    ArrayNode filters = JSON.arrayNode().add(COSTLY).add("amount = 5").add(COSTLY).add(COSTLY);

    assertThat(test(JSON.objectNode().set("any", filters)).matches()).isTrue();
  }

  @Test
  void aThousandSimpleFiltersAreWithinIt() {
    ArrayNode filters = JSON.arrayNode();
    for (int i = 0; i < 990; i++) {
      filters.add("amount = 5 and event.type = \"order.placed\"");
    }

    assertThat(test(JSON.objectNode().set("all", filters)).matches()).isTrue();
  }

  @Test
  void eachEventHasTheWholeBudget() {
    EventFilter filter =
        compile(JSON.objectNode().set("any", JSON.arrayNode().add(COSTLY).add("amount = 5")));
    FilterInput input = input();

    for (int i = 0; i < 10; i++) {
      assertThat(filter.test(input).matches()).isTrue();
    }
  }

  @Test
  void anExplanationIsOfTheSameVerdict() {
    ArrayNode filters = JSON.arrayNode();
    for (int i = 0; i < 10; i++) {
      filters.add(COSTLY);
    }

    Clause clause = compile(JSON.objectNode().set("any", filters)).explain(input());

    assertThat(clause.result().failure()).contains("took more than 200000 steps");
    assertThat(clause.parts()).hasSize(10);
    assertThat(clause.parts().get(0).result().failure()).isNull();
    assertThat(clause.parts().get(9).result().failure()).contains("took more than 200000 steps");
  }

  @Test
  void thePartsOfOneExpressionAreExplainedWithinOneBudget() {
    String filter = "not(" + COSTLY + ")" + (" and not(" + COSTLY + ")").repeat(9);

    Clause clause = compile(JSON.textNode(filter)).explain(input());

    assertThat(clause.parts()).hasSize(10);
    assertThat(clause.parts().get(0).result().matches()).isTrue();
    assertThat(clause.parts().get(9).result().failure()).contains("took more than 200000 steps");
  }

  private FilterResult test(JsonNode filter) {
    return compile(filter).test(input());
  }

  private EventFilter compile(JsonNode filter) {
    Problems problems = new Problems();
    EventFilter compiled =
        FilterDialects.standard()
            .forUsers()
            .with(new CountingDialect())
            .compile(filter, "$.filter", problems);
    assertThat(problems.list()).isEmpty();
    return Objects.requireNonNull(compiled);
  }

  private static FilterInput input() {
    EventCompleter completer =
        new EventCompleter(
            URI.create("urn:test"), Clock.systemUTC(), () -> "x", EventCompleter.DEFAULT_MAX_BYTES);
    return new FilterInput(
        Topic.of("orders"),
        completer.complete(
            CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("https://shop.example"))
                .withType("order.placed")
                .withData("application/json", "{\"amount\": 5}".getBytes(StandardCharsets.UTF_8))
                .build()));
  }

  /** Counts how often it is asked, and never matches. */
  private final class CountingDialect implements FilterDialect {

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public EventFilter compile(
        JsonNode expression, String path, FilterCompiler nested, Problems problems) {
      return new EventFilter() {
        @Override
        public FilterResult test(FilterInput input) {
          asked.incrementAndGet();
          return FilterResult.NO_MATCH;
        }

        @Override
        public Clause explain(FilterInput input) {
          return Clause.leaf("counting", test(input), "");
        }
      };
    }
  }
}
