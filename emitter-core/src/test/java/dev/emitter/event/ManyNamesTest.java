package dev.emitter.event;

import static dev.emitter.event.Events.completer;
import static dev.emitter.event.Events.read;
import static dev.emitter.event.Events.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Names that fall into one place of Jackson's tables whatever number its hash begins with: what
 * happens to others by chance, in some JVMs, happens to them in each.
 */
@Tag("E1")
final class ManyNamesTest {

  private static final int MANY = 1_000;
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /** What one multiplies with in place of dividing by 33, modulo 2 to the 32. */
  private static final int BY_33 = 1_041_204_193;

  /**
   * Returns names of eight characters that the table for bytes cannot tell apart: it mixes the
   * first four, adds 33 times the others, and only then the number drawn by chance.
   */
  static List<String> ofBytes(int count) {
    List<String> names = new ArrayList<>();
    for (int number = 0; names.size() < count; number++) {
      int first = fourLetters(number);
      int mixed = first + (first >>> 15);
      mixed ^= mixed >>> 9;
      int second = (0x12345678 - mixed) * BY_33;
      if (areLetters(second)) {
        names.add(characters(first) + characters(second));
      }
    }
    return names;
  }

  /** Returns names that the table for characters cannot tell apart: it multiplies by 33. */
  static List<String> ofCharacters(int count) {
    List<String> names = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 12; bit++) {
        name.append((number >> bit & 1) == 0 ? "Ab" : "BA");
      }
      names.add(name.toString());
    }
    return names;
  }

  private static int fourLetters(int number) {
    int four = 0;
    for (int rest = number, at = 0; at < 4; at++, rest /= LETTERS.length()) {
      four = four << 8 | LETTERS.charAt(rest % LETTERS.length());
    }
    return four;
  }

  private static boolean areLetters(int four) {
    for (int shift = 0; shift <= 24; shift += 8) {
      if (LETTERS.indexOf(four >>> shift & 0xFF) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String characters(int four) {
    StringBuilder text = new StringBuilder();
    for (int shift = 24; shift >= 0; shift -= 8) {
      text.append((char) (four >>> shift & 0xFF));
    }
    return text.toString();
  }

  private static String object(List<String> names) {
    return names.stream()
        .map(name -> "\"" + name + "\":1.0")
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Without this the other tests prove nothing. */
  @Test
  void areTakenForAnAttackByAParserAlone() {
    assertThatThrownBy(() -> new ObjectMapper().readTree(utf8(object(ofBytes(MANY)))))
        .isInstanceOf(StreamConstraintsException.class);
    assertThatThrownBy(() -> new ObjectMapper().readTree(object(ofCharacters(MANY))))
        .isInstanceOf(StreamConstraintsException.class);
  }

  /** A table that was overfilled twice fails for innocent names, too. */
  @Test
  void harmNoOtherEvent() throws IOException {
    byte[] many = utf8(object(ofBytes(MANY)));
    for (int time = 0; time < 5; time++) {
      assertThat(Json.tree(many, 0, many.length).size()).isEqualTo(MANY);
    }
    List<String> others = ofBytes(MANY + 500).subList(MANY, MANY + 500);
    for (String name : others) {
      byte[] json = utf8(object(List.of(name)));
      assertThat(Json.tree(json, 0, json.length).has(name)).isTrue();
    }
  }

  @Test
  void areReadInAnyForm() throws IOException {
    for (List<String> names : List.of(ofBytes(MANY), ofCharacters(MANY))) {
      byte[] json = utf8("  " + object(names));
      assertThat(Json.tree(json, 1, json.length - 1).size()).isEqualTo(MANY);
      assertThat(Json.tree(object(names)).size()).isEqualTo(MANY);
    }
  }

  @Test
  void areMembersOfAnEventsData() {
    String data = object(ofBytes(MANY));
    EncodedEvent structured =
        completer().complete(read("\"subject\":\"é\",\"data\" : " + data + " ,\"ext\":\"x\""));
    EncodedEvent binary = completer().complete(Events.withData("application/json", data));
    for (EncodedEvent event : List.of(structured, binary)) {
      assertThat(new String(event.event().getData().toBytes(), StandardCharsets.UTF_8))
          .isEqualTo(data);
      byte[] kept = event.structured(Presentation.PLAIN).toByteArray();
      assertThat(
              new String(
                  EncodedEvent.stored(kept).event().getData().toBytes(), StandardCharsets.UTF_8))
          .isEqualTo(data);
    }
    assertThat(structured.event().getExtension("ext")).isEqualTo("x");
  }

  @Test
  void areReadFromAPartOfAnArray() {
    String event =
        "{\"specversion\":\"1.0\",\"type\":\"é\",\"data\":" + object(ofBytes(MANY)) + "}";
    byte[] within = utf8("[é," + event + "]");
    int offset = utf8("[é,").length;
    assertThat(CloudEventReader.read(within, offset, within.length - offset - 1).getData())
        .isEqualTo(OwnedData.of(utf8(object(ofBytes(MANY)))));
  }

  @Test
  void meetTheSameRulesAsOthers() {
    List<String> twice = new ArrayList<>(ofBytes(MANY));
    twice.add(twice.get(MANY / 2));
    assertThatThrownBy(() -> read("\"data\":" + object(twice)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("a member twice");
    String deep = object(ofBytes(MANY)).replace("1.0}", "[".repeat(501) + "]".repeat(501) + "}");
    assertThatThrownBy(() -> read("\"data\":" + deep)).hasMessageContaining("at most 500 deep");
    String cut = object(ofBytes(MANY));
    assertThatThrownBy(() -> read("\"data\":" + cut.substring(0, cut.length() - 2)))
        .hasMessageContaining("line 1");
    String open = "{\"specversion\":\"1.0\",\"data\":" + cut.substring(0, cut.length() - 1);
    assertThatThrownBy(() -> CloudEventReader.read(utf8(open)))
        .hasMessageContaining("ends in the middle");
    assertThat(Collections.frequency(twice, twice.get(MANY))).isEqualTo(2);
  }
}
