package dev.emitter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is suggested for a duration that was refused is one that is taken. */
@Tag("D5")
final class DurationSuggestionTest {

  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofDays(365);

  @ParameterizedTest
  @CsvSource({
    "400d, 365d",
    "400 days, 365d",
    "9999999999999 days, 365d",
    "400000000ms, ",
    "4000000000 ms, 4000000s",
    "PT10000H, 365d",
    "5 seconds, 1m",
    "0ms, 1m",
    "3 hours, 3h",
    "1.5 hours, 1.5h",
    "3h, ",
    "soon, "
  })
  void liesWithinTheBounds(String text, String wanted) {
    String suggestion = Durations.suggestion(text, LEAST, MOST);
    if (wanted == null) {
      assertThat(suggestion).isNull();
    } else {
      assertThat(suggestion).startsWith("write \"" + wanted + "\"");
      assertThat(Durations.parse(wanted)).isBetween(LEAST, MOST);
    }
  }

  @Test
  void isTheLongestOfAllWhereThereIsNoBound() {
    String longest = "write \"106751d\", the longest that is allowed";
    assertThat(Durations.suggestion("400000d", null, null)).isEqualTo(longest);
    assertThat(Durations.suggestion("400000 days", null, Duration.ofMillis(Long.MAX_VALUE)))
        .isEqualTo(longest);
    assertThat(Durations.parse("106751d")).isNotNull();
    assertThat(Durations.parse("106752d")).isNull();
  }
}
