package dev.emitter.log.disk;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ManualClock;
import dev.emitter.testkit.RecordingChannel;
import dev.emitter.testkit.TestEmitters;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted is delivered also when the cursors are gone: the log still has the events. */
final class LostStateTest {

  private static final String WEBHOOK = "{\"type\": \"Any\", \"topics\": [[\"orders\"]]}";
  private static final Topic ORDERS = Topic.of("orders");

  private final Logger quiet = Logger.getLogger("dev.emitter");
  private final ManualClock clock = ManualClock.create();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void beQuiet() {
    quiet.setLevel(Level.OFF);
  }

  @AfterEach
  void speakAgain() {
    quiet.setLevel(null);
  }

  private TestEmitters start(String... ids) {
    TestEmitters.Builder builder =
        TestEmitters.builder()
            .clock(clock)
            .channel(RecordingChannel.of("Any"))
            .log(DiskEventLog.builder(folder).clock(clock.clock()).open());
    for (String id : ids) {
      builder.definition(id, WEBHOOK);
    }
    return builder.start();
  }

  /** Leaves three events in the backlog of an emitter that could not deliver them. */
  private void leaveBacklog() {
    try (TestEmitters shop = start("orders")) {
      shop.script("orders").failWhile(delivery -> true);
      publish(shop, "1", "2", "3");
      shop.settle().advance(Duration.ofSeconds(1));
    }
  }

  private static void publish(TestEmitters shop, String... values) {
    for (String value : values) {
      shop.emitters().publish(ORDERS, "order.placed", Map.of("number", value));
    }
  }

  private void eachStateFile(Consumer<Path> change) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> states =
          files.filter(file -> file.getFileName().toString().startsWith("state-")).toList();
      Assertions.assertThat(states).isNotEmpty();
      states.forEach(change);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes a character of each line that tells of an emitter. */
  private static void damage(Path file) {
    try {
      Files.writeString(file, Files.readString(file).replace("emitter/", "emittes/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertGetsAll(TestEmitters shop) {
    assertThat(shop.events())
        .deliveredInOrderTo(
            "orders",
            event().with("number", "1"),
            event().with("number", "2"),
            event().with("number", "3"));
  }

  @Test
  void keepsTheBacklogOfAStateThatIsThere() {
    leaveBacklog();
    try (TestEmitters shop = start("orders")) {
      assertGetsAll(shop);
    }
  }

  @Test
  void deliversAllTheLogHasWhenTheStateIsGone() {
    leaveBacklog();
    eachStateFile(LostStateTest::delete);
    try (TestEmitters shop = start("orders")) {
      assertGetsAll(shop);
    }
  }

  @Test
  void deliversAllTheLogHasWhenTheStateIsDamaged() {
    leaveBacklog();
    eachStateFile(LostStateTest::damage);
    try (TestEmitters shop = start("orders")) {
      assertGetsAll(shop);
    }
  }

  @Test
  void doesNotForgetTheDoubtBeforeTheEmitterIsBack() {
    leaveBacklog();
    eachStateFile(LostStateTest::damage);
    try (TestEmitters shop = start()) {
      shop.advance(Duration.ofMinutes(9));
    }
    try (TestEmitters shop = start("orders")) {
      assertGetsAll(shop);
    }
  }

  @Test
  void deliversOnceMoreOnly() {
    leaveBacklog();
    eachStateFile(LostStateTest::delete);
    try (TestEmitters shop = start("orders")) {
      assertGetsAll(shop);
      shop.advance(Duration.ofSeconds(1));
    }
    try (TestEmitters shop = start("orders")) {
      assertThat(shop.events()).nothingDeliveredTo("orders");
    }
  }

  @Test
  void takesAnEmitterForNewOnceTheOthersHadTheirTime() {
    leaveBacklog();
    eachStateFile(LostStateTest::delete);
    try (TestEmitters shop = start("orders")) {
      shop.advance(Duration.ofMinutes(11));
      shop.emitters()
          .register(EmitterDefinition.builder("later", "Any").topics(List.of(ORDERS)).build());
      publish(shop, "4");
      assertThat(shop.events()).deliveredOnlyTo("later", event().with("number", "4"));
    }
    try (TestEmitters shop = start("orders", "new")) {
      assertThat(shop.events()).nothingDeliveredTo("new");
    }
  }
}
