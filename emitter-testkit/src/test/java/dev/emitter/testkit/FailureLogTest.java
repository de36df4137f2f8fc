package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.delivery.EmitterState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the log of the application says of deliveries: nothing while all goes well. */
@Tag("R2")
final class FailureLogTest {

  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
  private static final Logger LIBRARY = Logger.getLogger("dev.emitter");

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Shop shop = new Shop();
  private final Handler handler =
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

  @BeforeEach
  void listen() {
    LIBRARY.addHandler(handler);
  }

  @AfterEach
  void close() {
    LIBRARY.removeHandler(handler);
    shop.close();
  }

  /** Returns what was logged of emitter a. */
  private List<String> lines(Level level) {
    SimpleFormatter formatter = new SimpleFormatter();
    return records.stream()
        .filter(one -> one.getLevel().equals(level))
        .map(formatter::formatMessage)
        .filter(line -> line.startsWith("emitter a") || line.startsWith("handler a"))
        .toList();
  }

  @Test
  void saysNothingWhileAllGoesWell() {
    shop.with(define("a")).publish(100).idle();
    assertThat(records).isEmpty();
  }

  @Test
  void saysWhenAnEmitterBeginsToFailAndWhenItIsWell() {
    shop.with(define("a"));
    shop.webhook.failNext(3, "no connection");
    shop.publish(2).advance(Duration.ofMinutes(5)).idle();
    await().atMost(ONE_MINUTE).until(() -> lines(Level.INFO).size() == 1);
    assertThat(lines(Level.WARNING))
        .containsExactly(
            "emitter a: event 1 at position 1 was not delivered and is tried again: no connection");
    assertThat(lines(Level.INFO))
        .containsExactly("emitter a delivers again, since event 1 at position 1");
  }

  @Test
  void saysSoOnceAMinuteOfOneThatFailsNowAndThen() {
    shop.with(define("a"));
    for (int i = 0; i < 30; i++) {
      shop.webhook.failNext(1, "now and then");
      shop.publish(1).advance(Duration.ofSeconds(10)).idle();
    }
    assertThat(lines(Level.WARNING)).hasSizeBetween(4, 6);
  }

  @Test
  void saysWhichEventsAreParkedButNotOfAThousand() {
    shop.with(define("a"));
    shop.webhook.rejectNext("too large");
    shop.publish(1).idle();
    await().atMost(ONE_MINUTE).until(() -> lines(Level.WARNING).size() == 1);
    assertThat(lines(Level.WARNING).get(0))
        .isEqualTo("emitter a: event 1 at position 1 is parked: too large");
    for (int i = 0; i < 1_000; i++) {
      shop.webhook.rejectNext("too large");
      shop.publish(1).idle();
    }
    assertThat(lines(Level.WARNING)).hasSize(10);
    assertThat(lines(Level.WARNING).get(9)).endsWith("more within this minute are not told");
  }

  @Test
  void saysThatAPersonHasEnabledIt() {
    shop.with(define("a"));
    shop.emitters.disable("a", "to look");
    shop.publish(3).quiet();
    assertThat(shop.emitters.status("a").state()).isEqualTo(EmitterState.DISABLED);
    shop.emitters.enable("a");
    shop.idle();
    assertThat(lines(Level.INFO)).anyMatch(line -> line.startsWith("emitter a is enabled"));
  }

  @Test
  void saysWhereAHandlerFailedOnceUntilItIsWell() {
    shop.emitters.on(
        "a",
        Shop.ORDERS,
        (topic, event) -> {
          if (!event.getId().equals("3")) {
            throw new IllegalStateException("down");
          }
        });
    shop.publish(1).advance(Duration.ofMinutes(5));
    await().atMost(ONE_MINUTE).until(() -> !lines(Level.WARNING).isEmpty());
    assertThat(records.stream().filter(one -> one.getThrown() != null))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.getThrown().getStackTrace()[0].getClassName())
                    .startsWith(FailureLogTest.class.getName()));
  }
}
