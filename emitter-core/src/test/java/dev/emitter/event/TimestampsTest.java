package dev.emitter.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How times are written. */
final class TimestampsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-01-01T00:00:00Z",
        "2026-11-21T09:08:07Z",
        "9999-12-31T23:59:59.999999999+18:00",
        "2026-02-03T00:00:00.000000001-00:30",
        "2026-02-03T00:00:00.1-18:00",
        "2026-02-03T10:20:30.120300+05:45"
      })
  void writesWhatTheStandardFormatterWrites(String text) {
    requireSame(OffsetDateTime.parse(text));
  }

  @Test
  void writesAnyTimeAsTheStandardFormatterDoes() {
    Random random = new Random(11);
    int[] units = {1, 1_000, 1_000_000, 100_000_000, 1_000_000_000};
    for (int i = 0; i < 10_000; i++) {
      int unit = units[random.nextInt(units.length)];
      requireSame(
          OffsetDateTime.of(
              LocalDateTime.of(random.nextInt(10_000), 1, 1, 0, 0)
                  .plusSeconds(random.nextInt(31_536_000))
                  .withNano(random.nextInt(1_000_000_000) / unit * unit),
              ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1080, 1081))));
    }
  }

  private static void requireSame(OffsetDateTime time) {
    String written = Timestamps.format(time);
    assertThat(written).isEqualTo(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
    assertThat(Timestamps.parse(written)).isEqualTo(time);
  }
}
