package dev.emitter.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages valid events at random: each is refused in one line, or survives every form unharmed. */
@Tag("E1")
class MutatedEventsFuzzTest {

  private static final List<String> SEEDS =
      List.of(
          "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"ext\":5,"
              + "\"time\":\"2020-01-02T03:04:05.5+01:00\",\"datacontenttype\":\"application/json\","
              + "\"data\":{\"a\":[1.10,\"x\\u00e9é😀\",null,true,{\"b\":{}}]}}",
          "{\"data\":\"te\\nxt\u2028\u0085\",\"datacontenttype\":\"text/plain\","
              + "\"specversion\":\"1.0\",\"type\":\"t\"}",
          "{\"data_base64\":\"YWI=\",\"specversion\":\"1.0\",\"type\":\"t\","
              + "\"datacontenttype\":\"a/b\"}",
          "{ \"specversion\" : \"1.0\" , \"type\":\"t\", \"data\" : [ 1 , -0.5e+10 , \"\\\"\" ] }");
  private static final byte[] LIKELY = Events.utf8("{}[]\",:\\0123456789.eE+-tfn \n\t\u0085\u2028");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void areRefusedOrUnharmed(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      byte[] json = Events.utf8(SEEDS.get(random.nextInt(SEEDS.size())));
      for (int damage = random.nextInt(4); damage > 0; damage--) {
        json = damaged(json, random);
      }
      check(json);
    }
  }

  private static byte[] damaged(byte[] json, Random random) {
    int at = random.nextInt(json.length);
    int keepFrom = at + random.nextInt(2);
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    damaged.write(json, 0, at);
    if (random.nextInt(3) > 0) {
      damaged.write(LIKELY[random.nextInt(LIKELY.length)]);
    } else if (random.nextBoolean()) {
      damaged.write(random.nextInt(256));
    }
    damaged.write(json, keepFrom, json.length - keepFrom);
    return damaged.toByteArray();
  }

  private static void check(byte[] json) throws IOException {
    EncodedEvent event;
    try {
      event = Events.completer().complete(CloudEventReader.read(json));
    } catch (InvalidEventException e) {
      assertThat(e.getMessage()).doesNotContain("\n", "\r", "\u0085", "\u2028", "\u2029");
      return;
    }
    byte[] line = event.structured(Presentation.PLAIN).toByteArray();
    byte[] pretty = event.structured(new Presentation(true, null, null)).toByteArray();
    assertThat(new String(line, StandardCharsets.UTF_8))
        .doesNotContain("\n", "\r", "\u0085", "\u2028", "\u2029");
    JsonNode written = Json.MAPPER.readTree(line);
    assertThat(Json.MAPPER.readTree(pretty)).isEqualTo(written);
    if (event.hasJsonData() && !Json.MAPPER.readTree(json).has("data_base64")) {
      assertThat(written.get("data")).isEqualTo(Json.MAPPER.readTree(json).get("data"));
    }
    assertThat(EncodedEvent.stored(line).structured(Presentation.PLAIN).toByteArray())
        .isEqualTo(line);
  }
}
