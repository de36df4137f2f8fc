package dev.emitter.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.event.Json;
import dev.emitter.mapping.Rendering.Failed;
import dev.emitter.mapping.Rendering.Rendered;
import dev.emitter.mapping.Rendering.TooLarge;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events in the receiver's own shape. */
@Tag("X2")
final class MappingTest {

  private static final String PATH = "$.parameters.body";
  private static final String ORDER =
      "{'id': 7, 'total': 12.50, 'name': 'Zoë', 'items': [{'sku': 'a', 'n': 2}, {'sku': 'b'}],"
          + " 'flag': true, 'none': null, 'customer': {'id': 'c1', 'first-name': 'X'}}";

  /** Returns JSON in which single quotes stand for double ones. */
  private static JsonNode json(String text) {
    try {
      return Json.tree(text.replace('\'', '"'));
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String render(String mapping, String data) {
    return render(Mapping.of(json(mapping), PATH, MappingOptions.ONE), data);
  }

  private static String render(Mapping mapping, String data) {
    Rendering rendering = mapping.render(Inputs.of(data), 1 << 20);
    assertThat(rendering).isInstanceOf(Rendered.class);
    String text = new String(((Rendered) rendering).json().toByteArray(), StandardCharsets.UTF_8);
    assertThat(json(text)).isNotNull();
    return text;
  }

  private static String expression(String feel, String data) {
    Mapping mapping = Mapping.of(TextNode.valueOf(feel), PATH, MappingOptions.ONE);
    return render(mapping, data).replace('"', '\'');
  }

  private static Failed failure(String mapping, String data) {
    Mapping compiled = Mapping.of(json(mapping), PATH, MappingOptions.ONE);
    return (Failed) compiled.render(Inputs.of(data), 1 << 20);
  }

  @Test
  void keepsTheShapeAndEvaluatesTheStrings() {
    String mapping =
        "{'order': 'id', 'kind': 'event.type', 'fixed': '\\\"text\\\"', 'n': 1.50, 'yes': true,"
            + " 'nothing': null, 'list': ['total', [], {}], 'o': {'first name': 'name'}}";
    assertThat(render(mapping.replace("\\\"", "\\'"), ORDER))
        .isEqualTo(
            "{\"order\":7,\"kind\":\"order.placed\",\"fixed\":\"text\",\"n\":1.5,\"yes\":true,"
                + "\"nothing\":null,\"list\":[12.5,[],{}],\"o\":{\"first name\":\"Zoë\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "id | 7",
        "total * 2 | 25.0",
        "flag | true",
        "missing | null",
        "none | null",
        "customer.missing.deeper | null",
        "customer | {'id':'c1','first-name':'X'}",
        "items | [{'sku':'a','n':2},{'sku':'b'}]",
        "items.sku | ['a','b']",
        "for i in items return i.n | [2,null]",
        "{a: id, b: [flag, none]} | {'a':7,'b':[true,null]}",
        "event.time | '2026-01-02T03:04:00+01:00'",
        "event.partitionkey | 'k9'",
        "event.priority | 3",
        "event.topic | ['orders','eu']",
        "event.subject | null",
        "date(#2026-02-03#) | '2026-02-03'",
        "time(#10:00:00@Europe/Paris#) | '10:00:00+01:00'",
        "date and time(#2026-07-01T10:00:00@Europe/Paris#) | '2026-07-01T10:00:00+02:00'",
        "date and time(#2026-07-01T10:00:00.5#) | '2026-07-01T10:00:00.5'",
        "duration(#-PT36H#) | '-P1DT12H'",
        "duration(#P14M#) | 'P1Y2M'",
        "1 / 3 | 0.3333333333333333333333333333333333",
        "10 ** 30 | 1000000000000000000000000000000",
        "-0.000001 | -0.000001",
        "if number(name) = null then 0 else 1 | 0",
      })
  void writesWhatFeelGives(String feel, String written) {
    assertThat(expression(feel.replace('#', '"'), ORDER)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234567890123456789012345678901234567890123",
        "-0.1234567890123456789012345678901234567890123",
        "9007199254740993",
        "18446744073709551616",
      })
  void keepsNumbersOfTheDataExact(String number) {
    assertThat(expression("n", "{'n': " + number + "}")).isEqualTo(number);
    assertThat(expression("event.data.o", "{'o': {'n': [" + number + "]}}"))
        .isEqualTo("{'n':[" + number + "]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "Zoë",
        "日本",
        "😀",
        "quote \\\" and \\\\",
        "\\u0000\\n\\t\\u007f\\u0085",
        "\\u2028\\u2029",
        "half \\ud83d of it",
        ""
      })
  void writesEveryStringSoThatItIsReadBack(String text) throws Exception {
    String data = "{\"s\": \"" + text + "\"}";
    String written = render("{'s': 's', 'more': 'event.data', 'made': 's + s'}", data);
    JsonNode back = Json.tree(written);
    String meant = Json.tree(data).path("s").textValue();
    assertThat(back.path("s").textValue()).isEqualTo(meant);
    assertThat(back.path("more").path("s").textValue()).isEqualTo(meant);
    assertThat(back.path("made").textValue()).isEqualTo(meant + meant);
    assertThat(written.chars()).noneMatch(c -> c < ' ' || (c >= 0x7F && c <= 0x9F) || c == 0x2028);
  }

  @Test
  void takesObjectsAndArraysOfTheDataOverOnOneLine() {
    String data =
        "  {  'a' : [ 1.50 , { 'b' : [ ] , 'c' : '\\u00e9 \u2028' } , [ ] ] ,\n 'd' : { } } ";
    assertThat(expression("event.data", data))
        .isEqualTo("{'a':[1.50,{'b':[],'c':'\\u00e9 \\u2028'},[]],'d':{}}");
    assertThat(expression("a", data)).isEqualTo("[1.50,{'b':[],'c':'\\u00e9 \\u2028'},[]]");
    assertThat(expression("a[2].c", data)).isEqualTo("'é \\u2028'");
    assertThat(expression("for x in a return x", data))
        .isEqualTo("[1.5,{'b':[],'c':'\\u00e9 \\u2028'},[]]");
    assertThat(expression("[count(a), count(a[3]), count(a[2].b), a[-1]]", data))
        .isEqualTo("[3,0,0,[]]");
  }

  @Test
  void readsTheEventEvenIfTheDataCallsAFieldSo() {
    assertThat(expression("event.type", "{'event': {'type': 'forged'}}"))
        .isEqualTo("'order.placed'");
    assertThat(expression("event.data.event.type", "{'event': {'type': 'forged'}}"))
        .isEqualTo("'forged'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{'a': {'b': ['id', 'name * 2']}} | $.parameters.body.a.b[1]",
        "{'a': {'odd name': '1 / (id - 7)'}} | $.parameters.body.a[\"odd name\"]",
        "'if id = 7 then [1..id] else 3' | $.parameters.body",
        "['for i in items return i.sku * 2'] | $.parameters.body[0]",
        "{'x': '{y: {z: name - 1}}'} | $.parameters.body.x",
      })
  void namesThePathOfWhatFailed(String mapping, String path) {
    Failed failed = failure(mapping, ORDER);
    assertThat(failed.path()).isEqualTo(path);
    assertThat(failed.reason()).isNotBlank().doesNotContain("Zoë");
    assertThat(failed).hasToString(path + ": " + failed.reason());
  }

  @Test
  void leavesOutWhatIsNullIfAsked() {
    Mapping mapping =
        Mapping.of(
            json(
                "{'a': 'missing', 'b': 'id', 'c': {'d': 'none', 'e': {'f': 'missing'}}, 'g': {},"
                    + " 'h': ['missing', {'i': 'missing'}], 'j': null, 'k': '{l: missing}'}"),
            PATH,
            MappingOptions.ONE.leavingOutNull());
    assertThat(render(mapping, ORDER).replace('"', '\''))
        .isEqualTo("{'b':7,'g':{},'h':[null,{}],'j':null,'k':{'l':null}}");
    Mapping empty = Mapping.of(json("{'a': 'missing'}"), PATH, MappingOptions.ONE.leavingOutNull());
    assertThat(render(empty, ORDER)).isEqualTo("{}");
  }

  @Test
  void reportsEveryFaultAtItsPath() {
    Problems problems = new Problems();
    JsonNode mapping =
        json("{'a': 'id +', 'b': ['', {'c': '1 = = 2'}], 'd e': '[1..2]', 'ok': 'id'}");
    assertThat(Mapping.compile(mapping, PATH, problems)).isNull();
    assertThat(problems.list())
        .extracting(Problem::path)
        .containsExactly(PATH + ".a", PATH + ".b[0]", PATH + ".b[1].c", PATH + "[\"d e\"]");
    assertThat(problems.list().get(0).message()).contains("line 1, column");
  }

  @Test
  void warnsOfWhatWasMostLikelyMeantOtherwise() {
    Problems problems = new Problems();
    assertThat(Mapping.compile(json("{'a': ['event.Type']}"), PATH, problems)).isNotNull();
    assertThat(problems.warnings()).extracting(Problem::path).containsExactly(PATH + ".a[0]");
  }

  @Test
  void refusesNumbersThatJsonDoesNotHave() {
    Problems problems = new Problems();
    JsonNode nan = JsonNodeFactory.instance.arrayNode().add(DoubleNode.valueOf(Double.NaN));
    assertThat(Mapping.compile(nan, PATH, problems)).isNull();
    assertThat(problems.list()).extracting(Problem::path).containsExactly(PATH + "[0]");
  }

  @Test
  void boundsWhatADefinitionMayHave() {
    assertThat(faultOf("[".repeat(33) + "]".repeat(33))).contains("nests deeper than the 32");
    assertThat(faultOf("[" + "'id',".repeat(500) + "'id']")).contains("expression number 501");
    assertThat(faultOf("[" + "1,".repeat(6_000) + "1]")).contains("5000 values");
    assertThat(faultOf("['\\\"" + "x".repeat(100_001) + "\\\"']")).contains("100000 characters");
    assertThat(
            faultOf(
                "{'"
                    + "x".repeat(49_000)
                    + "': {'"
                    + "y".repeat(49_000)
                    + "': '1"
                    + " ".repeat(3_000)
                    + "'}}"))
        .contains("100000 characters");
    assertThat(faultOf("'" + "1+".repeat(9_000) + "1'")).contains("is not FEEL");
  }

  private static String faultOf(String mapping) {
    Problems problems = new Problems();
    assertThat(Mapping.compile(json(mapping), PATH, problems)).isNull();
    assertThat(problems.list()).hasSize(1);
    return problems.list().get(0).message();
  }

  @Test
  void letsAllExpressionsShareTheirSteps() {
    String loop = "'count(for i in 1..9000 return i * 2)'";
    assertThat(render("[" + loop + "]", ORDER)).isEqualTo("[9000]");
    String many = "[" + (loop + ",").repeat(100) + loop + "]";
    Failed failed = failure(many, ORDER);
    assertThat(failed.reason()).contains("took more than 400000 steps");
    assertThat(failed.path()).startsWith(PATH + "[");
  }

  @Test
  void boundsTheBytesOfTheDocument() {
    Mapping mapping =
        Mapping.of(json("{'a': 'event.data', 'b': 'name'}"), PATH, MappingOptions.ONE);
    String data = "{'name': 'é\\u0000" + "x".repeat(1_000) + "'}";
    int size = render(mapping, data).getBytes(StandardCharsets.UTF_8).length;
    assertThat(mapping.render(Inputs.of(data), size)).isInstanceOf(Rendered.class);
    assertThat(mapping.render(Inputs.of(data), size - 1)).isEqualTo(new TooLarge(size - 1));
    assertThat(mapping.render(Inputs.of(data), 10)).isEqualTo(new TooLarge(10));
  }

  @Test
  void endsBeforeRepeatedDataFillsTheMemory() {
    Mapping mapping =
        Mapping.of(
            TextNode.valueOf("for i in 1..9000 return event.data"), PATH, MappingOptions.ONE);
    String data = "{'x': '" + "y".repeat(500_000) + "'}";
    assertThat(mapping.render(Inputs.of(data), 1 << 20)).isInstanceOf(TooLarge.class);
  }

  @Test
  void readsAllThatALimitInTheMiddleOfACharacterAllows() {
    Random random = new Random(7);
    Mapping mapping = Mapping.of(json("['name']"), PATH, MappingOptions.ONE);
    for (int i = 0; i < 200; i++) {
      StringBuilder name = new StringBuilder();
      int length = 480 + random.nextInt(60);
      for (int c = 0; c < length; c++) {
        name.append(new String[] {"a", "é", "日", "😀", "\\u0001"}[random.nextInt(5)]);
      }
      String data = "{'name': '" + name + "'}";
      int size = render(mapping, data).getBytes(StandardCharsets.UTF_8).length;
      assertThat(mapping.render(Inputs.of(data), size)).isInstanceOf(Rendered.class);
      assertThat(mapping.render(Inputs.of(data), size - 1)).isInstanceOf(TooLarge.class);
    }
  }

  @Test
  void givesNothingOfDataThatIsNoJson() {
    assertThat(expression("id", "[1, 2]")).isEqualTo("null");
    assertThat(expression("event.data", "[1, 2]")).isEqualTo("[1,2]");
    assertThat(expression("event.data", "'text'")).isEqualTo("'text'");
  }

  @Test
  void refusesToBeMadeOfWhatIsFaulty() {
    assertThatThrownBy(() -> Mapping.of(json("{'a': 'x +'}"), PATH, MappingOptions.ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(PATH + ".a");
    Mapping one = Mapping.of(json("'id'"), PATH, MappingOptions.ONE);
    assertThatThrownBy(() -> one.render(Inputs.each(ORDER), 1_000))
        .isInstanceOf(IllegalStateException.class);
  }
}
