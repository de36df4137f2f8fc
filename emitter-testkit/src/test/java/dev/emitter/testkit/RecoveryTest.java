package dev.emitter.testkit;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static dev.emitter.testkit.Shop.define;
import static dev.emitter.testkit.Shop.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.DeliverySettings.OnRejected;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.ParkedEvent;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A receiver that fails gets everything in the end. */
final class RecoveryTest {

  private static final DeliverySettings DEFAULT = DeliverySettings.DEFAULT;

  private final Shop shop = new Shop();
  private final RecordingChannel webhook = shop.webhook;

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  @Tag("R2")
  void isTriedAgainAtGrowingIntervalsUpToAMinute() {
    webhook.failWhile(delivery -> true);
    shop.with(define("a").delivery(DEFAULT.withDisable(1_000, Duration.ofDays(1)))).publish(1);
    shop.advance(Duration.ofHours(1));
    assertThat(webhook.attempts("a")).hasSizeBetween(70, 170); // some 109
    webhook.mend();
    shop.advance(Duration.ofMinutes(1)).idle();
    assertThat(webhook.deliveredIds("a")).containsExactly("1");
  }

  @Test
  @Tag("R2")
  @Tag("R3")
  void isDisabledInTheEndAndDeliversItsBacklogInOrderOnceEnabled() {
    webhook.failWhile(delivery -> true);
    shop.with(define("a")).publish(3).advance(Duration.ofMinutes(10)).idle();
    assertThat(shop.emitters.status("a").state()).isEqualTo(EmitterState.DISABLED);
    assertThat(shop.emitters.status("a").reason()).contains("failures in a row");
    shop.publish(2_000).quiet(); // all is routed: the figure is exact
    assertThat(shop.emitters.status("a").backlog()).isEqualTo(2_003);
    webhook.mend();
    assertThat(shop.emitters.enable("a")).isTrue();
    shop.idle();
    assertThat(webhook.deliveredIds("a")).isEqualTo(ids(1, 2_003));
    assertThat(shop.emitters.status("a").backlog()).isZero();
  }

  @Test
  @Tag("R2")
  void isDisabledAgainWhenItStillFailsAfterItWasEnabled() {
    webhook.failWhile(delivery -> true);
    shop.with(define("a").delivery(DEFAULT.withDisable(2, Duration.ZERO))).publish(2);
    shop.advance(Duration.ofMinutes(1)).idle();
    shop.emitters.enable("a");
    shop.advance(Duration.ofMinutes(2)).idle();
    assertThat(shop.emitters.status("a").state()).isEqualTo(EmitterState.DISABLED);
    assertThat(webhook.attempts("a")).hasSize(4);
  }

  @Test
  @Tag("R4")
  void keepsWhatItSetAsideWithTheReason() {
    webhook.answer(
        delivery ->
            delivery.event().event().getId().equals("2")
                ? DeliveryResult.rejected("422 unknown customer")
                : DeliveryResult.delivered());
    shop.with(define("a")).publish(3).idle();
    assertThat(webhook.deliveredIds("a")).containsExactly("1", "3");
    ParkedEvent parked = shop.emitters.parked("a").get(0);
    assertThat(parked.reason()).isEqualTo("422 unknown customer");
    assertThat(parked.event().event().event().getId()).isEqualTo("2");
    assertThat(parked.at()).isEqualTo(shop.clock.now());
  }

  @Test
  @Tag("R3")
  void isWaitedForByThoseThatComeAfterIt() {
    webhook.failWhile(delivery -> delivery.emitterId().equals("first"));
    shop.with(define("first"), define("second").delivery(DEFAULT.withAfter("first")));
    shop.publish(3).quiet();
    assertThat(webhook.delivered("second")).isEmpty();
    webhook.mend();
    shop.advance(Duration.ofSeconds(1)).idle();
    assertThat(webhook.deliveredIds("second")).containsExactly("1", "2", "3");
  }

  @Test
  @Tag("R1")
  @ExtendWith(EmitterExtension.class)
  void delaysNobodyElseWhileItHangs(TestEmitters test, RecordedEvents events) {
    test.emitters().register(EmitterDefinition.builder("hangs", "Console").build());
    test.emitters().on("works", Shop.ORDERS, (topic, event) -> {});
    test.script("hangs").hang();
    ids(1, 3_000).forEach(id -> test.emitters().publish(Shop.ORDERS, Shop.event(id)));
    assertThat(events).deliveredTo("works", 3_000, event()).nothingDeliveredTo("hangs");
    test.script("hangs").release();
    assertThat(events.settle().delivered("hangs")).extracting("id").isEqualTo(ids(1, 3_000));
  }

  @Test
  @Tag("R1")
  void repeatsNothingHoweverOftenItIsDisabledAndEnabled() {
    webhook.failWhile(delivery -> delivery.event().event().getId().equals("1"));
    shop.with(define("a").delivery(DEFAULT.withOrdering(Ordering.NONE, 4))).publish(5).quiet();
    for (int i = 0; i < 3; i++) {
      shop.emitters.disable("a", "by a test");
      shop.emitters.enable("a");
      shop.advance(Duration.ofMinutes(1));
    }
    webhook.mend();
    shop.advance(Duration.ofMinutes(1)).idle();
    assertThat(webhook.deliveredIds("a")).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
  }

  @Test
  @Tag("R1")
  void keepsTheOrderWhenARefusalDisablesIt() {
    webhook.hang();
    shop.with(define("a").delivery(DEFAULT.withOnRejected(OnRejected.DISABLE))).publish(1);
    shop.quiet().publish(3);
    webhook.answer(
        delivery ->
            delivery.event().event().getId().equals("2")
                ? DeliveryResult.rejected("422")
                : DeliveryResult.delivered());
    webhook.release();
    shop.idle();
    webhook.mend();
    shop.emitters.enable("a");
    shop.idle();
    assertThat(webhook.deliveredIds("a")).containsExactly("1", "2", "3", "4");
  }

  @Test
  @Tag("D2")
  void isMendedByAChangeOfItsDefinitionEvenIfItsChannelHangs() {
    webhook.hang();
    shop.with(define("a")).publish(1).quiet();
    shop.with(define("a").messages("order.placed"));
    assertThat(webhook.open()).isEqualTo(2); // the old one too, as its call has time to end
    shop.advance(Duration.ofSeconds(10));
    Awaitility.await().atMost(ONE_MINUTE).until(() -> webhook.open() == 1);
    webhook.mend();
    shop.idle();
    assertThat(webhook.deliveredIds("a")).containsExactly("1");
  }
}
