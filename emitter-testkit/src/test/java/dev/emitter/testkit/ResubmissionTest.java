package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static dev.emitter.testkit.Shop.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.DeliveryRecord.State;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import dev.emitter.topic.SecurityConstraint;
import dev.emitter.topic.User;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person looks at how events stand with an emitter, and sends some of them again. */
@Tag("R4")
final class ResubmissionTest {

  private static final DeliverySettings DEFAULT = DeliverySettings.DEFAULT;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ManualClock first = ManualClock.create();
  private final LastingLog log = new LastingLog(first.clock());
  private final List<Shop> shops = new ArrayList<>();

  @AfterEach
  void close() {
    shops.forEach(Shop::close);
  }

  private Shop start(EmitterDefinition.Builder... definitions) {
    return start(UnaryOperator.identity(), definitions);
  }

  private Shop start(
      UnaryOperator<dev.emitter.EmittersBuilder> more, EmitterDefinition.Builder... definitions) {
    Shop shop = new Shop(builder -> more.apply(builder.log(log.next())));
    shops.add(shop);
    return shop.with(definitions);
  }

  private static void publish(Shop shop, int first, int last) {
    for (String id : ids(first, last)) {
      shop.emitters.publish(Shop.ORDERS, Shop.event(id));
    }
  }

  private static int id(Delivery delivery) {
    return Integer.parseInt(delivery.event().event().getId());
  }

  private static List<String> idsOf(List<DeliveryRecord> records) {
    return records.stream().map(one -> one.event().event().event().getId()).toList();
  }

  private static List<LoggedEvent> events(List<DeliveryRecord> records) {
    return records.stream().map(DeliveryRecord::event).toList();
  }

  private static List<DeliveryRecord> find(Shop shop, DeliveryQuery query) {
    return shop.emitters.deliveries("a", query);
  }

  private static List<Resubmission> settled(CompletionStage<List<Resubmission>> stage) {
    return Awaiting.result(stage);
  }

  /** Lets everything come to rest and be stored. */
  private static void stored(Shop shop) {
    shop.quiet().emitters.remove("nobody");
  }

  @Test
  void tellsHowEachEventStands() {
    Shop shop = start(define("a").delivery(DEFAULT.withOrdering(Ordering.NONE, 1)));
    shop.webhook.answer(
        one ->
            switch (id(one)) {
              case 2 -> DeliveryResult.rejected("too large");
              case 3 -> DeliveryResult.retry("busy");
              default -> DeliveryResult.delivered();
            });
    publish(shop, 1, 4);
    shop.quiet();
    shop.emitters.disable("a", "by a test");
    publish(shop, 5, 5);
    shop.quiet();
    List<DeliveryRecord> all = find(shop, DeliveryQuery.ALL);
    assertThat(idsOf(all)).isEqualTo(ids(1, 5));
    assertThat(all)
        .extracting(DeliveryRecord::state)
        .containsExactly(
            State.DELIVERED, State.PARKED, State.FAILED, State.DELIVERED, State.WAITING);
    assertThat(all.get(1).reason()).isEqualTo("too large");
    assertThat(all.get(2).reason()).isEqualTo("busy");
    assertThat(all.get(2).attempts()).isEqualTo(1);
    assertThat(idsOf(find(shop, DeliveryQuery.ALL.states(State.FAILED, State.WAITING))))
        .containsExactly("3", "5");
  }

  @Test
  void tellsWhyEachEventFailed() {
    Shop shop = start(define("a").delivery(DEFAULT.withOrdering(Ordering.NONE, 4)));
    shop.webhook.answer(one -> DeliveryResult.retry("busy with " + id(one)));
    publish(shop, 1, 3);
    shop.quiet();
    assertThat(find(shop, DeliveryQuery.ALL))
        .extracting(DeliveryRecord::reason)
        .containsExactly("busy with 1", "busy with 2", "busy with 3");
  }

  @Test
  void sendsOneAfterTheOtherWhereOrderIsStrict() {
    Shop shop = start(define("a"));
    publish(shop, 1, 3);
    shop.idle();
    List<LoggedEvent> again = events(find(shop, DeliveryQuery.ALL));
    shop.webhook.hang();
    CompletionStage<List<Resubmission>> sent = shop.emitters.resubmit("a", again);
    shop.quiet();
    assertThat(shop.webhook.hanging()).isEqualTo(1);
    shop.webhook.release();
    assertThat(settled(sent)).allMatch(Resubmission::delivered);
    assertThat(shop.webhook.deliveredIds("a")).containsExactly("1", "2", "3", "1", "2", "3");
  }

  /** The one that is back knows nothing of that delivery, and must not lose what it can read. */
  @Test
  void whatARemovedEmitterStillSendsStaysSetAsideForTheOneThatIsBack() {
    Shop shop = start(define("a"));
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    shop.webhook.answer(
        one -> {
          if (!one.resubmitted()) {
            return DeliveryResult.rejected("too large");
          }
          begun.countDown();
          await(goOn);
          return DeliveryResult.delivered();
        });
    publish(shop, 1, 1);
    stored(shop);
    List<LoggedEvent> parked = shop.emitters.parked("a").stream().map(ParkedEvent::event).toList();
    CompletionStage<List<Resubmission>> sent = shop.emitters.resubmit("a", parked);
    await(begun);
    shop.emitters.remove("a");
    shop.with(define("a"));
    goOn.countDown();
    assertThat(settled(sent)).hasSize(1);
    stored(shop);
    assertThat(shop.emitters.parked("a"))
        .extracting(one -> one.event().event().event().getId())
        .containsExactly("1");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void findsByTypeTimeAndPageAndNothingThatTheFilterLeavesOut() {
    Shop shop = start(define("a").messages("order.placed", "order.paid"));
    Instant begin = first.now();
    String[] types = {"order.placed", "order.paid", "order.lost"};
    for (int i = 1; i <= 9; i++) {
      shop.emitters.publish(Shop.ORDERS, Shop.event(Integer.toString(i), types[i % 3]));
      first.advance(Duration.ofMinutes(1));
    }
    shop.idle();
    assertThat(idsOf(find(shop, DeliveryQuery.ALL))).containsExactly("1", "3", "4", "6", "7", "9");
    assertThat(idsOf(find(shop, DeliveryQuery.ALL.types("order.paid"))))
        .containsExactly("1", "4", "7");
    DeliveryQuery some =
        DeliveryQuery.ALL
            .from(begin.plus(Duration.ofMinutes(2)))
            .until(begin.plus(Duration.ofMinutes(6)));
    assertThat(idsOf(find(shop, some))).containsExactly("3", "4", "6");
    List<DeliveryRecord> page = find(shop, DeliveryQuery.ALL.limit(4));
    assertThat(idsOf(page)).containsExactly("1", "3", "4", "6");
    DeliveryQuery next = DeliveryQuery.ALL.limit(4).after(page.get(3).event().position());
    assertThat(idsOf(find(shop, next))).containsExactly("7", "9");
  }

  @Test
  void sendsAgainToTheSameAndToAnotherEmitterAndSaysSo() {
    Shop shop = start(define("a"), define("b").messages("never"));
    publish(shop, 1, 3);
    shop.idle();
    List<LoggedEvent> again = events(find(shop, DeliveryQuery.ALL)).subList(0, 2);
    List<Resubmission> same = settled(shop.emitters.resubmit("a", again));
    List<Resubmission> other = settled(shop.emitters.resubmit("b", again));
    shop.idle();
    assertThat(same).hasSize(2).allMatch(Resubmission::delivered);
    assertThat(other).extracting(Resubmission::emitterId).containsExactly("b", "b");
    assertThat(shop.webhook.deliveredIds("a")).containsExactly("1", "2", "3", "1", "2");
    assertThat(shop.webhook.deliveredIds("b")).containsExactly("1", "2");
    assertThat(shop.webhook.delivered("a"))
        .extracting(Delivery::resubmitted)
        .containsExactly(false, false, false, true, true);
    assertThat(shop.emitters.status("a").delivered()).isEqualTo(3);
    assertThat(shop.emitters.status("b").matched()).isZero();
  }

  @Test
  void sendsWhileDisabledAndLeavesItDisabledAndItsBacklogWaiting() {
    Shop shop = start(define("a"));
    publish(shop, 1, 1);
    shop.idle();
    shop.emitters.disable("a", "by a test");
    publish(shop, 2, 3);
    shop.quiet();
    List<LoggedEvent> again = events(find(shop, DeliveryQuery.ALL)).subList(0, 1);
    assertThat(settled(shop.emitters.resubmit("a", again))).allMatch(Resubmission::delivered);
    shop.quiet();
    assertThat(shop.emitters.status("a").state()).isEqualTo(EmitterState.DISABLED);
    assertThat(shop.webhook.deliveredIds("a")).containsExactly("1", "1");
    shop.emitters.enable("a");
    shop.idle();
    assertThat(shop.webhook.deliveredIds("a")).containsExactly("1", "1", "2", "3");
  }

  @Test
  void failuresOfWhatIsSentAgainCountForNothing() {
    Shop shop = start(define("a").delivery(DEFAULT.withDisable(1, Duration.ZERO)));
    publish(shop, 1, 1);
    shop.idle();
    List<LoggedEvent> again = events(find(shop, DeliveryQuery.ALL));
    shop.webhook.failNext(1, "busy").rejectNext("too large").disableNext("gone");
    for (int i = 0; i < 3; i++) {
      assertThat(settled(shop.emitters.resubmit("a", again))).noneMatch(Resubmission::delivered);
    }
    assertThat(shop.emitters.status("a").state()).isEqualTo(EmitterState.ACTIVE);
    assertThat(shop.emitters.parked("a")).isEmpty();
    publish(shop, 2, 2);
    shop.idle();
    assertThat(shop.webhook.deliveredIds("a")).containsExactly("1", "2");
  }

  @Test
  void whatIsDeliveredAfterAllIsParkedNoMoreEvenAfterARestart() {
    Shop shop = start(define("a"));
    shop.webhook.rejectNext("too large").rejectNext("too small");
    publish(shop, 1, 3);
    shop.idle();
    stored(shop);
    List<LoggedEvent> parked = shop.emitters.parked("a").stream().map(ParkedEvent::event).toList();
    shop.webhook.rejectNext("still too large");
    assertThat(settled(shop.emitters.resubmit("a", parked)))
        .extracting(Resubmission::delivered)
        .containsExactly(false, true);
    shop.idle();
    assertThat(shop.emitters.parked("a"))
        .extracting(ParkedEvent::reason)
        .containsExactly("too large");
    stored(shop);
    Shop second = start(define("a"));
    List<ParkedEvent> left = second.emitters.parked("a");
    assertThat(left).extracting(ParkedEvent::reason).containsExactly("too large");
    List<LoggedEvent> again = left.stream().map(ParkedEvent::event).toList();
    assertThat(settled(second.emitters.resubmit("a", again))).allMatch(Resubmission::delivered);
    assertThat(second.emitters.parked("a")).isEmpty();
    second.idle().close();
    assertThat(start(define("a")).emitters.parked("a")).isEmpty();
  }

  @Test
  void keepsWhatIsParkedWhenItCrashesBeforeTheAnswer() {
    Shop shop = start(define("a"));
    shop.webhook.rejectNext("too large");
    publish(shop, 1, 1);
    shop.idle();
    stored(shop);
    shop.webhook.hang();
    List<LoggedEvent> parked = shop.emitters.parked("a").stream().map(ParkedEvent::event).toList();
    shop.emitters.resubmit("a", parked);
    Shop second = start(define("a"));
    assertThat(second.emitters.parked("a")).hasSize(1);
    second.idle();
    assertThat(second.webhook.attempts("a")).isEmpty();
  }

  @Test
  void isNotIdleWhileAnEventIsBeingSentAgain() {
    Shop shop = start(define("a"));
    publish(shop, 1, 1);
    shop.idle();
    shop.webhook.hang();
    CompletionStage<List<Resubmission>> sent =
        shop.emitters.resubmit("a", events(find(shop, DeliveryQuery.ALL)));
    shop.quiet();
    assertThat(shop.webhook.hanging()).isEqualTo(1);
    assertThat(shop.emitters.awaitIdle(Duration.ofMillis(50))).isFalse();
    shop.webhook.release();
    shop.idle();
    assertThat(sent.toCompletableFuture()).isDone();
  }

  @Test
  void givesUpWhatWaitsWhenTheEmitterIsRemoved() {
    Shop shop = start(define("a"));
    publish(shop, 1, 2);
    shop.idle();
    List<LoggedEvent> again = events(find(shop, DeliveryQuery.ALL));
    shop.webhook.hang();
    CompletionStage<List<Resubmission>> sent = shop.emitters.resubmit("a", again);
    shop.quiet();
    assertThat(shop.webhook.hanging()).isEqualTo(1);
    shop.emitters.remove("a");
    shop.webhook.release();
    List<Resubmission> results = settled(sent);
    assertThat(results).extracting(Resubmission::delivered).containsExactly(true, false);
    assertThat(results.get(1).result().toString()).contains("closed");
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> shop.emitters.resubmit("a", again))
        .withMessageContaining("no emitter \"a\"");
  }

  @Test
  void givesUpWhatAChannelNeverAnswersWhenItCloses() {
    Shop shop = start(define("a"));
    publish(shop, 1, 2);
    shop.idle();
    List<LoggedEvent> again = events(find(shop, DeliveryQuery.ALL));
    shop.webhook.hang();
    CompletionStage<List<Resubmission>> sent = shop.emitters.resubmit("a", again);
    shop.quiet();
    assertThat(shop.webhook.hanging()).isEqualTo(1);
    shop.emitters.close();
    assertThat(settled(sent)).noneMatch(Resubmission::delivered);
  }

  @Test
  void sendsToAnOwnerOnlyWhatTheOwnerMayReceive() {
    Catalogue.Declaration orders =
        new Catalogue.Declaration(
            "orders",
            "",
            List.of(),
            "the user named",
            SecurityConstraint.userNamedInEvent(),
            true,
            Map.of());
    Shop shop =
        start(
            builder ->
                builder
                    .catalogue(new Catalogue(List.of(orders)), CatalogueMode.OFF)
                    .users(name -> new User(name, false)),
            define("a"));
    String ann =
        shop.emitters
            .registerUser("ann", "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}")
            .id();
    for (String user : List.of("ann", "bob")) {
      shop.emitters.publish(
          Shop.ORDERS, CloudEventBuilder.v1(Shop.event(user)).withExtension("user", user).build());
    }
    shop.idle();
    assertThat(idsOf(shop.emitters.deliveries(ann, DeliveryQuery.ALL))).containsExactly("ann");
    List<Resubmission> results =
        settled(shop.emitters.resubmit(ann, events(find(shop, DeliveryQuery.ALL))));
    assertThat(results).extracting(Resubmission::delivered).containsExactly(true, false);
    shop.idle();
    assertThat(shop.webhook.deliveredIds(ann)).containsExactly("ann", "ann");
  }

  @Test
  void losesNoEventAfterNothingWasSentAgain() {
    Shop shop = start(define("a"));
    assertThat(settled(shop.emitters.resubmit("a", List.of()))).isEmpty();
    stored(shop);
    shop.webhook.hang();
    publish(shop, 1, 1);
    shop.quiet();
    assertThat(shop.webhook.hanging()).isEqualTo(1);
    int before = log.writes.size();
    shop.clock.advance(Duration.ofSeconds(1));
    Awaitility.await().atMost(PATIENCE).until(() -> log.writes.size() > before);
    Shop second = start(define("a"));
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).containsExactly("1");
  }

  @Test
  void ofLargeEventsSomeAreToldOfAtATime() {
    Shop shop = start(define("a"));
    byte[] large = ("\"" + "x".repeat(900_000) + "\"").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20; i++) {
      shop.emitters.publish(
          Shop.ORDERS,
          CloudEventBuilder.from(Shop.event("large-" + i))
              .withData("application/json", large)
              .build());
    }
    shop.idle();
    List<String> told = new ArrayList<>();
    DeliveryQuery query = DeliveryQuery.ALL;
    List<DeliveryRecord> some = shop.emitters.deliveries("a", query);
    assertThat(some).hasSizeBetween(8, 16);
    while (!some.isEmpty()) {
      some.forEach(one -> told.add(one.event().event().event().getId()));
      some =
          shop.emitters.deliveries("a", query.after(some.get(some.size() - 1).event().position()));
    }
    assertThat(told).hasSize(20).doesNotHaveDuplicates();
  }
}
