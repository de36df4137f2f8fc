package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.Registration;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DefinitionStore;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.StartFrom;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.handler.EventHandler;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.Position;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.VersionConflictException;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who exists: ids, where emitters come from, and what is stored before it takes effect. */
@Tag("D3")
@Timeout(120)
final class RegistryTest {

  private static final String JSON = "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}";
  private static final Duration BOUND = Duration.ofSeconds(30);

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

  private static DeliverySettings after(String id) {
    return DeliverySettings.DEFAULT.withAfter(id);
  }

  // Emitters that wait for each other.

  @Test
  void refusesAFileThatWouldWaitForOneThatWaitsForIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.json");
    Files.writeString(file, JSON);
    RecordingChannel webhook = RecordingChannel.of("Webhook");
    try (Emitters emitters = Emitters.builder().definitions(folder).channel(webhook).start()) {
      emitters.register(define("reg").delivery(after("a")).build());
      Files.writeString(file, JSON.replace("}", ", \"delivery\": {\"after\": [\"reg\"]}}"));
      await()
          .atMost(BOUND)
          .untilAsserted(
              () ->
                  assertThat(emitters.problems())
                      .anySatisfy(
                          one ->
                              assertThat(one.toString())
                                  .contains("a.json", "wait for each other", "a -> reg -> a")));
      emitters.publish(Shop.ORDERS, Shop.event("1"));
      assertThat(emitters.awaitIdle(BOUND)).isTrue();
      assertThat(webhook.deliveredIds("reg")).containsExactly("1");
      Files.writeString(file, JSON);
      await().atMost(BOUND).until(() -> emitters.problems().isEmpty());
    }
  }

  @Test
  void refusesOneThatWouldWaitForItself() {
    Shop shop = start(define("a"), define("b").delivery(after("a")));
    EmitterDefinition changed = define("a").delivery(after("b")).build();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> shop.emitters.register(changed))
        .withMessageContaining("a -> b -> a");
    shop.publish(1).idle();
    assertThat(shop.webhook.deliveredIds("b")).containsExactly("1");
  }

  // Faults of files.

  @Test
  void forgetsTheFaultOfAFileThatSaysAgainWhatItSaid(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.json");
    Files.writeString(file, JSON);
    try (Emitters emitters =
        Emitters.builder().definitions(folder).channel(RecordingChannel.of("Webhook")).start()) {
      Files.writeString(file, "{\"type\": \"Webhok\"}");
      await().atMost(BOUND).until(() -> emitters.problems().size() == 1);
      Files.writeString(file, JSON);
      await().atMost(BOUND).until(() -> emitters.problems().isEmpty());
      Files.writeString(folder.resolve("b.json"), "{");
      await().atMost(BOUND).until(() -> emitters.problems().size() == 1);
      Files.delete(folder.resolve("b.json"));
      await().atMost(BOUND).until(() -> emitters.problems().isEmpty());
    }
  }

  @Test
  void putsAFileToWorkOnceItsBeginningCanBeStored(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.json"), JSON);
    RecordingChannel webhook = RecordingChannel.of("Webhook");
    try (Emitters emitters =
        Emitters.builder()
            .closeGrace(Duration.ZERO)
            .log(log.next())
            .definitions(folder)
            .channel(webhook)
            .start()) {
      log.full = true;
      Files.writeString(folder.resolve("late.json"), JSON);
      await()
          .atMost(BOUND)
          .untilAsserted(
              () ->
                  assertThat(emitters.problems())
                      .anySatisfy(
                          one -> assertThat(one.toString()).contains("late", "the disk is full")));
      log.full = false;
      await().atMost(BOUND).until(() -> emitters.problems().isEmpty());
      assertThat(emitters.definitions()).extracting("id").containsExactly("a", "late");
      emitters.publish(Shop.ORDERS, Shop.event("1"));
      await().atMost(BOUND).until(() -> webhook.deliveredIds("late").contains("1"));
    }
  }

  @Test
  void opensTheChannelOfAFileAgainAndTellsOnceWhyItCouldNot(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("a.json"), JSON);
    AtomicInteger opened = new AtomicInteger();
    List<String> told = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            told.add(new SimpleFormatter().formatMessage(entry));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger library = Logger.getLogger("dev.emitter");
    library.addHandler(handler);
    try (Emitters emitters =
        Emitters.builder()
            .closeGrace(Duration.ZERO)
            .definitions(folder)
            .channel(RecordingChannel.of("Webhook"))
            .channelDecorator(
                (emitter, channel) -> {
                  if (opened.incrementAndGet() <= 4) { // twice at the start: together, and alone
                    throw new IllegalStateException("the broker is not there yet");
                  }
                  return channel;
                })
            .start()) {
      assertThat(emitters.problems()).hasSize(1);
      await().atMost(BOUND).until(() -> emitters.problems().isEmpty());
      assertThat(emitters.definitions()).extracting("id").containsExactly("a");
      assertThat(opened.get()).isEqualTo(5);
    } finally {
      library.removeHandler(handler);
    }
    assertThat(told)
        .filteredOn(line -> line.contains("the broker is not there yet"))
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("definition refused: "));
    assertThat(told).filteredOn(line -> line.contains("emitter a is at work now")).hasSize(1);
  }

  // Users.

  @Test
  void registersNoEmitterOfAUserThatCannotBeStored() {
    Shop shop = start();
    log.full = true;
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> shop.emitters.registerUser("ann", JSON));
    assertThat(shop.emitters.definitions()).isEmpty();
    assertThat(shop.emitters.userDefinitions("ann")).isEmpty();
    assertThat(shop.webhook.open()).isZero();
    log.full = false;
    shop.quiet();
    shop.emitters.remove("nobody");
    assertThat(log.entries.keySet()).noneMatch(key -> key.startsWith("beginning/"));
    assertThat(start().emitters.absent()).isEmpty();
  }

  @Test
  void opensTheChannelOfAUsersEmitterAgainAfterAStart() {
    Shop first = start();
    String id = first.emitters.registerUser("ann", JSON).id();
    first.close();
    AtomicInteger opened = new AtomicInteger();
    Shop second =
        new Shop(
            builder ->
                builder
                    .log(log.next())
                    .channelDecorator(
                        (emitter, channel) -> {
                          if (opened.incrementAndGet() <= 2) {
                            throw new IllegalStateException("the broker is not there yet");
                          }
                          return channel;
                        }));
    shops.add(second);
    assertThat(second.emitters.problems()).hasSize(1);
    second.publish(1);
    second.advance(Duration.ofSeconds(1));
    await().atMost(BOUND).until(() -> opened.get() == 2);
    await()
        .atMost(BOUND)
        .until(
            () -> {
              second.advance(Duration.ofSeconds(2));
              return second.emitters.problems().isEmpty();
            });
    second.idle();
    await().atMost(BOUND).until(() -> second.webhook.deliveredIds(id).contains("1"));
    assertThat(opened.get()).isEqualTo(3);
  }

  @Test
  void keepsAnEmitterOfAUserWhoseRemovalCannotBeStored() {
    Shop shop = start();
    String id = shop.emitters.registerUser("ann", JSON).id();
    log.full = true;
    assertThatExceptionOfType(EventLogException.class).isThrownBy(() -> shop.emitters.remove(id));
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> shop.emitters.removeUser("ann", id, 1));
    log.full = false;
    shop.publish(1).idle();
    assertThat(shop.webhook.deliveredIds(id)).containsExactly("1");
    shop.emitters.removeUser("ann", id, 1);
    assertThat(shop.emitters.definitions()).isEmpty();
    assertThat(start().emitters.definitions()).isEmpty();
  }

  @Test
  void changesAnEmitterOfAUserOnlyByItsOwnerAndVersion() {
    Shop shop = start();
    Registration ann = shop.emitters.registerUser("ann", JSON);
    assertThat(ann.version()).isEqualTo(1);
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> shop.emitters.changeUser("bob", ann.id(), 1, JSON))
        .withMessageContaining("no emitter");
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> shop.emitters.removeUser("bob", ann.id(), 1));
    assertThat(shop.emitters.changeUser("ann", ann.id(), 1, JSON).version()).isEqualTo(2);
    assertThatExceptionOfType(VersionConflictException.class)
        .isThrownBy(() -> shop.emitters.changeUser("ann", ann.id(), 1, JSON))
        .withMessageContaining("has version 2 by now");
    assertThatExceptionOfType(VersionConflictException.class)
        .isThrownBy(() -> shop.emitters.removeUser("ann", ann.id(), 1));
    assertThat(start().emitters.userDefinitions("ann"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.version()).isEqualTo(2);
              assertThat(one.json()).isEqualTo(JSON);
            });
    assertThat(shop.emitters.userDefinitions("bob")).isEmpty();
  }

  @Test
  void keepsDefinitionsWhereTheApplicationWants() {
    List<StoredDefinition> kept = new ArrayList<>();
    DefinitionStore store =
        new DefinitionStore() {
          @Override
          public List<StoredDefinition> all() {
            return List.copyOf(kept);
          }

          @Override
          public void put(StoredDefinition definition) {
            kept.removeIf(one -> one.id().equals(definition.id()));
            kept.add(definition);
          }

          @Override
          public void remove(String id, long version) {
            kept.removeIf(one -> one.id().equals(id));
          }
        };
    Shop first = new Shop(builder -> builder.definitionStore(store));
    shops.add(first);
    String id = first.emitters.registerUser("ann", JSON).id();
    Shop second = new Shop(builder -> builder.definitionStore(store));
    shops.add(second);
    assertThat(second.emitters.userDefinitions("ann")).extracting("id").containsExactly(id);
    second.publish(1).idle();
    assertThat(second.webhook.deliveredIds(id)).containsExactly("1");
    second.emitters.removeUser("ann", id, 1);
    assertThat(kept).isEmpty();
  }

  @Test
  void letsTheApplicationTakeNoIdOfAUserOrHandler() {
    Shop shop = start();
    String id = shop.emitters.registerUser("ann", JSON).id();
    shop.emitters.on("code", Shop.ORDERS, (topic, event) -> {});
    for (String taken : List.of(id, "code")) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> shop.emitters.register(define(taken).build()))
          .withMessageContaining("belongs to an emitter that");
    }
  }

  // What was removed.

  @Test
  void forgetsWhatWasRemovedLongAgoAndTheOldestOfMany() {
    Shop first = start();
    for (int i = 0; i < 1_500; i++) {
      first.with(define("e" + i));
      first.advance(Duration.ofMillis(1)).emitters.remove("e" + i);
    }
    assertThat(log.entries.keySet().stream().filter(key -> key.startsWith("emitter/")))
        .hasSize(1_000)
        .doesNotContain("emitter/e0")
        .contains("emitter/e1499");
    first.close();
    Shop second = new Shop(builder -> builder.log(log.next()));
    shops.add(second);
    second.close();
    Instant later = first.clock.clock().instant().plus(Duration.ofDays(31));
    Shop third = new Shop(builder -> builder.log(log.next()).time(ManualClock.at(later)));
    shops.add(third);
    third.emitters.remove("nobody");
    assertThat(log.entries.keySet()).noneMatch(key -> key.startsWith("emitter/"));
  }

  @Test
  void forgetsAnAbsentEmitterThatIsRemoved() {
    start(define("a")).publish(1).idle().close();
    Shop second = start();
    assertThat(second.emitters.absent()).containsExactly("a");
    assertThat(second.emitters.remove("a")).isTrue();
    assertThat(second.emitters.absent()).isEmpty();
    assertThat(log.entries).doesNotContainKey("emitter/a");
  }

  // Handlers.

  /** A handler with a name. */
  private static final class Billing implements EventHandler {

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    @Override
    public void handle(Topic topic, CloudEvent event) {
      if (failing) {
        throw new IllegalStateException("down");
      }
      handled.add(event.getId());
    }
  }

  @Test
  void findsTheCursorOfAHandlerByItsClassAndTopic() {
    Shop first = start();
    Billing down = new Billing();
    down.failing = true;
    String id = first.emitters.on(Shop.ORDERS, down);
    assertThat(id).isEqualTo("handler-RegistryTest$Billing-orders.eu");
    first.publish(1).quiet();
    first.close();
    Shop second = start();
    second.emitters.on("other", Shop.ORDERS, new Billing()); // another one comes first
    Billing mended = new Billing();
    assertThat(second.emitters.on(Shop.ORDERS, mended)).isEqualTo(id);
    second.idle();
    assertThat(mended.handled).containsExactly("1");
  }

  @Test
  void refusesHandlersThatNoLaterProcessWouldKnow() {
    Shop shop = start();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shop.emitters.on(Shop.ORDERS, (topic, event) -> {}))
        .withMessageContaining("on(\"a-name\", topic, handler)");
    EventHandler anonymous =
        new EventHandler() {
          @Override
          public void handle(Topic topic, CloudEvent event) {}
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shop.emitters.on(Shop.ORDERS, anonymous))
        .withMessageContaining("anonymous");
    shop.emitters.on(Shop.ORDERS, new Billing());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shop.emitters.on(Shop.ORDERS, new Billing()))
        .withMessageContaining("give one of the handlers a name");
    Shop inMemory = new Shop();
    shops.add(inMemory);
    assertThat(inMemory.emitters.on(Shop.ORDERS, (topic, event) -> {}))
        .isEqualTo("handler-1-orders.eu");
  }

  @Test
  void goesOnWhereAHandlerWithANumberWas() {
    Shop first = start();
    Billing down = new Billing();
    down.failing = true;
    first.emitters.on("handler-1-orders.eu", Shop.ORDERS, down);
    first.publish(2).quiet();
    first.close();
    Shop second = start();
    Billing mended = new Billing();
    String id = second.emitters.on(Shop.ORDERS, mended);
    second.idle();
    assertThat(mended.handled).containsExactly("1", "2");
    assertThat(second.emitters.absent()).isEmpty();
    second.close();
    assertThat(log.entries)
        .containsKey("emitter/" + id)
        .doesNotContainKey("emitter/handler-1-orders.eu");
  }

  @Test
  void leavesAloneWhereSeveralHandlersWithNumbersWere() {
    Shop first = start();
    first.emitters.on("handler-1-orders.eu", Shop.ORDERS, new Billing());
    first.emitters.on("handler-2-orders.eu", Shop.ORDERS, new Billing());
    first.publish(2).idle();
    first.close();
    Shop second = start();
    second.emitters.on(Shop.ORDERS, new Billing());
    assertThat(second.emitters.absent())
        .containsExactly("handler-1-orders.eu", "handler-2-orders.eu");
  }

  @Test
  void sharesNoHandlersBetweenTwoStartsOfOneBuilder() {
    EmittersBuilder builder = Emitters.builder().closeGrace(Duration.ZERO);
    try (Emitters one = builder.start();
        Emitters other = builder.start()) {
      one.on("code", Shop.ORDERS, (topic, event) -> {});
      other.on("code", Shop.ORDERS, (topic, event) -> {});
      one.remove("code");
      assertThat(other.definitions()).hasSize(1);
    }
  }

  /** It was asked about before the removal had its turn, when there was no handler yet. */
  @Test
  void forgetsTheHandlerOfAnEmitterThatIsRemovedWhileItIsBeingAdded() throws Exception {
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    Shop shop =
        new Shop(
            builder ->
                builder.channelDecorator(
                    (emitter, channel) -> {
                      opening.countDown();
                      pass(letGo);
                      return channel;
                    }));
    shops.add(shop);
    Thread adding = new Thread(() -> shop.emitters.on("h", Shop.ORDERS, (topic, event) -> {}));
    Thread removing = new Thread(() -> shop.emitters.remove("h"));
    adding.start();
    pass(opening);
    removing.start();
    await().atMost(BOUND).until(() -> removing.getState() == Thread.State.WAITING);
    letGo.countDown();
    adding.join();
    removing.join();
    assertThat(shop.emitters.definitions()).isEmpty();
    shop.emitters.on("h", Shop.ORDERS, (topic, event) -> {});
    assertThat(shop.emitters.definitions()).hasSize(1);
  }

  private static void pass(CountDownLatch latch) {
    try {
      assertThat(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void leavesTheHandlerOfAnEmitterThatIsAtWorkAfterManyWereRemoved() throws Exception {
    Shop shop = start();
    for (int i = 0; i < 200; i++) {
      String id = "h" + i;
      AtomicInteger handled = new AtomicInteger();
      EventHandler handler = (topic, event) -> handled.incrementAndGet();
      shop.emitters.on(id, Shop.ORDERS, (topic, event) -> {});
      Thread one = new Thread(() -> shop.emitters.remove(id));
      Thread other = new Thread(() -> shop.emitters.remove(id));
      one.start();
      other.start();
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofNanos(1))
          .atMost(BOUND)
          .ignoreException(IllegalArgumentException.class)
          .until(
              () -> {
                shop.emitters.on(id, Shop.ORDERS, handler);
                return true;
              });
      one.join();
      other.join();
      shop.publish(1).idle();
      assertThat(handled.get()).isEqualTo(shop.emitters.definitions().size());
      shop.emitters.remove(id);
    }
  }

  // Channels and the log.

  @Test
  void leavesNothingOpenIfTheLogCannotTellWhereAnEmitterBegins() {
    Shop shop = new Shop(builder -> builder.log(new UnreadableLog(log.next())));
    shops.add(shop);
    DeliverySettings settings =
        DeliverySettings.DEFAULT.withStartFrom(new StartFrom.At(Instant.EPOCH));
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> shop.with(define("a").delivery(settings)));
    assertThat(shop.webhook.open()).isZero();
    assertThat(shop.emitters.definitions()).isEmpty();
  }

  /** A log whose times cannot be read. */
  private static final class UnreadableLog extends ForwardingEventLog {

    UnreadableLog(EventLog log) {
      super(log);
    }

    @Override
    public Position positionBefore(Instant time) {
      throw new EventLogException("the disk is gone");
    }
  }

  @Test
  void answersForAChannelThatReturnsNothing() {
    try (Emitters emitters =
        Emitters.builder()
            .closeGrace(Duration.ZERO)
            .channel(new FaultyProvider(RecordingChannel.of("Webhook"), FaultyProvider::silent))
            .start()) {
      assertThat(emitters.test(define("a").build()).toCompletableFuture())
          .succeedsWithin(BOUND)
          .isInstanceOf(DeliveryResult.Retry.class);
    }
  }

  @Test
  void answersForAChannelThatHangs() {
    Shop shop = new Shop();
    shops.add(shop);
    shop.webhook.hang();
    CompletableFuture<DeliveryResult> answer =
        shop.emitters.test(define("a").build()).toCompletableFuture();
    await().atMost(BOUND).until(() -> shop.webhook.hanging() == 1);
    shop.clock.move(Duration.ofMinutes(16), () -> {});
    assertThat(answer).succeedsWithin(BOUND).isInstanceOf(DeliveryResult.Retry.class);
  }

  /** With a thread for each of them, nobody else has one. */
  @Test
  void storesTheCursorsOfOthersBesideHandlersThatHang() {
    Shop shop = start();
    CountDownLatch letGo = new CountDownLatch(1);
    AtomicInteger hanging = new AtomicInteger();
    try {
      for (int i = 0; i < 2_100; i++) {
        shop.emitters.on(
            "h" + i,
            Topic.of("hang"),
            (topic, event) -> {
              hanging.incrementAndGet();
              letGo.await(2, TimeUnit.MINUTES);
            });
      }
      shop.with(define("a").topic("orders"));
      shop.emitters.publish(Topic.of("hang"), Shop.event("x"));
      await().atMost(Duration.ofSeconds(60)).until(() -> hanging.get() >= 2_048);
      shop.publish(1);
      await().atMost(BOUND).until(() -> shop.webhook.deliveredIds("a").size() == 1);
      await()
          .atMost(BOUND)
          .until(
              () -> {
                shop.clock.move(Duration.ofSeconds(1), () -> {});
                return log.entry("routed").equals("2") && !log.entry("emitter/a").contains("at\":");
              });
    } finally {
      letGo.countDown();
    }
  }
}
