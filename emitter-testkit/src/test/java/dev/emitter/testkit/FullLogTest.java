package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.definition.DeliverySettings;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.log.EventLogException;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.WhenFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A disabled emitter fills a log in memory of ten events. */
@Tag("R3")
final class FullLogTest {

  private @Nullable Shop opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private Shop full(WhenFull whenFull) {
    Shop shop =
        new Shop(
                builder ->
                    builder.log(
                        MemoryEventLog.builder()
                            .maxEvents(10)
                            .whenFull(whenFull)
                            .blockFor(Duration.ofMillis(20))
                            .build()))
            .with(
                define("works"),
                define("off").delivery(DeliverySettings.DEFAULT.withQueueCapacity(1)));
    opened = shop;
    shop.emitters.disable("off", "by a test");
    return shop.publish(10).idle();
  }

  @Test
  void failsAfterAWaitAndNamesTheHolder() {
    Shop shop = full(WhenFull.BLOCK);
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> shop.publish(1))
        .withMessageContaining("10 events")
        .withMessageContaining("emitter \"off\" (disabled)");
    assertThat(shop.webhook.deliveredIds("works")).isEqualTo(Shop.ids(1, 10));
  }

  @Test
  void failsAtOnceWhereItIsToldTo() {
    Shop shop = full(WhenFull.FAIL);
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> shop.publish(1))
        .withMessageContaining("emitter \"off\" (disabled)");
  }

  @Test
  void goesOnOnceTheHolderHasDelivered() {
    Shop shop = full(WhenFull.FAIL);
    shop.emitters.enable("off");
    shop.idle();
    assertThat(shop.webhook.deliveredIds("off")).isEqualTo(Shop.ids(1, 10));
  }

  @Test
  void goesOnOnceTheHolderIsRemoved() {
    Shop shop = full(WhenFull.FAIL);
    shop.emitters.remove("off");
    await()
        .atMost(ONE_MINUTE)
        .untilAsserted(() -> assertThatNoException().isThrownBy(() -> shop.publish(1)));
  }

  @Test
  void losesTheOldestToTheOneThatHasNotReadIt() {
    Shop shop = full(WhenFull.DROP_OLDEST).publish(5).idle();
    shop.emitters.enable("off");
    shop.idle();
    List<String> kept = new ArrayList<>(List.of("1")); // what it holds itself is not lost
    kept.addAll(Shop.ids(6, 15));
    assertThat(shop.webhook.deliveredIds("off")).isEqualTo(kept);
    assertThat(shop.webhook.deliveredIds("works")).isEqualTo(Shop.ids(1, 15));
    EmitterStatus off = shop.emitters.status("off");
    assertThat(off.dropped()).isEqualTo(4);
    assertThat(off.matched()).isEqualTo(15);
    assertThat(off.delivered()).isEqualTo(11);
    assertThat(shop.emitters.status("works").dropped()).isZero();
  }

  @Test
  void losesTheNewestToEveryone() {
    Shop shop = full(WhenFull.DROP_NEWEST).publish(5).idle();
    shop.emitters.enable("off");
    shop.idle();
    assertThat(shop.webhook.deliveredIds("off")).isEqualTo(Shop.ids(1, 10));
    assertThat(shop.webhook.deliveredIds("works")).isEqualTo(Shop.ids(1, 10));
    assertThat(shop.emitters.status("off").dropped()).isEqualTo(5);
    assertThat(shop.emitters.status("works").dropped()).isEqualTo(5);
  }
}
