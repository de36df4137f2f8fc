package dev.emitter.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.Json;
import dev.emitter.expressions.DataArray;
import dev.emitter.expressions.DataObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON read lazily from its bytes is the JSON that a parser reads, in any order of asking. */
@Tag("D4")
final class LazyJsonTest {

  private static final ObjectMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Random random = new Random(1);

  @Test
  void readsWhatAParserReads() throws IOException {
    for (int i = 0; i < 3_000; i++) {
      ObjectNode tree = object(4);
      byte[] json = (i % 2 == 0 ? Json.MAPPER : PRETTY).writeValueAsBytes(tree);
      assertSame(json);
    }
  }

  @Test
  void readsRealEventsAsAParserDoes() throws IOException {
    Path file = Path.of(System.getProperty("emitter.data", ""), "github-events.ndjson.gz");
    assumeTrue(Files.exists(file), "the real events are not here: pass -Demitter.data=FOLDER");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        assertSame(line.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " \n{ } ",
        "{\"a\\u0062\":1,\"a\\\\n\":2,\"a\\n\":3,\"\":4}",
        "{\"\\u00e9\":\"\\ud83d\\ude00\",\"é\\\"\":\"é\"}",
        "{\"n\":-0,\"m\":-12,\"d\":1.50,\"e\":1e3,\"l\":123456789012345678901234567890,\"z\":0.0}",
        "{\"max\":9223372036854775807,\"min\":-9223372036854775808,\"f\":-0.000000000000000001}",
        "{\"r\":1.000e3,\"s\":0.0000000000000000000000000,\"t\":-100e-2,\"u\":0E+5}",
        "{\"l\":1234567890123456789012345678901234567890.1234567890123000,\"k\":-9223372036854775809}",
        "{\"a\":[1,{\"b\":[{}]}],\"c\":{\"d\":{\"e\":null}},\"t\":true,\"f\":false}"
      })
  void readsTheCornersOfTheGrammar(String json) throws IOException {
    assertSame(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsNamesApartThatAreWrittenAlike() {
    byte[] json = "{\"a\\n\":1,\"a\\\\n\":2}".getBytes(StandardCharsets.UTF_8);
    LazyJsonObject object = new LazyJsonObject(new JsonText(json), 0, json.length);
    assertThat(object.member("a\\n")).isEqualTo(2L);
    assertThat(object.member("a\n")).isEqualTo(1L);
    assertThat(object.has("an")).isFalse();
  }

  @Test
  void keepsWithinItsBoundsInAnythingThatIsNotJson() throws IOException {
    for (int i = 0; i < 20_000; i++) {
      byte[] json = Json.MAPPER.writeValueAsBytes(object(3));
      int faults = 1 + random.nextInt(3);
      for (int f = 0; f < faults; f++) {
        json[random.nextInt(json.length)] =
            (byte) "{}[]\",:\\ 0nt\u0080".charAt(random.nextInt(13));
      }
      int end = random.nextInt(json.length + 1);
      LazyJsonObject object = new LazyJsonObject(new JsonText(json), 0, end);
      object.member("absent");
      for (String name : object.names()) {
        plain(object.member(name));
      }
    }
  }

  @Test
  void findsNamesInALargeObjectHoweverOftenItIsAsked() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 3_000; i++) {
      text.append(i == 0 ? "" : ",").append("\"n\\u0061me").append(i).append("\":").append(i);
    }
    byte[] json = text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    LazyJsonObject object = new LazyJsonObject(new JsonText(json), 0, json.length);

    for (int i = 0; i < 6_000; i++) {
      String name = "name" + (i * 7 % 6_000);
      Object expected = i * 7 % 6_000 < 3_000 ? (Object) (i * 7L % 6_000) : null;
      assertThat(object.member(name)).isEqualTo(expected);
      assertThat(object.has(name)).isEqualTo(expected != null);
    }
    assertThat(object.names()).hasSize(3_000);
  }

  @Test
  void findsLongValuesWithinEachOther() throws IOException {
    String longText = "x,]}".repeat(1_000);
    String json = "[" + "1,\"a\",".repeat(500) + "{\"b\\\"\":\"" + longText + "\"}]";
    for (int i = 0; i < 60; i++) {
      String more = i % 3 == 0 ? ",\"t\":\"" + longText + "\"" : ",\"n\":[1,[2,[3]]]";
      json = i % 2 == 0 ? "{\"s\":{},\"a\":" + json + more + "}" : "[[],0," + json + ",\"z\"]";
    }
    byte[] whole = ("{\"all\":" + json + "}").getBytes(StandardCharsets.UTF_8);
    assertSame(whole);
    for (int i = 0; i < 100; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) "{}[]\",:\\ 0".charAt(random.nextInt(10));
      plain(new LazyJsonObject(new JsonText(damaged), 0, random.nextInt(damaged.length + 1)));
    }
  }

  private void assertSame(byte[] json) throws IOException {
    JsonNode tree = Json.MAPPER.readTree(json);
    int start = JsonSkipper.skipSpace(json, 0, json.length);
    LazyJsonObject lazy = new LazyJsonObject(new JsonText(json), start, json.length);
    List<String> names = new ArrayList<>();
    tree.fieldNames().forEachRemaining(names::add);
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, random);
    for (String name : shuffled.subList(0, shuffled.size() / 2)) {
      assertThat(plain(lazy.member(name))).isEqualTo(parsed(tree.get(name)));
    }
    assertThat(lazy.names()).containsExactlyElementsOf(names);
    assertThat(plain(lazy)).isEqualTo(parsed(tree));
    assertThat(lazy.has("no such member")).isFalse();
    assertThat(lazy.member("no such member")).isNull();
  }

  /** What a parser has read, as {@link #plain} gives what is read lazily. */
  private static @Nullable Object parsed(JsonNode json) {
    if (json.isObject()) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      json.properties().forEach(one -> members.put(one.getKey(), parsed(one.getValue())));
      return members;
    }
    if (json.isArray()) {
      List<@Nullable Object> items = new ArrayList<>();
      json.forEach(item -> items.add(parsed(item)));
      return items;
    }
    if (json.isNumber()) {
      return json.isIntegralNumber() ? new BigDecimal(json.asText()) : json.decimalValue();
    }
    return json.isBoolean() ? (Object) json.booleanValue() : json.textValue();
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof DataObject object) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      object.names().forEach(name -> members.put(name, plain(object.member(name))));
      return members;
    }
    if (value instanceof DataArray array) {
      List<@Nullable Object> items = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        items.add(plain(array.get(i)));
      }
      return items;
    }
    return value instanceof Number number ? new BigDecimal(number.toString()) : value;
  }

  private ObjectNode object(int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    int members = random.nextInt(12);
    for (int i = 0; i < members; i++) {
      object.set(text(6), value(depth - 1));
    }
    return object;
  }

  private JsonNode value(int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> nodes.textNode(text(20));
      case 1 -> nodes.numberNode(random.nextLong());
      case 2 -> nodes.numberNode(random.nextInt(100));
      case 3 -> nodes.numberNode(BigDecimal.valueOf(random.nextLong(), random.nextInt(30)));
      case 4 -> nodes.booleanNode(random.nextBoolean());
      case 5 -> nodes.nullNode();
      case 6 -> nodes.numberNode(BigDecimal.valueOf(random.nextInt(10_000), 2));
      case 7 -> object(depth);
      default -> {
        ArrayNode array = nodes.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(depth - 1));
        }
        yield array;
      }
    };
  }

  private String text(int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      text.append("abcn\"\\{}[],: \n\té\u20ac\u0001".charAt(random.nextInt(18)));
    }
    return text.toString();
  }
}
