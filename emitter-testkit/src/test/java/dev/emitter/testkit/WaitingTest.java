package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.ParkedEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Waiting for emitters ends neither too early nor never. */
final class WaitingTest {

  private static final Duration MOMENT = Duration.ofMillis(50);

  @Test
  @Tag("R6")
  void lastsUntilWhatHappenedIsPublished() {
    CountDownLatch told = new CountDownLatch(1);
    EmitterListener slow =
        new EmitterListener() {
          @Override
          public void parked(ParkedEvent event) {
            try {
              told.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (Shop shop = new Shop(builder -> builder.listener(slow))) {
      shop.with(define("watcher").topic("emitter"), define("a").topic("orders")).idle();
      shop.webhook.clear().rejectNext("too large");
      shop.publish(1);
      assertThat(shop.emitters.awaitIdle(MOMENT)).as("idle before it has published").isFalse();
      assertThat(shop.emitters.awaitQuiet(MOMENT)).as("quiet before it has published").isFalse();
      told.countDown();
      shop.idle();
      assertThat(shop.webhook.delivered("watcher"))
          .extracting(delivery -> delivery.event().event().getType())
          .containsExactlyInAnyOrder("DeliveryFailed", "EmitterUnstable");
    }
  }
}
