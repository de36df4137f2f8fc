package dev.emitter.testkit;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryAttempt.Outcome;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every attempt is in the delivery log, and nothing depends on it. */
@Tag("C1")
final class AttemptsTest {

  private static List<DeliveryAttempt> attempts(Shop shop) {
    return shop.emitters.attempts(AttemptQuery.ALL);
  }

  @Test
  void tellsEachAttemptWithWhatItLeftBehind() {
    try (Shop shop = new Shop()) {
      Evidence evidence =
          Evidence.of(Duration.ofMillis(12)).withStatus(503).withAnswer("try later");
      shop.with(define("a"));
      shop.webhook.answer(
          one ->
              one.attempt() == 1
                  ? DeliveryResult.retry("HTTP 503").with(evidence)
                  : DeliveryResult.delivered());
      shop.publish(1).quiet();
      DeliveryAttempt failed =
          new DeliveryAttempt(
              "a",
              "1",
              "order.placed",
              Shop.ORDERS,
              1,
              false,
              shop.clock.now(),
              Outcome.RETRY,
              503,
              Duration.ofMillis(12),
              "try later",
              "HTTP 503",
              shop.clock.now(),
              null);
      assertThat(attempts(shop)).containsExactly(failed);
      assertThat(failed.delay()).isZero();
      shop.advance(Duration.ofHours(1)).quiet();
      assertThat(attempts(shop))
          .extracting(DeliveryAttempt::attempt, DeliveryAttempt::outcome)
          .containsExactly(tuple(2, Outcome.DELIVERED), tuple(1, Outcome.RETRY));
      assertThat(attempts(shop).get(0).delay()).isPositive();
    }
  }

  @Test
  void tellsHowAttemptsEnded() {
    try (Shop shop = new Shop()) {
      shop.with(define("a").delivery(DeliverySettings.DEFAULT.withOrdering(Ordering.NONE, 1)));
      shop.webhook.answer(AttemptsTest::byId);
      shop.publish(3).quiet();
      assertThat(shop.emitters.attempts(AttemptQuery.ALL.emitter("a")))
          .filteredOn(one -> one.topic().equals(Shop.ORDERS))
          .extracting(DeliveryAttempt::outcome, DeliveryAttempt::reason)
          .containsExactly(
              tuple(Outcome.DISABLED, "gone"),
              tuple(Outcome.REJECTED, "too large"),
              tuple(Outcome.DELIVERED, null));
    }
  }

  private static DeliveryResult byId(Delivery delivery) {
    return switch (delivery.event().event().getId()) {
      case "2" -> DeliveryResult.rejected("too large");
      case "3" -> DeliveryResult.disable("gone");
      default -> DeliveryResult.delivered();
    };
  }

  @Test
  @Tag("R4")
  void whatIsSentAgainIsMarked() throws Exception {
    try (Shop shop = new Shop()) {
      shop.webhook.answer(one -> DeliveryResult.rejected("unwanted"));
      shop.with(define("a")).publish(1).quiet();
      List<LoggedEvent> again = List.of(shop.emitters.parked("a").get(0).event());
      shop.emitters.resubmit("a", again).toCompletableFuture().get(60, TimeUnit.SECONDS);
      shop.emitters
          .resubmit(define("elsewhere").build(), again)
          .toCompletableFuture()
          .get(60, TimeUnit.SECONDS);
      assertThat(attempts(shop))
          .extracting(DeliveryAttempt::emitterId, DeliveryAttempt::resubmitted)
          .containsExactly(tuple("elsewhere", true), tuple("a", true), tuple("a", false));
    }
  }

  @Test
  void aTestIsNotRecorded() throws Exception {
    try (Shop shop = new Shop()) {
      shop.emitters.test(define("a").build()).toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(shop.webhook.attempts()).hasSize(1);
      assertThat(attempts(shop)).isEmpty();
    }
  }

  @Test
  void theLibrarysOwnEventsAreRecordedToo() {
    try (Shop shop = new Shop()) {
      shop.with(define("own").topics(List.of(Topic.of("emitter"))), define("a"));
      shop.emitters.disable("a", "by a test");
      shop.quiet();
      assertThat(shop.emitters.attempts(AttemptQuery.ALL.emitter("own")))
          .isNotEmpty()
          .allMatch(one -> one.topic().isReserved());
    }
  }

  @Test
  void longAnswersAreCut() {
    try (Shop shop = new Shop()) {
      Evidence evidence = Evidence.NONE.withStatus(200).withAnswer("\uD83D\uDE00".repeat(10_000));
      shop.with(define("a"));
      shop.webhook.answer(one -> DeliveryResult.delivered().with(evidence));
      shop.publish(1).quiet();
      String kept = String.valueOf(attempts(shop).get(0).answer());
      assertThat(kept).hasSizeLessThanOrEqualTo(DeliveryAttempt.MOST_TEXT).endsWith("\uDE00…");
    }
  }

  @Test
  void aDeliveryLogThatFailsStopsNothing() {
    try (TestEmitters test =
        TestEmitters.builder()
            .definition("a", "{\"type\": \"Console\"}")
            .configure(builder -> builder.deliveryLog(new BrokenLog()))
            .start()) {
      test.script("a")
          .answer(
              one ->
                  one.attempt() == 1 ? DeliveryResult.retry("busy") : DeliveryResult.delivered());
      Shop.ids(1, 3).forEach(id -> test.emitters().publish(Shop.ORDERS, Shop.event(id)));
      test.advance(Duration.ofHours(1));
      assertThat(test.events()).deliveredTo("a", 3, event()).failedAttempts("a", 3);
    }
  }

  @Test
  void aListenerThatFailsKeepsNothingFromTheLog() {
    EmitterListener listener =
        new EmitterListener() {
          @Override
          public void attempted(Delivery delivery, DeliveryResult result) {
            throw new IllegalStateException("injected");
          }
        };
    try (Shop shop = new Shop(one -> one.listener(listener))) {
      shop.with(define("a")).publish(2).quiet();
      assertThat(attempts(shop)).hasSize(2);
    }
  }

  @Test
  void keepsWhatTheReceiverReports() {
    try (Shop shop = new Shop()) {
      shop.with(define("orders")).publish(1).quiet();
      Acknowledgement report = report(shop, "orders");
      shop.emitters.acknowledge(report);
      assertThat(shop.emitters.acknowledgements("orders", "1")).containsExactly(report);
      assertThat(shop.emitters.acknowledgements("orders", "2")).isEmpty();
      assertThatExceptionOfType(EmitterException.class)
          .isThrownBy(() -> shop.emitters.acknowledge(report(shop, "order")))
          .withMessage("there is no emitter \"order\"; did you mean \"orders\"?");
    }
  }

  private static Acknowledgement report(Shop shop, String emitter) {
    return new Acknowledgement(
        emitter, "1", Acknowledgement.Status.FAILED, "no such customer", shop.clock.now());
  }

  /** A delivery log of an application that breaks every promise. */
  private static final class BrokenLog implements DeliveryLog {

    @Override
    public void record(DeliveryAttempt attempt) {
      throw new IllegalStateException("injected");
    }

    @Override
    public List<DeliveryAttempt> find(AttemptQuery query) {
      throw new IllegalStateException("injected");
    }

    @Override
    public void acknowledge(Acknowledgement acknowledgement) {
      throw new IllegalStateException("injected");
    }

    @Override
    public List<Acknowledgement> acknowledgements(String emitterId, String eventId) {
      throw new IllegalStateException("injected");
    }

    @Override
    public long dropped() {
      return 0;
    }

    @Override
    public void close() {
      throw new IllegalStateException("injected");
    }
  }
}
