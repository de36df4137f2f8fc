package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static dev.emitter.testkit.Shop.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.ChannelTraits;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.problem.EmitterException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backlog that a person leaves out. */
@Tag("R4")
@Timeout(240)
final class SkipTest {

  private final LastingLog log = new LastingLog(Clock.systemUTC());
  private final List<Shop> shops = new ArrayList<>();

  @AfterEach
  void close() {
    shops.forEach(Shop::close);
  }

  private Shop start(EmitterDefinition.Builder... definitions) {
    Shop shop = new Shop(builder -> builder.log(log.next()));
    shops.add(shop);
    return shop.with(definitions);
  }

  private static EmitterDefinition.Builder queueing(int events) {
    return define("a").delivery(DeliverySettings.DEFAULT.withQueueCapacity(events));
  }

  private static EmitterDefinition.Builder watcher() {
    return define("watcher").topic("emitter");
  }

  private static List<String> told(Shop shop) {
    return shop.webhook.delivered("watcher").stream()
        .map(one -> one.event().event())
        .filter(event -> event.getType().equals("EmitterSkipped"))
        .map(
            event ->
                new String(
                    Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8))
        .toList();
  }

  /** Each event is told of to one of them, be it in memory or in the log alone. */
  @ParameterizedTest
  @ValueSource(ints = {2000, 10})
  void twoPeopleAtOnceAreToldOfEachEventOnce(int capacity) throws Exception {
    Shop shop = start(queueing(capacity));
    shop.emitters.disable("a", "by a test");
    for (int round = 0; round < 20; round++) {
      shop.publish(100).quiet();
      CyclicBarrier both = new CyclicBarrier(2);
      CompletableFuture<Long> other = CompletableFuture.supplyAsync(() -> skip(shop, both));
      assertThat(skip(shop, both) + other.get(1, TimeUnit.MINUTES)).isEqualTo(100);
    }
    assertThat(shop.emitters.status("a").skipped()).isEqualTo(2_000);
  }

  private static long skip(Shop shop, CyclicBarrier both) {
    try {
      both.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
    return shop.emitters.skipToNow("a");
  }

  /** Be they all in memory, or most of them in the log alone. */
  @ParameterizedTest
  @ValueSource(ints = {2000, 10})
  void leavesOutAllThatWaits(int capacity) {
    Shop shop = start(queueing(capacity), watcher());
    shop.emitters.disable("a", "by a test");
    shop.publish(1000).quiet();
    assertThat(shop.emitters.skipToNow("a")).isEqualTo(1000);
    // until it has read on, the own event that tells of the skipping counts, too
    await()
        .atMost(ONE_MINUTE)
        .untilAsserted(() -> assertThat(shop.emitters.status("a").backlog()).isZero());
    EmitterStatus status = shop.emitters.status("a");
    assertThat(status.skipped()).isEqualTo(1000);
    assertThat(status.matched()).isEqualTo(1000);
    assertThat(status.state()).isEqualTo(EmitterState.DISABLED);

    shop.emitters.enable("a");
    shop.publish(2).idle();
    assertThat(shop.webhook.deliveredIds("a")).isEqualTo(ids(1001, 1002));
    assertThat(told(shop))
        .containsExactly(
            "{\"emitter\":\"a\",\"type\":\"Webhook\",\"skipped\":1000,\"to\":\"now\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {2000, 10})
  void leavesOutAllBeforeAnEvent(int capacity) {
    Shop shop = start(queueing(capacity), watcher());
    shop.emitters.disable("a", "by a test");
    shop.publish(1000).quiet();
    assertThat(shop.emitters.skipToEvent("a", "700")).isEqualTo(699);
    assertThat(shop.emitters.skipToEvent("a", "700")).isZero();
    shop.emitters.enable("a");
    shop.idle();
    assertThat(shop.webhook.deliveredIds("a")).isEqualTo(ids(700, 1000));
    assertThat(told(shop).get(0)).contains("\"skipped\":699,\"to\":\"700\"");
  }

  @Test
  void countsWhatWasForTheEmitterAlone() {
    Shop shop = start(queueing(10).messages("order.placed"), define("b"));
    shop.emitters.disable("a", "by a test");
    for (int i = 0; i < 100; i++) {
      shop.emitters.publish(Shop.ORDERS, Shop.event("x" + i, "order.paid"));
      shop.publish(1);
    }
    shop.quiet();
    assertThat(shop.emitters.skipToNow("a")).isEqualTo(100);
    assertThat(shop.emitters.status("b").delivered()).isEqualTo(200);
  }

  @Test
  void goesOnAfterARetriedEventThatIsLeftOut() {
    Shop shop = start(define("a"));
    shop.webhook.failWhile(one -> one.event().event().getId().equals("1"));
    shop.publish(3).quiet();
    assertThat(shop.emitters.status("a").state()).isEqualTo(EmitterState.RETRYING);
    assertThat(shop.emitters.skipToEvent("a", "3")).isEqualTo(2);
    shop.idle();
    assertThat(shop.webhook.deliveredIds("a")).containsExactly("3");
    assertThat(shop.emitters.status("a").state()).isEqualTo(EmitterState.ACTIVE);
  }

  /** Whatever becomes of it, it is neither counted nor tried again. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesOutWhatIsUnderWay(boolean fails) {
    Shop shop = start();
    shop.webhook.traits(ChannelTraits.of(1));
    shop.with(define("a"));
    shop.webhook.hang();
    shop.publish(5);
    await().atMost(ONE_MINUTE).until(() -> shop.webhook.hanging() == 1);
    assertThat(shop.emitters.skipToNow("a")).isEqualTo(5);
    if (fails) {
      shop.webhook.failNext(1);
    }
    shop.webhook.release();
    shop.idle();
    shop.publish(1).idle();
    assertThat(shop.webhook.attempts("a")).hasSize(2);
    assertThat(shop.emitters.status("a").delivered()).isEqualTo(1);
    assertThat(shop.emitters.status("a").retried()).isZero();
  }

  /** The first process just ends: it closes nothing. */
  @ParameterizedTest
  @ValueSource(ints = {2000, 10})
  void isKeptOverAKillOnceItHasReturned(int capacity) {
    Shop first = start(queueing(capacity));
    first.emitters.disable("a", "by a test");
    first.publish(500).quiet();
    assertThat(first.emitters.skipToEvent("a", "400")).isEqualTo(399);
    Shop second = start(queueing(capacity));
    second.emitters.enable("a");
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).isEqualTo(ids(400, 500));
  }

  private static List<DeliveryRecord.State> states(Shop shop) {
    return shop.emitters.deliveries("a", DeliveryQuery.ALL).stream()
        .map(DeliveryRecord::state)
        .toList();
  }

  private static List<String> skipped(Shop shop) {
    return shop
        .emitters
        .deliveries("a", DeliveryQuery.ALL.states(DeliveryRecord.State.SKIPPED))
        .stream()
        .map(one -> one.event().event().event().getId())
        .toList();
  }

  /** The last event before the one that it goes on with is not one of those that it selected. */
  @Test
  void leavesOutWhatTheNextDefinitionSelects() {
    Shop first = start(define("a").messages("wanted"));
    first.emitters.disable("a", "by a test");
    first.emitters.publish(Shop.ORDERS, Shop.event("1", "wanted"));
    first.emitters.publish(Shop.ORDERS, Shop.event("2", "unwanted"));
    first.emitters.publish(Shop.ORDERS, Shop.event("3", "wanted"));
    first.quiet();
    assertThat(first.emitters.skipToEvent("a", "3")).isEqualTo(1);
    Shop second = start(define("a").messages("wanted", "unwanted"));
    second.emitters.enable("a");
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).containsExactly("3");
  }

  /** Be they all in memory, or most of them in the log alone; and after a kill. */
  @ParameterizedTest
  @ValueSource(ints = {2000, 3})
  void showsWhatWasLeftOut(int capacity) {
    Shop shop = start(queueing(capacity));
    shop.publish(2).idle();
    shop.emitters.disable("a", "by a test");
    shop.publish(8).quiet();
    assertThat(skipped(shop)).isEmpty();
    assertThat(shop.emitters.skipToEvent("a", "6")).isEqualTo(3);
    assertThat(skipped(shop)).isEqualTo(ids(3, 5));
    shop.emitters.enable("a");
    shop.idle();
    shop.emitters.disable("a", "by a test");
    shop.publish(2).quiet();
    assertThat(shop.emitters.skipToNow("a")).isEqualTo(2);
    List<DeliveryRecord.State> expected = new ArrayList<>();
    List.of(2, 3, 5, 2)
        .forEach(
            count ->
                expected.addAll(
                    Collections.nCopies(
                        count,
                        expected.size() == 2 || expected.size() == 10
                            ? DeliveryRecord.State.SKIPPED
                            : DeliveryRecord.State.DELIVERED)));
    assertThat(states(shop)).isEqualTo(expected);
    Shop second = start(queueing(capacity));
    assertThat(states(second)).isEqualTo(expected);
  }

  /** What another order has let through before was not left out. */
  @Test
  void showsWhatWasDeliveredBeforeAsDelivered() {
    Shop shop =
        start(define("a").delivery(DeliverySettings.DEFAULT.withOrdering(Ordering.NONE, 1)));
    shop.webhook.failWhile(one -> Set.of("1", "3").contains(one.event().event().getId()));
    shop.publish(4);
    await()
        .atMost(ONE_MINUTE)
        .untilAsserted(() -> assertThat(shop.webhook.deliveredIds("a")).containsExactly("2", "4"));
    await().atMost(ONE_MINUTE).until(() -> shop.emitters.status("a").backlog() == 2);
    assertThat(shop.emitters.skipToNow("a")).isEqualTo(2);
    assertThat(skipped(shop)).containsExactly("1", "3");
  }

  @Test
  void refusesUnknownEmittersAndEvents() {
    Shop shop = start(define("a"), define("b"));
    shop.publish(3).idle();
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> shop.emitters.skipToNow("c"))
        .withMessageContaining("\"c\"");
    for (String id : List.of("2", "none")) {
      assertThatExceptionOfType(EmitterException.class)
          .isThrownBy(() -> shop.emitters.skipToEvent("a", id))
          .withMessageContaining("no event \"" + id + "\" waits for emitter \"a\"");
    }
  }
}
