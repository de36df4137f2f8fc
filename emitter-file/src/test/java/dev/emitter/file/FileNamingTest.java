package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("C3")
class FileNamingTest {

  private static final Instant LATE = Instant.parse("2026-11-21T23:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "everything.log, everything-2026-11-21.log",
    "a/b.c/all, a/b.c/all-2026-11-21",
    "all.tar.gz, all.tar-2026-11-21.gz",
    ".hidden, .hidden-2026-11-21",
    "all., all-2026-11-21."
  })
  void putsTheDayBeforeTheExtension(String file, String expected) {
    assertThat(new FileNaming.Daily(Path.of(file), ZoneId.of("UTC")).at(LATE))
        .isEqualTo(Path.of(expected));
  }

  @Test
  void takesTheDayInItsZone() {
    assertThat(new FileNaming.Daily(Path.of("all.log"), ZoneId.of("Europe/Berlin")).at(LATE))
        .isEqualTo(Path.of("all-2026-11-22.log"));
  }

  /** Neither 24 nor 23 hours are counted from one midnight to the next. */
  @ParameterizedTest
  @CsvSource({
    "2026-10-24T22:00:00Z, 2026-10-25", // the day with 25 hours
    "2026-10-25T22:59:59Z, 2026-10-25",
    "2026-10-25T23:00:00Z, 2026-10-26",
    "2026-03-28T23:00:00Z, 2026-03-29", // the day with 23 hours
    "2026-03-29T21:59:59Z, 2026-03-29",
    "2026-03-29T22:00:00Z, 2026-03-30"
  })
  void beginsADayAtItsMidnightHoweverLongTheDayBeforeWas(Instant time, String day) {
    assertThat(new FileNaming.Daily(Path.of("all.log"), ZoneId.of("Europe/Berlin")).at(time))
        .isEqualTo(Path.of("all-" + day + ".log"));
  }
}
