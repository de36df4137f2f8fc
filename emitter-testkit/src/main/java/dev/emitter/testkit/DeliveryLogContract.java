package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryAttempt.Outcome;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.net.HttpExchange;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@link DeliveryLog} promises, as tests: whoever writes one extends this class. Each test
 * gets a log of its own that keeps 1,000 attempts for 7 days.
 */
@Tag("C1")
public abstract class DeliveryLogContract {

  private final ManualClock clock = ManualClock.create();
  private @Nullable DeliveryLog opened;

  /** Creates the tests. */
  protected DeliveryLogContract() {}

  /**
   * Opens a new and empty log.
   *
   * @param time tells the age of what is kept
   */
  protected abstract DeliveryLog open(Clock time) throws Exception;

  @BeforeEach
  void openLog() throws Exception {
    opened = open(clock.clock());
  }

  @AfterEach
  void closeLog() {
    log().close();
  }

  private DeliveryLog log() {
    return Objects.requireNonNull(opened);
  }

  private DeliveryAttempt attempt(String emitter, String event, Outcome outcome) {
    return new DeliveryAttempt(
        emitter,
        event,
        "order.placed",
        Topic.of("orders", "eu"),
        1,
        false,
        clock.now(),
        outcome,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private void record(int first, int last) {
    for (int i = first; i <= last; i++) {
      log().record(attempt("a", Integer.toString(i), Outcome.DELIVERED));
    }
  }

  private List<String> ids(AttemptQuery query) {
    return log().find(query).stream().map(DeliveryAttempt::eventId).toList();
  }

  private static List<String> downTo(int last, int first) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(i -> Integer.toString(first + last - i))
        .toList();
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(log().find(AttemptQuery.ALL)).isEmpty();
    assertThat(log().acknowledgements("a", "1")).isEmpty();
    assertThat(log().dropped()).isZero();
  }

  @Test
  void keepsAllThatIsKnownOfAnAttempt() {
    DeliveryAttempt known =
        new DeliveryAttempt(
            "a/b \"c\"",
            "id\nof ü \uD83D\uDE00",
            "order.placed",
            Topic.of("orders", "e,u", "]"),
            17,
            true,
            clock.now().plusNanos(123_456_789),
            Outcome.RETRY,
            503,
            Duration.ofNanos(1_234_567_891L),
            "<html>\r\n\u2028\u0000",
            "it is \\ not there",
            clock.now().minusNanos(1),
            new HttpExchange(
                List.of(
                    new HttpExchange.Header("Accept", "a"),
                    new HttpExchange.Header("Accept", "\"ü\"")),
                "{\"\n\uD83D\uDE00",
                List.of(new HttpExchange.Header("Retry-After", ""))));
    DeliveryAttempt unknown = attempt("", "", Outcome.DISABLED);
    log().record(known);
    log().record(unknown);
    assertThat(log().find(AttemptQuery.ALL)).containsExactly(unknown, known);
    AttemptQuery its = AttemptQuery.ALL.emitter(known.emitterId()).event(known.eventId());
    assertThat(log().find(its)).containsExactly(known);
    assertThat(log().find(AttemptQuery.ALL.emitter(""))).containsExactly(unknown);
  }

  @Test
  void tellsTheNewestFirstAndNoMoreThanAsked() {
    record(1, 500);
    assertThat(ids(AttemptQuery.ALL)).isEqualTo(downTo(500, 1));
    assertThat(ids(AttemptQuery.ALL.limit(3))).containsExactly("500", "499", "498");
    record(501, 600);
    assertThat(ids(AttemptQuery.ALL.limit(300))).isEqualTo(downTo(600, 301));
  }

  @Test
  void findsWhatIsAskedFor() {
    log().record(attempt("a", "1", Outcome.RETRY));
    log().record(attempt("b", "1", Outcome.DELIVERED));
    log().record(attempt("a", "2", Outcome.REJECTED));
    log().record(attempt("a", "1", Outcome.DELIVERED));
    AttemptQuery all = AttemptQuery.ALL;
    assertThat(ids(all.emitter("a"))).containsExactly("1", "2", "1");
    assertThat(ids(all.emitter("c"))).isEmpty();
    assertThat(log().find(all.event("1"))).hasSize(3);
    assertThat(log().find(all.event("1").emitter("a").outcomes(Outcome.RETRY)))
        .containsExactly(attempt("a", "1", Outcome.RETRY));
    assertThat(ids(all.outcomes(Outcome.RETRY, Outcome.REJECTED))).containsExactly("2", "1");
    assertThat(ids(all.emitter("a").limit(1))).containsExactly("1");
  }

  @Test
  void findsByTheTimeTheyEnded() {
    record(1, 3);
    clock.advance(Duration.ofHours(1));
    record(4, 6);
    clock.advance(Duration.ofHours(1));
    record(7, 9);
    AttemptQuery all = AttemptQuery.ALL;
    assertThat(ids(all.from(clock.now()))).isEqualTo(downTo(9, 7));
    assertThat(ids(all.until(clock.now()))).isEqualTo(downTo(6, 1));
    assertThat(ids(all.from(clock.now().minusSeconds(3600)).until(clock.now())))
        .isEqualTo(downTo(6, 4));
  }

  @Test
  void forgetsWhatIsTooOld() {
    record(1, 5);
    log().acknowledge(report("1", Acknowledgement.Status.RECEIVED));
    clock.advance(Duration.ofDays(5));
    record(6, 10);
    assertThat(ids(AttemptQuery.ALL)).isEqualTo(downTo(10, 1));
    clock.advance(Duration.ofDays(3));
    assertThat(ids(AttemptQuery.ALL)).isEqualTo(downTo(10, 6));
    assertThat(log().acknowledgements("a", "1")).isEmpty();
  }

  private Acknowledgement report(String event, Acknowledgement.Status status) {
    return new Acknowledgement("a", event, status, "ü\n".repeat(1_365), clock.now());
  }

  @Test
  void keepsWhatReceiversReport() {
    Acknowledgement received = report("1", Acknowledgement.Status.RECEIVED);
    Acknowledgement failed = report("1", Acknowledgement.Status.FAILED);
    record(1, 1);
    log().acknowledge(received);
    log().acknowledge(report("2", Acknowledgement.Status.PROCESSED));
    record(2, 2);
    log().acknowledge(failed);
    assertThat(log().acknowledgements("a", "1")).containsExactly(failed, received);
    assertThat(log().acknowledgements("b", "1")).isEmpty();
    assertThat(ids(AttemptQuery.ALL)).containsExactly("2", "1");
  }

  @Test
  void manyMayRecordAtOnce() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String emitter = "e" + t;
      threads.add(
          new Thread(
              () -> {
                for (int i = 1; i <= 200; i++) {
                  log().record(attempt(emitter, Integer.toString(i), Outcome.DELIVERED));
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    for (int t = 0; t < 4; t++) {
      assertThat(ids(AttemptQuery.ALL.emitter("e" + t))).isEqualTo(downTo(200, 1));
    }
    assertThat(log().dropped()).isZero();
  }

  @Test
  void takesNothingAfterClose() {
    record(1, 1);
    log().close();
    log().close();
    record(2, 2);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> log().acknowledge(report("1", Acknowledgement.Status.FAILED)));
    assertThat(ids(AttemptQuery.ALL)).containsExactly("1");
  }
}
