package dev.emitter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a date in a header. */
final class HttpDateTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** The three forms that a recipient must accept; of two digits the century follows from now. */
  @ParameterizedTest
  @Tag("RFC9110-5.6.7")
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-01-01T00:00:00Z | Thu, 01 Jan 2026 00:00:07 GMT     | 2026-01-01T00:00:07Z",
        "2026-01-01T00:00:00Z | Thursday, 01-Jan-26 00:00:07 GMT  | 2026-01-01T00:00:07Z",
        "2026-01-01T00:00:00Z | Thu Jan  1 00:00:07 2026          | 2026-01-01T00:00:07Z",
        "2026-01-01T00:00:00Z | Sun Nov 16 08:49:37 2036          | 2036-11-16T08:49:37Z",
        "1994-11-06T08:49:30Z | Sun, 06 Nov 1994 08:49:37 GMT     | 1994-11-06T08:49:37Z",
        "1994-11-06T08:49:30Z | Sunday, 06-Nov-94 08:49:37 GMT    | 1994-11-06T08:49:37Z",
        "1994-11-06T08:49:30Z | Sun Nov  6 08:49:37 1994          | 1994-11-06T08:49:37Z",
        "1999-12-31T23:59:58Z | Saturday, 01-Jan-00 00:00:00 GMT  | 2000-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z | Wednesday, 01-Jan-76 00:00:00 GMT | 2076-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z | Wednesday, 01-Jan-76 00:00:01 GMT | 1976-01-01T00:00:01Z",
        "2026-01-01T00:00:00Z | Friday, 01-Jan-77 00:00:00 GMT    | 1977-01-01T00:00:00Z",
        "2080-01-01T00:00:00Z | Monday, 01-Jan-29 00:00:00 GMT    | 2129-01-01T00:00:00Z",
        "2026-06-30T00:00:00Z | Tue, 30 Jun 2026 23:59:60 GMT     | 2026-06-30T23:59:59Z",
      })
  void readsEachFormOfADate(Instant now, String written, Instant meant) {
    assertThat(HttpDate.parse(written, now)).isEqualTo(meant);
  }

  @ParameterizedTest
  @Tag("RFC9110-5.6.7")
  @ValueSource(
      strings = {
        "Thu, 31 Feb 2027 00:00:07 GMT",
        "Thu, 01 Foo 2026 00:00:07 GMT",
        "Thursday, 01-Jan-2026 00:00:07 GMT",
        "Thu Jan 1 00:00:07 2026",
        "Thu, 01 Jan 2026 24:00:07 GMT",
        "Thu, 01 Jan 2026 00:00:07 CET",
        "\u0661, 01 Jan 2026 00:00:07 GMT"
      })
  void readsNoOtherForm(String written) {
    assertThat(HttpDate.parse(written, NOW)).isNull();
  }
}
