package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.problem.ConfigurationException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Once the time to refuse a definition grew with the square of its faults or escapes: each of these
 * took more than a minute.
 */
@Tag("D3")
@Timeout(240)
final class HostileDefinitionTest {

  @Test
  void refusesOneWithVeryManyUnknownMembers() {
    refuse(repeated(100_000, "\"zzzz%d\":1") + "}");
  }

  @Test
  void refusesOneWithVeryManyWrongItems() {
    refuse("\"topics\":[[\"\uD83D\uDE00\"]," + repeated(200_000, "1") + "]}");
  }

  @Test
  void refusesOneWithVeryManyEscapesBeforeItsEnd() {
    refuse("\"id\":\"" + "\\u0041".repeat(500_000) + "\" x}");
  }

  private static String repeated(int count, String format) {
    return IntStream.range(0, count)
        .mapToObj(i -> format.replace("%d", Integer.toString(i)))
        .collect(Collectors.joining(","));
  }

  private static void refuse(String members) {
    byte[] json = bytes("{\"type\":\"Fake\"," + members);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Readers.reader(Map.of()).readUser("u", "ann", json));
  }
}
