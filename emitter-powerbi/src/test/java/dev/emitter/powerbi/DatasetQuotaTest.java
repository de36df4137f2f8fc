package dev.emitter.powerbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What may be sent when, by simulated time. */
@Tag("C5")
final class DatasetQuotaTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final QuotaLimits USUAL = new QuotaLimits(100, 900_000);

  private final DatasetQuota quota = new DatasetQuota();
  private Instant now = START;

  private QuotaDecision ask(int rows, QuotaLimits allowed) {
    return quota.ask(rows, allowed, now);
  }

  /** Sends at once, however long the answer takes. */
  private boolean sends(int rows, QuotaLimits allowed, Duration takes) {
    if (ask(rows, allowed) instanceof QuotaDecision.Granted turn) {
      now = now.plus(takes);
      quota.end(turn, true, 1, now);
      return true;
    }
    return false;
  }

  private Duration delay(int rows, QuotaLimits allowed) {
    return ask(rows, allowed) instanceof QuotaDecision.Denied denied
        ? denied.delay()
        : Duration.ZERO;
  }

  @Test
  void letsSoManyRequestsThroughInAnyMinute() {
    QuotaLimits two = new QuotaLimits(2, 1000);
    assertThat(sends(1, two, Duration.ofSeconds(10))).isTrue();
    assertThat(sends(1, two, Duration.ofSeconds(5))).isTrue();

    assertThat(delay(1, two)).isEqualTo(Duration.ofSeconds(55));
    now = now.plusSeconds(54);
    assertThat(ask(1, two)).isInstanceOf(QuotaDecision.Denied.class);
    now = now.plusSeconds(1);
    assertThat(sends(1, two, Duration.ZERO)).isTrue();
    assertThat(delay(1, two)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void letsSoManyRowsThroughInAnyHour() {
    QuotaLimits ten = new QuotaLimits(100, 10);
    assertThat(sends(4, ten, Duration.ofMinutes(1))).isTrue();
    assertThat(sends(6, ten, Duration.ofMinutes(1))).isTrue();

    assertThat(delay(5, ten)).isEqualTo(Duration.ofMinutes(59));
    now = now.plus(Duration.ofMinutes(59));
    assertThat(ask(5, ten))
        .as("as many as there is room for")
        .isEqualTo(new QuotaDecision.Granted(4));
    assertThat(delay(1, ten)).isEqualTo(Duration.ofMinutes(1));
    assertThat(delay(1, new QuotaLimits(100, 5))).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void doesNotCountRowsThatWereNotStored() {
    QuotaLimits ten = new QuotaLimits(100, 10);
    quota.end((QuotaDecision.Granted) ask(10, ten), false, 1, now);

    assertThat(ask(10, ten)).isInstanceOf(QuotaDecision.Granted.class);
  }

  @Test
  void leavesNoMoreThanFiveWithoutAnAnswer() {
    Deque<QuotaDecision.Granted> underWay = new ArrayDeque<>();
    for (int i = 0; i < 5; i++) {
      underWay.add((QuotaDecision.Granted) ask(1, USUAL));
    }
    assertThat(delay(1, USUAL)).isPositive();
    quota.end(underWay.remove(), true, 1, now);
    assertThat(ask(1, USUAL)).isInstanceOf(QuotaDecision.Granted.class);
  }

  @Test
  void grantsNothingDuringAPause() {
    quota.pause(Duration.ofSeconds(10), now);
    quota.pause(Duration.ofSeconds(2), now);

    assertThat(delay(1, USUAL)).isEqualTo(Duration.ofSeconds(10));
    assertThat(quota.pause(now.plusSeconds(4))).isEqualTo(Duration.ofSeconds(6));
    now = now.plusSeconds(10);
    assertThat(ask(1, USUAL)).isInstanceOf(QuotaDecision.Granted.class);
  }

  @Test
  void waitsNoLongerWhenTheClockIsSetBack() {
    QuotaLimits one = new QuotaLimits(1, 10);
    assertThat(sends(10, one, Duration.ZERO)).isTrue();
    quota.pause(Duration.ofSeconds(10), now);
    now = now.minus(Duration.ofDays(1));

    assertThat(delay(1, one)).isEqualTo(Duration.ofSeconds(10));
    now = now.plusSeconds(10);
    assertThat(delay(1, one)).isEqualTo(Duration.ofSeconds(50));
    now = now.plusSeconds(50);
    assertThat(delay(1, one)).isEqualTo(Duration.ofMinutes(59));
  }

  /** Whenever the service sees a request between its start and its answer, it sees no more. */
  @Test
  void keepsTheLimitsByTheClockOfTheServiceToo() {
    Random random = new Random(7);
    QuotaLimits allowed = new QuotaLimits(10, 2000);
    List<Instant> seen = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      int more = 1 + random.nextInt(100);
      QuotaDecision turn = ask(more, allowed);
      if (turn instanceof QuotaDecision.Denied denied) {
        assertThat(denied.delay()).isPositive();
        now = now.plus(denied.delay());
        continue;
      }
      int before = random.nextInt(3000);
      seen.add(now.plusMillis(before));
      rows.add(((QuotaDecision.Granted) turn).rows());
      now = now.plusMillis(before + random.nextInt(3000));
      quota.end((QuotaDecision.Granted) turn, true, 1, now);
    }
    assertThat(seen).hasSizeGreaterThan(500);
    for (int i = 0; i < seen.size(); i++) {
      assertThat(countWithin(seen, rows, i, Duration.ofMinutes(1), false)).isLessThanOrEqualTo(10);
      assertThat(countWithin(seen, rows, i, Duration.ofHours(1), true)).isLessThanOrEqualTo(2000);
    }
  }

  private static int countWithin(
      List<Instant> seen, List<Integer> rows, int last, Duration span, boolean countsRows) {
    int count = 0;
    for (int i = last; i >= 0 && seen.get(i).plus(span).isAfter(seen.get(last)); i--) {
      count += countsRows ? rows.get(i) : 1;
    }
    return count;
  }

  @Test
  void isSharedByAllThatWriteToTheDatasetAndForgottenLater() {
    DatasetQuotas quotas = new DatasetQuotas();
    URI endpoint = URI.create("https://api.powerbi.com");
    DatasetQuotas.Use one = quotas.open(endpoint, "abc", null, now);
    DatasetQuotas.Use same = quotas.open(URI.create("https://API.powerbi.com"), "ABC", null, now);
    DatasetQuotas.Use other = quotas.open(endpoint, "def", null, now);
    assertThat(one.quota()).isSameAs(same.quota()).isNotSameAs(other.quota());
    DatasetQuotas.Use anns = quotas.open(endpoint, "abc", "ann", now);
    assertThat(anns.quota()).as("nobody uses up another's").isNotSameAs(one.quota());
    anns.close();

    one.quota().end((QuotaDecision.Granted) one.quota().ask(1, USUAL, now), true, 1, now);
    one.close();
    one.close();
    same.close();
    other.close();
    quotas.open(endpoint, "ghi", null, now.plusSeconds(60)).close();
    assertThat(quotas.size()).as("one still counts").isEqualTo(2);
    quotas.open(endpoint, "ghi", null, now.plus(Duration.ofHours(2))).close();
    assertThat(quotas.size()).isEqualTo(1);
  }
}
