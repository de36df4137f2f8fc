package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.log.MemoryEventLog;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import dev.emitter.topic.Topic;
import dev.emitter.topic.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The log lets events go that an emitter has under way or has settled, and is to read again. */
@Tag("R1")
final class DroppedWhileBehindTest {

  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
  private static final String JSON = "{\"type\": \"Webhook\", \"topics\": [[\"t\"]]%s}";

  private final CountDownLatch reading = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private volatile boolean slow;

  /** A directory that is slow for the threads that read for emitters which are behind. */
  private User user(String name) {
    if (slow && Thread.currentThread().getName().startsWith("emitter-reader")) {
      reading.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return new User(name, true);
  }

  @Test
  void goesOnBehindWhatItHasSettledMeanwhile() {
    try (Shop shop =
        new Shop(
            builder ->
                builder
                    .users(this::user)
                    .catalogue(new Catalogue(List.of()), CatalogueMode.OFF)
                    .log(MemoryEventLog.builder().maxEvents(40).build()))) {
      String id = shop.emitters.registerUser("ann", JSON.formatted("")).id();
      shop.webhook.hang();
      String large = "y".repeat(500_000);
      for (int i = 0; i < 10; i++) {
        shop.emitters.publish(Topic.of("t"), "placed", Map.of("text", large));
      }
      await().atMost(ONE_MINUTE).until(() -> shop.webhook.hanging() == 1);
      await().atMost(ONE_MINUTE).until(() -> shop.emitters.status(id).queuedBytes() > 4 << 20);
      slow = true;
      shop.emitters.changeUser("ann", id, 1, JSON.formatted(", \"description\": \"one\""));
      await().atMost(ONE_MINUTE).until(() -> reading.getCount() == 0);
      shop.emitters.changeUser("ann", id, 2, JSON.formatted(", \"description\": \"two\""));
      shop.webhook.release();
      await().atMost(ONE_MINUTE).until(() -> shop.emitters.status(id).delivered() == 1);
      for (int i = 0; i < 60; i++) {
        shop.emitters.publish(Topic.of("other"), "placed", Map.of());
      }
      await().atMost(ONE_MINUTE).until(() -> shop.emitters.status(id).dropped() == 1);
      assertThat(shop.emitters.status()).hasSize(1);
      slow = false;
      goOn.countDown();
      shop.idle();
      assertThat(shop.webhook.deliveredIds(id)).hasSize(9).doesNotHaveDuplicates();
      assertThat(shop.emitters.status(id).delivered()).isEqualTo(9);
    }
  }
}
