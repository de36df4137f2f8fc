package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Notice;
import dev.emitter.log.EventLogException;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.WhenFull;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user's emitter does not take keeps no publisher waiting: it is lost to it alone. */
@Tag("R3")
@Tag("safety")
final class UsersAndFullLogTest {

  private static final String JSON =
      "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]], \"delivery\": {\"queueCapacity\": 5}}";
  private static final int ROOM = 100;
  private static final int MANY = 1_000;

  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private @Nullable Shop opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private Shop open(WhenFull whenFull, Duration blockFor) {
    Shop shop =
        new Shop(
            builder ->
                builder
                    .notifier(notices::add)
                    .log(
                        MemoryEventLog.builder()
                            .maxEvents(ROOM)
                            .whenFull(whenFull)
                            .blockFor(blockFor)
                            .build()));
    opened = shop;
    return shop.with(define("works"));
  }

  @Test
  void aDisabledOneLosesTheOldestAndIsTold() {
    Shop shop = open(WhenFull.BLOCK, Duration.ofMinutes(1));
    String ann = shop.emitters.registerUser("ann", JSON).id();
    shop.emitters.disable(ann, "by a test");
    shop.publish(MANY).idle();
    assertThat(shop.webhook.deliveredIds("works")).isEqualTo(Shop.ids(1, MANY));

    shop.emitters.enable(ann);
    shop.idle();
    EmitterStatus status = shop.emitters.status(ann);
    List<String> delivered = shop.webhook.deliveredIds(ann);
    assertThat(status.dropped()).isGreaterThanOrEqualTo(MANY - ROOM - 5);
    assertThat(status.dropped() + delivered.size()).isEqualTo(MANY);
    assertThat(status.matched()).isEqualTo(MANY);
    assertThat(delivered).startsWith("1", "2", "3", "4", "5").endsWith(Integer.toString(MANY));
    assertThat(shop.emitters.status("works").dropped()).isZero();
    assertThat(shop.emitters.limitsReached()).containsEntry("log", status.dropped());
    await().atMost(ONE_MINUTE).until(() -> !notices.isEmpty());
    assertThat(notices)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.what()).isEqualTo(Notice.What.LIMITED);
              assertThat(notice.emitterId()).isEqualTo(ann);
              assertThat(notice.owner()).isEqualTo("ann");
              assertThat(notice.reason()).contains("the log had to let events go");
            });
  }

  @Test
  void oneWhoseReceiverDoesNotAnswerLosesTheOldest() {
    Shop shop = open(WhenFull.BLOCK, Duration.ofMinutes(1));
    String ann = shop.emitters.registerUser("ann", JSON).id();
    shop.webhook.script(ann).hang();
    shop.publish(MANY);
    await()
        .atMost(ONE_MINUTE)
        .untilAsserted(
            () -> assertThat(shop.webhook.deliveredIds("works")).isEqualTo(Shop.ids(1, MANY)));
    assertThat(shop.emitters.status(ann).dropped()).isGreaterThanOrEqualTo(MANY - ROOM - 5);
  }

  @Test
  void operatorsHoldTheLogAsTheyChose() {
    Shop shop = open(WhenFull.BLOCK, Duration.ofMillis(20));
    shop.emitters.registerUser("ann", JSON);
    shop.emitters.disable("works", "by a test");
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> shop.publish(MANY))
        .withMessageContaining("emitter \"works\" (disabled)");
    assertThat(shop.emitters.status("works").dropped()).isZero();
  }

  @Test
  void nobodyLosesAnythingWhileThereIsRoom() {
    Shop shop = open(WhenFull.FAIL, Duration.ZERO);
    String ann = shop.emitters.registerUser("ann", JSON).id();
    shop.emitters.disable(ann, "by a test");
    shop.publish(ROOM / 4 * 3).idle();
    shop.emitters.enable(ann);
    shop.idle();
    assertThat(shop.webhook.deliveredIds(ann)).isEqualTo(Shop.ids(1, ROOM / 4 * 3));
    assertThat(shop.emitters.status(ann).dropped()).isZero();
    assertThat(notices).isEmpty();
  }
}
