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
import dev.emitter.definition.StartFrom;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.log.EventLogException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a process leaves behind, the next one goes on with: after a close, and after a crash. */
final class RestartTest {

  private static final DeliverySettings DEFAULT = DeliverySettings.DEFAULT;

  private final LastingLog log = new LastingLog(java.time.Clock.systemUTC());
  private final List<Shop> shops = new ArrayList<>();
  private int published;

  @AfterEach
  void close() {
    shops.forEach(Shop::close);
  }

  private Shop start(EmitterDefinition.Builder... definitions) {
    Shop shop = new Shop(builder -> builder.log(log.next()));
    shops.add(shop);
    return shop.with(definitions);
  }

  private void publish(Shop shop, int events) {
    for (int i = 0; i < events; i++) {
      shop.emitters.publish(Shop.ORDERS, Shop.event(Integer.toString(++published)));
    }
  }

  /** Lets everything come to rest and be stored. */
  private static void stored(Shop shop) {
    shop.quiet().emitters.remove("nobody");
  }

  @Test
  @Tag("R3")
  void goesOnBehindWhatWasDeliveredBeforeItWasClosed() {
    Shop first = start(define("a"), define("b"));
    first.webhook.failWhile(one -> one.emitterId().equals("b") && id(one) > 3);
    publish(first, 6);
    first.quiet();
    first.close();
    assertThat(first.webhook.deliveredIds("a")).isEqualTo(ids(1, 6));
    assertThat(first.webhook.deliveredIds("b")).isEqualTo(ids(1, 3));
    Shop second = start(define("a"), define("b"));
    publish(second, 2);
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).isEqualTo(ids(7, 8));
    assertThat(second.webhook.deliveredIds("b")).isEqualTo(ids(4, 8));
  }

  private static int id(Delivery delivery) {
    return Integer.parseInt(delivery.event().event().getId());
  }

  @Test
  @Tag("R3")
  void repeatsAfterACrashOnlyWhatWasDeliveredSinceTheLastTimeCursorsWereStored() {
    Shop first = start(define("a"));
    publish(first, 5);
    stored(first);
    log.full = true; // nothing is stored any more
    publish(first, 3);
    first.idle();
    assertThat(first.webhook.deliveredIds("a")).isEqualTo(ids(1, 8));
    log.full = false;
    Shop second = start(define("a"));
    publish(second, 1);
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).isEqualTo(ids(6, 9));
  }

  /** What is set aside is known to this process alone: the next one may need the event itself. */
  @Test
  @Tag("R3")
  void letsTheLogKeepWhatItHasSettledUntilThatIsStored() {
    Shop first = start(define("a"));
    publish(first, 2);
    stored(first);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log.released == 2);
    log.full = true; // nothing is stored any more
    first.webhook.rejectNext("unwanted");
    publish(first, 3);
    first.quiet();
    assertThat(first.emitters.parked("a")).hasSize(1);
    assertThat(log.released).isEqualTo(2);
    log.full = false;
    stored(first);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log.released == 5);
  }

  /** What is stored says nothing of an emitter that comes back later: it begins behind that. */
  @Test
  @Tag("R3")
  void letsTheLogKeepWhatAnEmitterHasSettledThatCameBackLater() {
    Shop first = start(define("a"), define("b"));
    first.emitters.disable("a", "by a test");
    publish(first, 3);
    first.idle().close();
    log.released = 0;
    Shop second = start(define("b"));
    stored(second);
    second.with(define("a"));
    log.full = true; // nothing is stored any more
    second.webhook.rejectNext("unwanted");
    second.emitters.enable("a");
    second.quiet();
    assertThat(second.emitters.parked("a")).hasSize(1);
    assertThat(log.released).isZero();
    log.full = false;
    stored(second);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log.released == 3);
  }

  @Test
  void deliversWhatWasAcceptedButNeverRouted() {
    start(define("a")).close();
    var orphan = log.next();
    Shop shop = new Shop();
    shops.add(shop);
    orphan.append(Shop.ORDERS, complete("1"));
    Shop second = start(define("a"));
    publish(second, 1);
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).containsExactly("1", "1");
  }

  private static dev.emitter.event.EncodedEvent complete(String id) {
    return new dev.emitter.event.EventCompleter(
            java.net.URI.create("/s"), java.time.Clock.systemUTC(), () -> id, 10_000)
        .complete(Shop.event(id));
  }

  @Test
  @Tag("R2")
  void staysDisabledWithItsReasonAndTimeUntilAPersonEnablesIt() {
    Shop first = start(define("a"));
    first.webhook.disableNext("gone for good");
    publish(first, 3);
    first.idle();
    EmitterStatus before = first.emitters.status("a");
    first.close();
    Shop second = start(define("a"));
    publish(second, 1);
    second.quiet();
    EmitterStatus after = second.emitters.status("a");
    assertThat(after.state()).isEqualTo(EmitterState.DISABLED);
    assertThat(after.reason()).isEqualTo(before.reason()).contains("gone for good");
    assertThat(after.since()).isEqualTo(before.since());
    assertThat(second.webhook.attempts()).isEmpty();
    second.emitters.enable("a");
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).isEqualTo(ids(1, 4));
  }

  @Test
  @Tag("R2")
  void triesAgainWhenItsDefinitionWasMendedMeanwhile() {
    Shop first = start(define("a"));
    first.webhook.disableNext("gone for good");
    publish(first, 3);
    first.idle().close();
    Shop second = start(define("a").delivery(DEFAULT.withMaxAttempts(7)));
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).isEqualTo(ids(1, 3));
  }

  @Test
  @Tag("R2")
  void goesOnCountingAttemptsAndFailuresInARow() {
    DeliverySettings settings = DEFAULT.withDisable(5, Duration.ofMinutes(1));
    Shop first = start(define("a").delivery(settings));
    first.webhook.failWhile(delivery -> true);
    publish(first, 1);
    first.advance(Duration.ofSeconds(2));
    int attempts = first.webhook.attempts("a").size();
    assertThat(attempts).isBetween(2, 4);
    stored(first);
    attempts = first.webhook.attempts("a").size();
    first.close();
    Shop second = start(define("a").delivery(settings));
    second.webhook.failWhile(delivery -> true);
    second.quiet();
    assertThat(second.webhook.attempts("a").get(0).delivery().attempt()).isEqualTo(attempts + 1);
  }

  @Test
  @Tag("R4")
  void keepsTheEventsSetAside() {
    Shop first = start(define("a"));
    first.webhook.rejectNext("too large").rejectNext("too small");
    publish(first, 3);
    first.idle();
    List<ParkedEvent> before = first.emitters.parked("a");
    first.close();
    Shop second = start(define("a"));
    List<ParkedEvent> after = second.emitters.parked("a");
    assertThat(after)
        .extracting(one -> one.event().event().event().getId() + one.reason() + one.attempts())
        .containsExactly("1too large1", "2too small1");
    assertThat(after.get(0).event().event().event())
        .isEqualTo(before.get(0).event().event().event());
    assertThat(after.get(0).event().topic()).isEqualTo(Shop.ORDERS);
    second.emitters.discardParked("a");
    second.close();
    assertThat(start(define("a")).emitters.parked("a")).isEmpty();
  }

  @Test
  void doesNotRepeatWhatWasSettledBehindAnEventThatFails() {
    DeliverySettings settings = DEFAULT.withOrdering(Ordering.NONE, 4);
    Shop first = start(define("a").delivery(settings));
    first.webhook.failWhile(one -> id(one) == 2);
    publish(first, 5);
    first.quiet();
    first.close();
    assertThat(first.webhook.deliveredIds("a")).containsExactlyInAnyOrder("1", "3", "4", "5");
    Shop second = start(define("a").delivery(settings));
    publish(second, 1);
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).containsExactlyInAnyOrder("2", "6");
  }

  @Test
  void remembersOnlySoMuchBehindAnEventThatFails() {
    DeliverySettings settings = DEFAULT.withOrdering(Ordering.NONE, 4);
    Shop first = start(define("a").delivery(settings));
    first.webhook.failWhile(one -> id(one) == 1);
    publish(first, 12_000);
    first.quiet();
    stored(first);
    // It reads on where there is room for 256 events at once, so it may stop as many before.
    assertThat(first.webhook.deliveredIds("a")).hasSizeBetween(10_000 - 256, 11_500);
    first.close();
    Shop second = start(define("a").delivery(settings));
    second.idle();
    List<String> all = new ArrayList<>(first.webhook.deliveredIds("a"));
    all.addAll(second.webhook.deliveredIds("a"));
    assertThat(all).containsExactlyInAnyOrderElementsOf(ids(1, 12_000));
  }

  @Test
  @Tag("D2")
  void resumesWhereItWasRemovedUnlessItsDefinitionSaysOtherwise() {
    Shop shop = start(define("a"), define("b"));
    publish(shop, 2);
    shop.idle();
    shop.emitters.remove("a");
    shop.emitters.remove("b");
    publish(shop, 2);
    shop.quiet();
    shop.with(define("a"), define("b").delivery(DEFAULT.withStartFrom(new StartFrom.Now())));
    publish(shop, 1);
    shop.idle();
    assertThat(shop.webhook.deliveredIds("a")).isEqualTo(ids(1, 5));
    assertThat(shop.webhook.deliveredIds("b")).containsExactly("1", "2", "5");
    shop.emitters.remove("a");
    shop.close();
    Shop second = start(define("b").delivery(DEFAULT.withStartFrom(new StartFrom.Now())));
    publish(second, 1);
    second.idle();
    second.with(define("a"));
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).containsExactly("6");
    assertThat(second.webhook.deliveredIds("b")).containsExactly("6");
  }

  @Test
  void keepsTheCursorOfOneThatIsNotThereAtTheNextStart() {
    Shop first = start(define("a"));
    publish(first, 2);
    first.idle().close();
    Shop second = start();
    publish(second, 2);
    second.idle().close();
    Shop third = start(define("a"));
    third.idle();
    assertThat(third.webhook.deliveredIds("a")).containsExactly("3", "4");
  }

  @Test
  @Tag("D3")
  void putsTheEmittersOfUsersToWorkAgain() {
    Shop first = start();
    String kept =
        first
            .emitters
            .registerUser("ann", "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}")
            .id();
    String gone =
        first
            .emitters
            .registerUser("bob", "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}")
            .id();
    first.emitters.changeUser(
        "ann",
        kept,
        1,
        "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]], \"messages\": [\"order.placed\"]}");
    first.emitters.remove(gone);
    publish(first, 1);
    first.idle().close();
    Shop second = start();
    publish(second, 1);
    second.idle();
    assertThat(second.emitters.definitions())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.id()).isEqualTo(kept);
              assertThat(one.owner()).isEqualTo("ann");
              assertThat(one.messages()).containsExactly("order.placed");
            });
    assertThat(second.webhook.deliveredIds(kept)).containsExactly("2");
    assertThat(log.entries.keySet()).noneMatch(key -> key.contains(gone));
  }

  @Test
  void storesNothingWhileNothingChangesAndNoCursorOfWhoFollows() {
    EmitterDefinition.Builder[] many = new EmitterDefinition.Builder[50];
    for (int i = 0; i < many.length; i++) {
      many[i] = define("e" + i).messages(i == 7 ? "order.placed" : "never");
    }
    Shop shop = start(many);
    publish(shop, 1);
    stored(shop);
    int before = log.writes.size();
    shop.advance(Duration.ofMinutes(10));
    assertThat(log.writes).hasSize(before);
    publish(shop, 1);
    shop.idle();
    stored(shop);
    for (Map<String, Optional<String>> write : log.writes.subList(before, log.writes.size())) {
      assertThat(write.keySet()).isSubsetOf("routed", "emitter/e7");
    }
  }

  @Test
  void putsNobodyToWorkWhoseBeginningCannotBeStored() {
    Shop first = start();
    log.full = true;
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> first.with(define("a")))
        .withMessageContaining("full");
    assertThat(first.emitters.definitions()).isEmpty();
    assertThat(first.webhook.open()).isZero();
    log.full = false;
    first.with(define("a"));
    publish(first, 1);
    Shop second = start(define("a")); // the first one has died
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).containsExactly("1");
  }

  @Test
  void startsAtTheEndOfALogThatHasLostWhatWasThere() {
    Shop first = start(define("a"));
    publish(first, 2);
    first.idle().close();
    log.entries.put("routed", "1000");
    log.entries.computeIfPresent("emitter/a", (key, old) -> old.replace("{", "{\"at\":\"900\","));
    log.entries.put("emitter/b", "not JSON");
    Shop second = start(define("a"), define("b"));
    publish(second, 1);
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).containsExactly("3");
    assertThat(second.emitters.status("a").since()).isBefore(Instant.MAX);
  }

  @Test
  @Tag("R3")
  void losesNoEventThatComesWhileTheOneBeforeItIsSettled() {
    List<Shop> running = new ArrayList<>();
    EmitterListener listener =
        new EmitterListener() {
          @Override
          public void attempted(Delivery delivery, DeliveryResult result) {
            if (id(delivery) == 1) {
              Shop shop = running.get(0);
              shop.emitters.remove("nobody"); // returns once all that has changed is stored
              shop.webhook.hang();
              publish(shop, 1);
              Awaitility.await()
                  .atMost(Duration.ofSeconds(60))
                  .until(() -> shop.emitters.status("a").matched() == 2);
            }
          }
        };
    Shop first = new Shop(builder -> builder.log(log.next()).listener(listener));
    shops.add(first);
    running.add(first);
    first.with(define("a"));
    publish(first, 1);
    first.quiet();
    assertThat(first.webhook.hanging()).isEqualTo(1);
    first.emitters.remove("nobody");
    Shop second = start(define("a"));
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).contains("2");
  }

  @Test
  @Tag("R4")
  void tellsTheOldestOfTheEventsSetAsideFirst() {
    Shop first = start(define("a"));
    first.webhook.answer(one -> DeliveryResult.rejected("too large"));
    publish(first, 12);
    first.idle().close();
    assertThat(start(define("a")).emitters.parked("a"))
        .extracting(one -> one.event().event().event().getId())
        .isEqualTo(ids(1, 12));
  }

  @Test
  @Tag("D3")
  void forgetsWhatWasSetAsideForAUserWhoseEmitterIsRemoved() {
    Shop shop = start();
    String json = "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}";
    String early = shop.emitters.registerUser("ann", json).id();
    shop.webhook.rejectNext("too large");
    publish(shop, 1);
    shop.idle();
    shop.emitters.remove(early);
    String late = shop.emitters.registerUser("ann", json).id();
    shop.webhook.hang().rejectNext("too large");
    publish(shop, 1);
    shop.quiet().emitters.remove(late);
    shop.webhook.release();
    assertThat(shop.webhook.attempts(late)).hasSize(1);
    stored(shop);
    shop.close();
    assertThat(log.entries.keySet())
        .noneMatch(key -> key.contains(early))
        .noneMatch(key -> key.contains(late));
  }

  @Test
  @Tag("R4")
  void keepsWhatWasSetAsideForOneThatIsRemovedAndComesBackAtOnce() {
    Shop first = start(define("a"));
    first.webhook.rejectNext("too large");
    publish(first, 1);
    first.idle();
    log.full = true;
    assertThat(first.emitters.remove("a")).isTrue();
    first.with(define("a")); // it goes on where it was, and that is stored still
    log.full = false;
    assertThat(first.emitters.parked("a")).hasSize(1);
    first.close();
    assertThat(start(define("a")).emitters.parked("a")).hasSize(1);
  }

  @Test
  @Tag("R2")
  void tellsSinceWhenItsDefinitionHasDisabledIt() {
    Shop first = start(define("a").enabled(false));
    Instant since = first.emitters.status("a").since();
    first.close();
    Shop second = new Shop(builder -> builder.log(log.next()));
    shops.add(second);
    second.advance(Duration.ofHours(1)).with(define("a").enabled(false));
    EmitterStatus status = second.emitters.status("a");
    assertThat(status.state()).isEqualTo(EmitterState.DISABLED);
    assertThat(status.since()).isEqualTo(since);
  }

  @Test
  void trustsNothingItKnewOfEventsThatTheLogHasLost() {
    DeliverySettings settings = DEFAULT.withOrdering(Ordering.NONE, 4);
    Shop first = start(define("a").delivery(settings));
    first.webhook.failWhile(one -> id(one) == 1);
    publish(first, 2);
    first.quiet();
    first.close();
    log.entries.computeIfPresent(
        "emitter/a",
        (key, old) -> old.replace("\"attempted\":{", "\"attempted\":{\"3\":[0,0,true],"));
    assertThat(log.entries.get("emitter/a")).contains("\"3\":[");
    Shop second = start(define("a").delivery(settings));
    publish(second, 1);
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).containsExactlyInAnyOrder("1", "3");
  }

  @Test
  @Tag("R3")
  void saysThatTheStateIsLostUntilItHasWaitedForThoseThatItDoesNotKnow() {
    Shop first = start(define("a"));
    publish(first, 2);
    first.idle().close();
    log.entries.clear();
    start(define("a")).idle().close();
    assertThat(log.entry("doubtful")).isEqualTo("lost");
    Shop third = start(define("a"));
    stored(third);
    assertThat(log.entry("doubtful")).isEqualTo("lost");
    third.advance(Duration.ofMinutes(11));
    stored(third);
    assertThat(log.entry("doubtful")).isEmpty();
  }

  @Test
  void goesOnAtTheEndThatALogHadWhenItLostEventsNotAtALaterOne() {
    Shop first = start(define("a"));
    publish(first, 2);
    first.idle().close();
    log.entries.computeIfPresent("emitter/a", (key, old) -> old.replace("{", "{\"at\":\"4\","));
    Shop second = start();
    publish(second, 3);
    second.idle();
    second.with(define("a"));
    second.idle();
    assertThat(second.webhook.deliveredIds("a")).isEqualTo(ids(3, 5));
  }

  @Test
  @Tag("R3")
  void holdsTheLogForEmittersThatAreNotYetThere() {
    Shop first = start(define("a"), define("b"));
    first.emitters.disable("a", "by a test");
    publish(first, 3);
    first.idle().close();
    log.released = 0;
    Shop second = start(define("b"));
    publish(second, 1);
    second.idle();
    stored(second);
    assertThat(log.released).isZero();
    Shop third = start(define("b"));
    third.advance(Duration.ofMinutes(11));
    publish(third, 1);
    stored(third.idle());
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log.released == 5);
    third.close();
    log.released = 0;
    Shop fourth = start(define("b"));
    fourth.idle();
    fourth.with(define("a"));
    assertThat(log.released).isZero();
    fourth.emitters.remove("a");
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log.released == 5);
  }

  @Test
  @Tag("D3")
  void tellsWhichDefinitionOfAUserIsRefusedUntilItIsRemoved() {
    start().close();
    log.entries.put(
        "definition/1", "{\"owner\":\"ann\",\"json\":\"{\\\"type\\\":\\\"Pigeon\\\"}\"}");
    Shop shop = start();
    assertThat(shop.emitters.problems())
        .singleElement()
        .asString()
        .contains("emitter \"1\" is not at work")
        .contains("Pigeon");
    shop.emitters.remove("1");
    assertThat(shop.emitters.problems()).isEmpty();
    assertThat(log.entries).doesNotContainKey("definition/1");
  }

  /** There was a time without bounds for users: what was taken then is not lost. */
  @Test
  @Tag("D3")
  void keepsEmittersOfUsersWhoseDefinitionsWouldBeRefusedNow() {
    log.entries.put(
        "definition/1",
        "{\"owner\": \"ann\", \"json\": \"{\\\"type\\\": \\\"Webhook\\\", \\\"topics\\\":"
            + " [[\\\"orders\\\"]], \\\"delivery\\\": {\\\"queueCapacity\\\": 5000}}\"}");
    Shop shop = start();
    assertThat(shop.emitters.problems()).isEmpty();
    assertThat(shop.emitters.definitions())
        .singleElement()
        .satisfies(one -> assertThat(one.delivery().queueCapacity()).isEqualTo(1024));
    publish(shop, 1);
    shop.idle();
    assertThat(shop.webhook.deliveredIds("1")).containsExactly("1");
    assertThat(log.entries.get("definition/1")).contains("5000");
  }

  @Test
  @Tag("D3")
  void keepsNoDefinitionOfAUserThatIsRemovedWhileItIsChanged() {
    Shop shop = start();
    String json = "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}";
    String id = shop.emitters.registerUser("ann", json).id();
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch removed = new CountDownLatch(1);
    log.beforeWriting =
        changes -> {
          if (changes.getOrDefault("definition/" + id, Optional.empty()).isPresent()) {
            writing.countDown();
            await(
                removed,
                Duration.ofMillis(300)); // which comes to nothing if one waits for the other
          }
        };
    CompletableFuture<Void> change =
        CompletableFuture.runAsync(() -> shop.emitters.changeUser("ann", id, 1, json));
    await(writing, Duration.ofSeconds(10));
    shop.emitters.remove(id);
    removed.countDown();
    change.join();
    assertThat(shop.emitters.definitions()).isEmpty();
    assertThat(log.entries.keySet()).noneMatch(key -> key.contains(id));
  }

  private static void await(CountDownLatch latch, Duration limit) {
    try {
      assertThat(latch.await(limit.toMillis(), TimeUnit.MILLISECONDS) || limit.toSeconds() == 0)
          .isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
