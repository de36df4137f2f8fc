package dev.emitter.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.event.Json;
import dev.emitter.filter.FilterInput;
import dev.emitter.mapping.Rendering.Failed;
import dev.emitter.mapping.Rendering.Rendered;
import dev.emitter.mapping.Rendering.TooLarge;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several events in one document. */
@Tag("X2")
final class EnvelopeTest {

  private static final String PATH = "$.parameters.envelope";

  private static Mapping mapping(String feel) {
    return Mapping.of(TextNode.valueOf(feel), PATH, MappingOptions.EACH);
  }

  private static String text(Rendering rendering) {
    assertThat(rendering).isInstanceOf(Rendered.class);
    byte[] json = ((Rendered) rendering).json().toByteArray();
    return new String(json, StandardCharsets.UTF_8).replace('"', '\'');
  }

  @Test
  void seesEachEventAsAFilterSeesOne() {
    Mapping mapping =
        mapping(
            "for e in events return {id: e.id, on: e.topic[1], key: e.partitionkey, d: e.data}");
    assertThat(text(mapping.render(Inputs.each("{'a': 1}", "[2]"), 1 << 20)))
        .isEqualTo(
            "[{'id':'e1','on':'orders','key':'k9','d':{'a':1}},"
                + "{'id':'e1','on':'orders','key':'k9','d':[2]}]");
  }

  @Test
  void rendersTheBodyOfFlowProductionTracking() throws Exception {
    Mapping mapping =
        Mapping.of(
            Json.tree(
                "{\"timestamp\": \"events[1].time\","
                    + " \"data\": {\"deliveries\": \"for e in events return e.data\"}}"),
            PATH,
            MappingOptions.EACH);
    assertThat(text(mapping.render(Inputs.each("{'id': 1}", "{'id': 2}"), 1 << 20)))
        .isEqualTo(
            "{'timestamp':'2026-01-02T03:04:00+01:00',"
                + "'data':{'deliveries':[{'id':1},{'id':2}]}}");
  }

  @Test
  void rendersOneEventAsAListOfIt() {
    assertThat(text(mapping("events.id").render(Inputs.of("{}"), 100))).isEqualTo("['e1']");
    assertThat(text(mapping("count(events)").render(List.of(), 100))).isEqualTo("0");
  }

  @Test
  void failsForTheEventsThatAreToBlameAlone() {
    Mapping mapping = mapping("for e in events return e.data.n * 2");
    List<FilterInput> inputs = Inputs.each("{'n': 1}", "{'n': 'x'}", "{'n': 3}");
    assertThat(mapping.render(inputs, 1_000)).isInstanceOf(Failed.class);
    assertThat(mapping.render(inputs.subList(0, 1), 1_000)).isInstanceOf(Rendered.class);
    assertThat(mapping.render(inputs.subList(1, 2), 1_000)).isInstanceOf(Failed.class);
    assertThat(mapping.render(inputs.subList(2, 3), 1_000)).isInstanceOf(Rendered.class);
  }

  @Test
  void seesTheFailureOfOneEventBehindWhatAnotherLacks() {
    Mapping mapping = mapping("for e in events return {n: e.data.n * 2}");
    assertThat(text(mapping.render(Inputs.each("{}", "{'n': 3}"), 1_000)))
        .isEqualTo("[{'n':null},{'n':6}]");
    assertThat(mapping.render(Inputs.each("{}", "{'n': 'x'}"), 1_000)).isInstanceOf(Failed.class);
  }

  @Test
  void takesNullOfTheDataForWhatItIs() {
    Mapping mapping = mapping("for e in events return {d: e.data, n: number(e.data.s)}");
    assertThat(text(mapping.render(Inputs.each("{'a': null, 's': '4'}"), 1_000)))
        .isEqualTo("[{'d':{'a':null,'s':'4'},'n':4}]");
  }

  @Test
  void growsItsBudgetByTheEvents() {
    Mapping loop = mapping("for e in events, i in 1..400 return i + 1");
    List<FilterInput> hundred = Collections.nCopies(100, Inputs.of("{}"));
    assertThat(loop.render(hundred, 1 << 20)).isInstanceOf(Rendered.class);
    Mapping endless = mapping("count(for e in events, i in 1..9000, j in 1..9 return [1])");
    Rendering failed = endless.render(hundred, 1 << 20);
    assertThat(failed).isInstanceOf(Failed.class);
    assertThat(((Failed) failed).path()).isEqualTo(PATH);
  }

  @Test
  void boundsTheBytesOfAllOfThem() {
    Mapping mapping = mapping("events.data");
    List<FilterInput> inputs = Inputs.each("{'x': 'yyyyyyyyyy'}", "{'x': 'yyyyyyyyyy'}");
    assertThat(mapping.render(inputs, 38)).isEqualTo(new TooLarge(38));
    assertThat(mapping.render(inputs, 39)).isInstanceOf(Rendered.class);
  }

  @Test
  void warnsOfVariablesThatAreThereForOneEventOnly() {
    Problems problems = new Problems();
    assertThat(
            Mapping.compile(
                TextNode.valueOf("[event.id, total]"), PATH, MappingOptions.EACH, problems))
        .isNotNull();
    assertThat(problems.warnings()).extracting(Problem::path).containsOnly(PATH);
    assertThat(problems.warnings())
        .extracting(Problem::hint)
        .containsExactly(
            "write for e in events return e.id, or events[1].id",
            "write for e in events return e.data.total, or events[1].data.total");
    Problems none = new Problems();
    assertThat(
            Mapping.compile(
                TextNode.valueOf("for e in events return e.data.x = 1"),
                PATH,
                MappingOptions.EACH,
                none))
        .isNotNull();
    assertThat(none.warnings()).isEmpty();
  }
}
