package dev.emitter.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.event.EventCompleter;
import dev.emitter.event.Json;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("D4")
class FilterDialectsTest {

  private static final FilterDialects DIALECTS = FilterDialects.standard();

  private final FilterInput input = input("{\"a\":1}");

  private static FilterInput input(String data) {
    EventCompleter completer =
        new EventCompleter(URI.create("/s"), Clock.systemUTC(), () -> "id", 10_000);
    return new FilterInput(
        Topic.of("order"),
        completer.complete(
            CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("https://shop.example/eu"))
                .withType("com.example.sold")
                .withTime(OffsetDateTime.parse("2020-01-02T03:04:00Z"))
                .withExtension("count", 12)
                .withExtension("flag", true)
                .withExtension("raw", new byte[] {1, 2})
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build()));
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static EventFilter compile(FilterDialects dialects, String filter) {
    Problems problems = new Problems();
    EventFilter compiled = dialects.compile(json(filter), "$.filter", problems);
    assertThat(problems.list()).isEmpty();
    return Objects.requireNonNull(compiled);
  }

  private static List<Problem> faults(String filter) {
    Problems problems = new Problems();
    assertThat(DIALECTS.compile(json(filter), "$.filter", problems)).isNull();
    assertThat(problems.list()).isNotEmpty();
    return problems.list();
  }

  private static void assertFault(String filter, String path, String... words) {
    assertThat(faults(filter))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.toString()).contains(words);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'exact':{'type':'com.example.sold'}}|true",
        "{'exact':{'type':'com.example.SOLD'}}|false",
        "{'exact':{'type':'com.example.sold','id':'2'}}|false",
        "{'exact':{'type':'com.example.sold','id':'1'}}|true",
        "{'exact':{'subject':'x'}}|false",
        "{'not':{'exact':{'subject':'x'}}}|true",
        "{'prefix':{'type':'com.','source':'https://'}}|true",
        "{'prefix':{'type':'com.','source':'http://'}}|false",
        "{'suffix':{'type':'.sold'}}|true",
        "{'suffix':{'absent':'a'}}|false",
        "{'exact':{'count':'12'}}|true",
        "{'exact':{'flag':'true'}}|true",
        "{'exact':{'raw':'AQI='}}|true",
        "{'exact':{'time':'2020-01-02T03:04:00Z'}}|true",
        "{'exact':{'specversion':'1.0'}}|true",
        "{'prefix':{'ip':'1'}}|false",
        "{'all':[{'prefix':{'type':'com'}},{'suffix':{'type':'sold'}}]}|true",
        "{'all':[{'prefix':{'type':'com'}},{'suffix':{'type':'x'}}]}|false",
        "{'any':[{'prefix':{'type':'x'}},{'suffix':{'type':'sold'}}]}|true",
        "{'any':[{'prefix':{'type':'x'}}]}|false",
        "{'not':{'not':{'any':[{'exact':{'id':'1'}}]}}}|true"
      })
  void selects(String filter, boolean matches) {
    EventFilter compiled = compile(DIALECTS, filter);
    assertThat(compiled.test(input).matches()).isEqualTo(matches);
    assertThat(compiled.test(input).failure()).isNull();
    assertThat(compiled.explain(input).result().matches()).isEqualTo(matches);
  }

  @Test
  @Tag("D8")
  void explainsEachClause() {
    EventFilter filter =
        compile(
            DIALECTS,
            "{'all':[{'prefix':{'type':'com.'}},{'not':{'exact':{'subject':'x'}}},{'exact':{'id':'2'}}]}");
    assertThat(filter.explain(input).toString())
        .isEqualTo(
            """
            all -> false
              prefix {type: "com."} -> true (type = "com.example.sold")
              not -> true
                exact {subject: "x"} -> false (subject = absent)
              exact {id: "2"} -> false (id = "1")\
            """);
  }

  @Test
  @Tag("D6")
  void saysWhatAFilterIs() {
    assertFault(
        "1", "$.filter", "is a number", "[exact, prefix, suffix, all, any, not, feel, sql]");
    assertFault("null", "$.filter", "is null");
    assertFault("[]", "$.filter", "is an empty array");
    assertFault("{}", "$.filter", "has 0 members", "exactly one");
    assertFault("{'exact':{'id':'1'},'prefix':{'id':'1'}}", "$.filter", "has 2 members", "all");
    assertFault("{'exat':{'id':'1'}}", "$.filter.exat", "did you mean \"exact\"?");
    assertFault("{'a\\nb':{}}", "$.filter[\"a?b\"]", "not a filter dialect");
    assertFault("{'exact':[]}", "$.filter.exact", "is an empty array", "attributes to strings");
    assertFault("{'exact':{}}", "$.filter.exact", "is an empty object");
    assertFault("{'exact':{'id':''}}", "$.filter.exact.id", "is an empty string");
    assertFault("{'exact':{'id':5}}", "$.filter.exact.id", "is a number");
    assertFault("{'all':[]}", "$.filter.all", "is an empty array", "at least one filter");
    assertFault("{'any':{'exact':{'id':'1'}}}", "$.filter.any", "is an object");
    assertFault("{'not':[{'exact':{'id':'1'}}]}", "$.filter.not", "is an array");
  }

  @Test
  @Tag("D6")
  void suggestsTheAttributeThatWasMeant() {
    assertFault(
        "{'exact':{'typ':'x'}}", "$.filter.exact.typ", "did you mean \"type\"?", "event.typ");
    assertFault("{'exact':{'Type':'x'}}", "$.filter.exact.Type", "did you mean \"type\"?");
    assertFault("{'prefix':{'sorce':'x'}}", "$.filter.prefix.sorce", "did you mean \"source\"?");
    assertFault("{'exact':{'data':'x'}}", "$.filter.exact.data", "FEEL");
    assertFault("{'exact':{'':'x'}}", "$.filter.exact[\"\"]", "lower-case");
  }

  @Test
  @Tag("D6")
  void reportsEveryFaultAtOnce() {
    assertThat(faults("{'all':[{'exat':1},5,{'exact':{'typ':'','id':1}},'x > '],'no':1}"))
        .extracting(Problem::path)
        .containsExactly(
            "$.filter",
            "$.filter.all[0].exat",
            "$.filter.all[1]",
            "$.filter.all[2].exact.typ",
            "$.filter.all[2].exact.typ",
            "$.filter.all[2].exact.id",
            "$.filter.all[3]",
            "$.filter.no");
  }

  @Test
  void boundsNestingAndNumber() {
    String leaf = "{'exact':{'id':'1'}}";
    String deepest = "{'not':".repeat(31) + leaf + "}".repeat(31);
    assertThat(compile(DIALECTS, deepest).test(input).matches()).isFalse();
    assertThat(faults("{'not':" + deepest + "}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("32 levels"));
    String many = "{'any':[" + (leaf + ",").repeat(998) + leaf + "]}";
    assertThat(compile(DIALECTS, many).test(input).matches()).isTrue();
    assertThat(faults("{'any':[" + (leaf + ",").repeat(50_000) + leaf + "]}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("1000"));
    String wide = "[" + (leaf + ",").repeat(40) + leaf + "]";
    assertThat(faults("{'any':[" + ("{'all':" + wide + "},").repeat(40) + leaf + "]}")).hasSize(1);
  }

  @Test
  void boundsWhatItShowsOfLongNames() {
    assertThat(faults("{'" + "x".repeat(40_000) + "':1}").get(0).toString()).hasSizeLessThan(500);
    assertThat(faults("{'exact':{'" + "Ü".repeat(40_000) + "':'x'}}").get(0).toString())
        .hasSizeLessThan(500);
  }

  @Test
  void takesOtherDialectsIn() {
    FilterDialects more = DIALECTS.with(new Fixed("feel", true)).with(new Fixed("sql", false));
    assertThat(more.names()).isEqualTo(DIALECTS.names());
    assertThat(more.with(new Fixed("regex", true)).names()).contains("regex");
    assertThat(DIALECTS.names()).doesNotContain("regex");
    assertThat(compile(more, "'a > 1'").test(input).matches()).isTrue();
    assertThat(compile(more, "{'feel':'a > 1'}").test(input).matches()).isTrue();
    assertThat(compile(more, "{'not':'a > 1'}").test(input).matches()).isFalse();
    assertThat(compile(more, "{'any':[{'sql':'x'},'a > 1']}").test(input).matches()).isTrue();
  }

  @Test
  void takesAFailureForNoMatchWhateverIsAround() {
    FilterDialects more = DIALECTS.with(new Fixed("feel", null)).with(new Fixed("sql", true));
    for (String filter :
        List.of(
            "'x'",
            "{'not':'x'}",
            "{'all':['x',{'sql':'x'}]}",
            "{'any':['x',{'not':{'sql':'x'}}]}")) {
      FilterResult result = compile(more, filter).test(input);
      assertThat(result.matches()).isFalse();
      assertThat(result.failure()).isEqualTo("broken");
    }
    FilterResult decided = compile(more, "{'any':['x',{'sql':'x'}]}").test(input);
    assertThat(decided.matches()).isTrue();
    assertThat(compile(more, "{'all':['x',{'not':{'sql':'x'}}]}").test(input).failure()).isNull();
  }

  @Test
  void parsesTheDataOnce() {
    assertThat(input.data()).isSameAs(input.data());
    assertThat(input.data().path("a").intValue()).isEqualTo(1);
  }

  /** A dialect whose filters always say the same. */
  private record Fixed(String name, @Nullable Boolean answer) implements FilterDialect {

    @Override
    public EventFilter compile(
        JsonNode expression, String path, FilterCompiler nested, Problems problems) {
      return new EventFilter() {
        @Override
        public FilterResult test(FilterInput input) {
          return answer == null ? FilterResult.failed("broken") : FilterResult.of(answer);
        }

        @Override
        public Clause explain(FilterInput input) {
          return Clause.leaf(name, test(input), "");
        }
      };
    }
  }
}
