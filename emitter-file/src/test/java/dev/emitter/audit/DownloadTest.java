package dev.emitter.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.event.Presentation;
import dev.emitter.log.LoggedEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download has exactly what its period has, for the owner alone. */
@Tag("C2")
final class DownloadTest {

  private static final long SMALL = 20_000;

  @TempDir Path root;
  private Audit audit;

  @BeforeEach
  void begin() {
    audit = Audit.in(root);
  }

  @AfterEach
  void end() {
    audit.close();
  }

  private static Instant second(long number) {
    return Audit.BEGIN.plusSeconds(number);
  }

  /** Over segments, compressed ones and one that grows, marks in them, and the gaps between. */
  @Test
  void aPeriodHasItsStartAndNotItsEnd() {
    audit.segments(400_000);
    for (int from = 1; from <= 9_000; from += 500) {
      audit.deliver(from, from + 499);
    }
    assertThat(audit.files(".ndjson").size() + audit.files(".gz").size()).isGreaterThan(4);
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      long start = random.nextLong(-10, 9_010);
      long end = start + 1 + random.nextLong(i % 3 == 0 ? 5 : 9_000);
      assertThat(audit.read(AuditQuery.between(second(start), second(end))))
          .as("from %d to %d", start, end)
          .isEqualTo(Audit.range(Math.max(1, start), Math.min(9_000, end - 1)));
    }
    Instant between = second(20).minusNanos(1);
    assertThat(audit.read(AuditQuery.between(between, between.plusNanos(2)))).containsExactly(20L);
    audit.restart();
    assertThat(audit.read(AuditQuery.between(second(3), second(8_888))))
        .isEqualTo(Audit.range(3, 8_887));
  }

  @Test
  void entriesOfOneTimeAreNotTakenApart() {
    audit.deliver(
        Audit.logged(1, second(1)),
        Audit.logged(2, second(2)),
        Audit.logged(3, second(2)),
        Audit.logged(4, second(2)),
        Audit.logged(5, second(3)));
    assertThat(audit.read(AuditQuery.between(second(2), second(3)))).containsExactly(2L, 3L, 4L);
    assertThat(audit.read(AuditQuery.between(second(3), null))).containsExactly(5L);
    assertThat(audit.read(AuditQuery.between(null, second(2)))).containsExactly(1L);
  }

  /** A clock that was set back must not let entries appear in a period that was read. */
  @Test
  void timesNeverGoBack() {
    audit.deliver(Audit.logged(1, second(10)), Audit.logged(2, second(5)));
    audit.deliver(Audit.logged(3, second(7)));
    audit.restart();
    audit.deliver(Audit.logged(4, second(8)), Audit.logged(5, second(11)));
    assertThat(audit.read(AuditQuery.between(null, second(10)))).isEmpty();
    assertThat(audit.read(AuditQuery.between(second(10), second(11)))).isEqualTo(Audit.range(1, 4));
  }

  @Test
  void pagesMakeUpTheWhole() {
    audit.segments(SMALL);
    audit.deliver(1, 300);
    AuditQuery query = AuditQuery.between(second(10), second(290)).limit(7);
    List<Long> found = new ArrayList<>();
    boolean more = true;
    while (more) {
      try (AuditDownload page = audit.log().read(Audit.OWNER, Audit.ID, query)) {
        List<Long> numbers = Audit.numbers(page);
        assertThat(numbers.size()).isLessThanOrEqualTo(7);
        found.addAll(numbers);
        query = query.after(page.end());
        more = page.hasMore();
      }
    }
    assertThat(found).isEqualTo(Audit.range(10, 289));
    try (AuditDownload last = audit.log().read(Audit.OWNER, Audit.ID, query)) {
      assertThat(last.next()).isEmpty();
      assertThat(last.end()).isEqualTo(query.after());
    }
  }

  @Test
  void readingGoesOnAfterAnEntryAndAfterANewOneCame() {
    audit.deliver(1, 10);
    String cursor;
    try (AuditDownload part = audit.log().read(Audit.OWNER, Audit.ID, AuditQuery.ALL)) {
      audit.deliver(11, 12); // after the end of the download was fixed
      cursor = part.next().orElseThrow().cursor();
      assertThat(Audit.numbers(part)).isEqualTo(Audit.range(2, 10));
      assertThat(audit.read(AuditQuery.ALL.after(part.end()))).containsExactly(11L, 12L);
    }
    assertThat(audit.read(AuditQuery.ALL.after(cursor))).isEqualTo(Audit.range(2, 12));
  }

  @Test
  void aCursorThatRetentionHasPassedIsToldWithTheOldest() {
    audit.segments(SMALL).with("keep", Duration.ofDays(1));
    audit.deliver(1, 200);
    String cursor;
    try (AuditDownload part = audit.log().read(Audit.OWNER, Audit.ID, AuditQuery.ALL.limit(3))) {
      cursor = part.end();
    }
    audit.at(second(100).plus(Duration.ofDays(1)));
    audit.deliver(201, 201);
    assertThatThrownBy(() -> audit.read(AuditQuery.ALL.after(cursor)))
        .isInstanceOfSatisfying(
            AuditGoneException.class,
            gone -> {
              List<Long> kept = audit.read(AuditQuery.ALL.after(gone.oldest()));
              assertThat(kept).isEqualTo(audit.all()).contains(100L, 201L).doesNotContain(3L);
              assertThat(gone.oldestAt()).isEqualTo(second(kept.get(0)));
            });
  }

  @Test
  void aCursorOfAStoreThatWasPurgedIsGone() {
    audit.deliver(1, 5);
    String cursor;
    try (AuditDownload part = audit.log().read(Audit.OWNER, Audit.ID, AuditQuery.ALL)) {
      cursor = part.end();
    }
    audit.log().purge(Audit.ID);
    audit.deliver(6, 9);
    assertThatThrownBy(() -> audit.read(AuditQuery.ALL.after(cursor)))
        .isInstanceOf(AuditGoneException.class);
    assertThat(audit.all()).isEqualTo(Audit.range(6, 9));
    assertThatThrownBy(() -> audit.read(AuditQuery.ALL.after("what")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no cursor");
  }

  @Test
  void nobodyButTheOwnerIsToldAnything() {
    audit.deliver(1, 3);
    AuditQuery all = AuditQuery.ALL;
    List<String> told = new ArrayList<>();
    for (String user : List.of("admin@shop.example", "ann@shop.exampl", "ANN@shop.example", "")) {
      for (String id : List.of(Audit.ID, "unknown")) {
        assertThatThrownBy(() -> audit.log().read(user, id, all))
            .isInstanceOfSatisfying(
                AuditNotFoundException.class,
                e -> told.add(String.valueOf(e.getMessage()).replace(id, "ID")));
      }
    }
    assertThat(told).hasSize(8).containsOnly("there is no audit of emitter \"ID\" of yours");
    assertThatThrownBy(() -> audit.log().read(Audit.OWNER, "unknown", all))
        .isInstanceOf(AuditNotFoundException.class);
  }

  @Test
  void aPeriodIsCompleteOnceNothingCanBeAddedToIt() {
    audit.at(second(100));
    audit.deliver(1, 10);
    AuditQuery period = AuditQuery.between(second(0), second(20));
    assertThat(isComplete(AuditQuery.between(second(0), second(10)))).isTrue();
    assertThat(isComplete(period)).as("an event may be on its way").isFalse();
    assertThat(isComplete(period.settledUntil(second(19)))).isFalse();
    assertThat(isComplete(period.settledUntil(second(20)))).isTrue();
    audit.deliver(Audit.logged(15)); // though it was said that nothing was to come
    assertThat(audit.read(period)).isEqualTo(Audit.range(1, 10));
    assertThat(audit.read(AuditQuery.between(second(20), second(21)))).containsExactly(15L);
    assertThat(isComplete(AuditQuery.ALL)).isFalse();
  }

  private boolean isComplete(AuditQuery query) {
    try (AuditDownload download = audit.log().read(Audit.OWNER, Audit.ID, query)) {
      return download.isComplete();
    }
  }

  @Test
  void linesAreTheEvents() {
    audit.deliver(1, 2);
    assertThat(audit.text(AuditQuery.ALL, AuditFormat.NDJSON))
        .isEqualTo(json(1) + "\n" + json(2) + "\n");
  }

  private static String json(long number) {
    return new String(
        Audit.logged(number).event().structured(Presentation.PLAIN).toByteArray(), UTF_8);
  }

  @Test
  void anArrayIsIndentedIfTheDefinitionSaysSo() throws IOException {
    audit.deliver(1, 2);
    assertThat(audit.text(AuditQuery.ALL, AuditFormat.JSON))
        .isEqualTo("[\n" + json(1) + ",\n" + json(2) + "\n]\n");
    audit.restart();
    audit.with("prettyPrint", true).deliver(3, 3);
    String pretty = audit.text(AuditQuery.ALL.after(null), AuditFormat.JSON);
    assertThat(pretty).contains("\n  {\n    \"specversion\": \"1.0\",\n    \"id\": \"event-1\"");
    assertThat(new JsonMapper().readTree(pretty)).hasSize(3);
    assertThat(audit.text(AuditQuery.ALL, AuditFormat.NDJSON)).contains(json(3) + "\n");
    assertThat(audit.text(AuditQuery.between(second(50), second(51)), AuditFormat.JSON))
        .isEqualTo("[]\n");
  }

  @Test
  void aSpreadsheetTakesNothingForAFormula() {
    audit.deliver(
        new LoggedEvent(
            Audit.logged(1).position(),
            Audit.logged(1).topic(),
            Audit.event("=HYPERLINK(\"x\")", "{\"a\":\"b,\\\"c\\\"\\n\"}"),
            second(1)));
    String[] lines = audit.text(AuditQuery.ALL, AuditFormat.CSV).split("\r\n");
    assertThat(lines).hasSize(2);
    assertThat(lines[0])
        .startsWith("\"position\",\"publishedAt\",\"id\",\"source\",\"type\"")
        .endsWith("\"extensions\",\"data\",\"data_base64\"");
    assertThat(lines[1])
        .startsWith(
            "\"1\",\"2026-11-01T00:00:01Z\",\"'=HYPERLINK(\"\"x\"\")\","
                + "\"https://shop.example/orders\",\"order.placed\"")
        .contains("\"{\"\"a\"\":\"\"b,\\\"\"c\\\"\"\\n\"\"}\"");
    for (String formula : List.of("=1", "+1", "-1", "@x", " =1", "\t=1", "\r", "\n1", "\uFF1D1")) {
      assertThat(CsvWriter.field(formula)).isEqualTo("\"'" + formula + "\"");
    }
    assertThat(CsvWriter.field("a=1")).isEqualTo("\"a=1\"");
  }

  @Test
  void compressesIfAsked() throws IOException {
    audit.deliver(1, 50);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AuditDownload download = audit.log().read(Audit.OWNER, Audit.ID, AuditQuery.ALL)) {
      download.writeGzipTo(out, AuditFormat.NDJSON);
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      assertThat(new String(in.readAllBytes(), UTF_8))
          .isEqualTo(audit.text(AuditQuery.ALL, AuditFormat.NDJSON));
    }
  }

  @Test
  void anAuditWithoutEntriesCanBeRead() {
    audit.deliver(1, 1);
    audit.log().purge(Audit.ID);
    audit.deliver(List.of());
    try (AuditDownload nothing = audit.log().read(Audit.OWNER, Audit.ID, AuditQuery.ALL)) {
      assertThat(nothing.oldestAt()).isNull();
      assertThat(nothing.next()).isEmpty();
      assertThat(nothing.end()).isEqualTo(nothing.oldest());
    }
  }

  @Test
  void periodsAreWrittenAsRfc3339OrDays() {
    AuditQuery days =
        AuditQuery.period("2026-03-29", "2026-03-30", java.time.ZoneId.of("Europe/Berlin"));
    assertThat(days.start()).isEqualTo("2026-03-28T23:00:00Z");
    assertThat(days.end()).as("the day has 23 hours").isEqualTo("2026-03-29T22:00:00Z");
    AuditQuery gap =
        AuditQuery.period("2018-11-04", null, java.time.ZoneId.of("America/Sao_Paulo"));
    assertThat(gap.start()).as("the day begins at one").isEqualTo("2018-11-04T03:00:00Z");
    AuditQuery times =
        AuditQuery.period("2026-11-01t01:00:00.5+01:00", "2026-11-02", ZoneOffset.UTC);
    assertThat(times.start()).isEqualTo("2026-11-01T00:00:00.5Z");
    assertThat(times.end()).isEqualTo("2026-11-02T00:00:00Z");
    for (String wrong :
        List.of(
            "",
            "yesterday",
            "2026-11-31",
            "2026-11-1",
            "2026-11-01T00:00Z",
            "2026-11-01T25:00:00Z",
            "2026-11-01T00:00:00",
            "2026-11-01 00:00:00Z")) {
      assertThatThrownBy(() -> AuditQuery.period(wrong, null, ZoneOffset.UTC))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("start = \"" + wrong + "\"");
    }
    assertThatThrownBy(() -> AuditQuery.period(null, "2026-11-01T00:00:00", ZoneOffset.UTC))
        .hasMessageContaining("has no offset");
    assertThatThrownBy(() -> AuditQuery.period("2026-11-02", "2026-11-02", ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not before end");
    assertThatThrownBy(() -> AuditQuery.ALL.limit(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
