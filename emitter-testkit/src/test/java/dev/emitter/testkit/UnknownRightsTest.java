package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.log.LoggedEvent;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import dev.emitter.topic.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While it cannot be told what a user may receive, nothing is sent and nothing is lost for it. */
@Tag("D3")
@Tag("T4")
@Timeout(120)
final class UnknownRightsTest {

  private static final String ORDERS = "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}";
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration SECONDS = Duration.ofSeconds(5);

  private volatile boolean away;
  private final AtomicInteger asked = new AtomicInteger();
  private final Set<String> poisonous = ConcurrentHashMap.newKeySet();
  private final Shop shop =
      new Shop(
          builder -> builder.catalogue(catalogue(), CatalogueMode.OFF).users(name -> user(name)));

  @AfterEach
  void close() {
    shop.close();
  }

  private User user(String name) {
    asked.incrementAndGet();
    if (away && !name.equals("bob")) {
      throw new IllegalStateException("no connection to the database");
    }
    return new User(name, false);
  }

  private Catalogue catalogue() {
    return new Catalogue(
        List.of(
            new Catalogue.Declaration(
                "orders",
                "",
                List.of(),
                "",
                (user, topic, event) -> {
                  if (poisonous.contains(event.getId())) {
                    throw new IllegalArgumentException("no customer in it");
                  }
                  return true;
                },
                true,
                Map.of())));
  }

  private EmitterStatus status(String id) {
    return shop.emitters.status(id);
  }

  // While events are routed.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}",
        "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]], \"messages\": [\"order.placed\"]}",
        "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]], \"filter\": \"amount = null\"}"
      })
  void passesOverNothingThatIsPublishedWhileTheDirectoryFails(String definition) {
    String ann = shop.emitters.registerUser("ann", definition).id();
    String bob = shop.emitters.registerUser("bob", definition).id();
    shop.with(Shop.define("operators"));
    shop.publish(1).idle();
    away = true;
    shop.publish(3).advance(SECONDS);
    assertThat(shop.webhook.deliveredIds(ann)).containsExactly("1");
    assertThat(shop.webhook.deliveredIds(bob)).isEqualTo(Shop.ids(1, 4));
    assertThat(shop.webhook.deliveredIds("operators")).isEqualTo(Shop.ids(1, 4));
    assertThat(status(ann).backlog()).isEqualTo(3);
    assertThat(status(ann).state()).isEqualTo(EmitterState.ACTIVE);
    assertThat(status(ann).lastErrors())
        .singleElement()
        .satisfies(
            error ->
                assertThat(error.reason())
                    .contains(
                        "\"ann\"", "UserDirectory", "IllegalStateException: no connection to"));
    away = false;
    shop.advance(Duration.ofSeconds(1)).publish(1).idle();
    assertThat(shop.webhook.deliveredIds(ann)).isEqualTo(Shop.ids(1, 5));
    assertThat(status(ann).matched()).isEqualTo(5);
    assertThat(status(ann).filtered() + status(ann).withheld() + status(ann).dropped()).isZero();
  }

  @Test
  void asksASecondLaterAndNotForEachEvent() {
    shop.emitters.registerUser("ann", ORDERS);
    shop.idle();
    away = true;
    asked.set(0);
    shop.publish(1_000).advance(Duration.ofSeconds(10));
    assertThat(asked.get()).isBetween(5, 100);
  }

  @Test
  void goesOnPastAnEventWithoutAnAnswerOnceItIsSkipped() {
    String ann = shop.emitters.registerUser("ann", ORDERS).id();
    poisonous.add("2");
    shop.publish(3).advance(SECONDS);
    assertThat(shop.webhook.deliveredIds(ann)).containsExactly("1");
    assertThat(status(ann).lastErrors().get(0).reason())
        .contains("event 2", "security constraint of topic orders", "no customer in it");
    shop.emitters.skipToEvent(ann, "3");
    shop.advance(SECONDS).idle();
    assertThat(shop.webhook.deliveredIds(ann)).containsExactly("1", "3");
    assertThat(shop.emitters.explain(Shop.ORDERS, Shop.event("2"), ann).reason())
        .contains("cannot be told now");
  }

  // Before an attempt.

  @ParameterizedTest
  @ValueSource(strings = {"strict", "key", "none"})
  void waitsWithAnAttemptWithoutCountingAFailure(String ordering) {
    String ann = hanging(ordering, 1);
    shop.publish(2).quiet();
    away = true;
    shop.webhook.release();
    shop.advance(Duration.ofMinutes(2));
    assertThat(shop.webhook.deliveredIds(ann)).containsExactly("1");
    assertThat(status(ann).withheld() + status(ann).retried()).isZero();
    assertThat(status(ann).failuresInDay()).isZero();
    assertThat(status(ann).state()).isEqualTo(EmitterState.ACTIVE);
    assertThat(status(ann).lastErrors()).hasSize(1);
    away = false;
    shop.advance(SECONDS).idle();
    assertThat(shop.webhook.deliveredIds(ann)).containsExactly("1", "2", "3");
    assertThat(shop.webhook.delivered(ann)).allSatisfy(one -> assertThat(one.attempt()).isOne());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void deliversWhatIsNotOrderedAfterAnEventWithoutAnAnswer(int batch) {
    String ann = hanging("none", batch);
    shop.publish(9).quiet();
    poisonous.addAll(Set.of("3", "4", "7"));
    shop.webhook.release();
    shop.advance(SECONDS);
    assertThat(shop.webhook.deliveredIds(ann))
        .containsExactlyInAnyOrder("1", "2", "5", "6", "8", "9", "10");
    poisonous.clear();
    shop.advance(SECONDS).idle();
    assertThat(shop.webhook.deliveredIds(ann)).hasSize(10).containsAll(Shop.ids(1, 10));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void keepsTheOrderAroundAnEventWithoutAnAnswer(int batch) {
    String ann = hanging("strict", batch);
    shop.publish(9).quiet();
    poisonous.addAll(Set.of("4", "7"));
    shop.webhook.release();
    shop.advance(SECONDS);
    assertThat(shop.webhook.deliveredIds(ann)).containsExactly("1", "2", "3");
    poisonous.remove("4");
    shop.advance(SECONDS);
    assertThat(shop.webhook.deliveredIds(ann)).isEqualTo(Shop.ids(1, 6));
    poisonous.clear();
    shop.advance(SECONDS).idle();
    assertThat(shop.webhook.deliveredIds(ann)).isEqualTo(Shop.ids(1, 10));
  }

  /** Returns an emitter of ann whose channel takes its time over the first event. */
  private String hanging(String ordering, int batch) {
    shop.webhook.traits(ChannelTraits.of(batch)).hang();
    String json = ORDERS.replace("}", ", \"delivery\": {\"ordering\": \"" + ordering + "\"}}");
    String ann = shop.emitters.registerUser("ann", json).id();
    shop.publish(1).quiet();
    return ann;
  }

  // What a person sends again.

  @Test
  void keepsWhatIsParkedWhenItIsSentAgain() {
    String ann = shop.emitters.registerUser("ann", ORDERS).id();
    shop.webhook.rejectNext("400").rejectNext("400").rejectNext("400");
    shop.publish(3).idle();
    List<LoggedEvent> parked = shop.emitters.parked(ann).stream().map(ParkedEvent::event).toList();
    away = true;
    assertThat(shop.emitters.resubmitParked(ann).toCompletableFuture())
        .succeedsWithin(BOUND)
        .isEqualTo(0);
    List<Resubmission> answers = shop.emitters.resubmit(ann, parked).toCompletableFuture().join();
    assertThat(answers)
        .hasSize(3)
        .allSatisfy(
            one ->
                assertThat(one.result())
                    .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> assertThat(retry.reason()).contains("cannot be told now")));
    assertThat(shop.emitters.resubmit(elsewhere(), parked).toCompletableFuture().join())
        .allSatisfy(one -> assertThat(one.result()).isInstanceOf(DeliveryResult.Retry.class));
    shop.quiet();
    assertThat(shop.emitters.parked(ann)).hasSize(3);
    assertThat(status(ann).withheld()).isZero();
    away = false;
    assertThat(shop.emitters.resubmitParked(ann).toCompletableFuture())
        .succeedsWithin(BOUND)
        .isEqualTo(3);
    await().atMost(BOUND).until(() -> shop.emitters.parked(ann).isEmpty());
  }

  private static dev.emitter.definition.EmitterDefinition elsewhere() {
    return Shop.define("elsewhere").owner("ann").build();
  }

  @Test
  void keepsWhatIsParkedIfTheAnswerIsMissingOnlyOnceItIsSent() {
    String ann = shop.emitters.registerUser("ann", ORDERS).id();
    shop.webhook.rejectNext("400");
    shop.publish(1).idle();
    List<LoggedEvent> parked = shop.emitters.parked(ann).stream().map(ParkedEvent::event).toList();
    shop.webhook.hang();
    shop.publish(1).quiet();
    var answer = shop.emitters.resubmit(ann, parked).toCompletableFuture();
    shop.quiet();
    away = true;
    shop.webhook.release();
    assertThat(answer)
        .succeedsWithin(BOUND)
        .satisfies(all -> assertThat(all.get(0).result()).isInstanceOf(DeliveryResult.Retry.class));
    assertThat(shop.emitters.parked(ann)).hasSize(1);
  }

  // What is told.

  @Test
  void warnsOnceASpellAndNotForEachEvent() {
    Logger library = Logger.getLogger("dev.emitter");
    List<LogRecord> records = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            records.add(entry);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    for (int i = 0; i < 10; i++) {
      shop.emitters.registerUser("ann", ORDERS);
    }
    library.addHandler(handler);
    try {
      away = true;
      shop.publish(50).advance(Duration.ofMinutes(5));
      away = false;
      shop.advance(SECONDS).idle();
    } finally {
      library.removeHandler(handler);
    }
    assertThat(records)
        .filteredOn(one -> one.getLevel().equals(Level.WARNING))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(new SimpleFormatter().formatMessage(one))
                  .contains("\"ann\"", "IllegalStateException: no connection", "See that it");
              assertThat(one.getThrown()).isNull();
            });
    assertThat(records).filteredOn(one -> one.getLevel().equals(Level.INFO)).hasSize(1);
  }

  @Test
  void closesWithoutWaitingForTheDirectoryWhereTheLogKeepsCursors() {
    LastingLog log = new LastingLog(java.time.Clock.systemUTC());
    long began = System.nanoTime();
    try (Shop first =
        new Shop(
            builder ->
                builder
                    .log(log.next())
                    .closeGrace(BOUND)
                    .users(this::user)
                    .catalogue(catalogue(), CatalogueMode.OFF))) {
      first.emitters.registerUser("ann", ORDERS);
      away = true;
      first.publish(2).quiet();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(BOUND.dividedBy(2));
    away = false;
    try (Shop second =
        new Shop(
            builder ->
                builder
                    .log(log.next())
                    .users(this::user)
                    .catalogue(catalogue(), CatalogueMode.OFF))) {
      second.idle();
      String ann = second.emitters.userDefinitions("ann").get(0).id();
      assertThat(second.webhook.deliveredIds(ann)).containsExactly("1", "2");
    }
  }
}
