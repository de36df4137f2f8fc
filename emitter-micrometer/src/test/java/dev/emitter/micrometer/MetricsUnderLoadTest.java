package dev.emitter.micrometer;

import static dev.emitter.micrometer.Measured.define;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.delivery.EmitterStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The counts are exact when many threads publish while others read the meters. */
@Tag("U4")
@Timeout(240)
final class MetricsUnderLoadTest {

  private static final int THREADS = 8;
  private static final int EACH = 1_000;
  private static final int ALL = THREADS * EACH;

  @Test
  void areExact() throws Exception {
    try (Measured shop =
        new Measured(clock -> new SimpleMeterRegistry(), UnaryOperator.identity(), more -> more)) {
      shop.with(
          define("all"),
          define("placed").messages("order.placed"),
          define("parks").delivery(DeliverySettings.DEFAULT.withMaxAttempts(1)));
      shop.channel.answer(
          one ->
              one.emitterId().equals("parks") && one.event().event().getType().equals("order.lost")
                  ? DeliveryResult.rejected("lost")
                  : DeliveryResult.delivered());
      publishFromAllThreads(shop);
      shop.idle();
      assertThat(shop.value("emitter.published")).isEqualTo(ALL);
      assertThat(shop.registry.get("emitter.publish").timer().count()).isEqualTo(ALL);
      assertThat(shop.of("all", "emitter.delivered")).isEqualTo(ALL);
      assertThat(shop.of("all", "emitter.delivery", "outcome", "delivered")).isEqualTo(ALL);
      assertThat(shop.of("placed", "emitter.matched")).isEqualTo(ALL / 2.0);
      assertThat(shop.of("placed", "emitter.filtered")).isEqualTo(ALL / 2.0);
      assertThat(shop.of("parks", "emitter.parked")).isEqualTo(ALL / 2.0);
      for (EmitterStatus status : shop.emitters.status()) {
        assertThat(shop.of(status.id(), "emitter.matched")).isEqualTo((double) status.matched());
        assertThat(shop.of(status.id(), "emitter.filtered")).isEqualTo((double) status.filtered());
        assertThat(shop.of(status.id(), "emitter.delivered"))
            .isEqualTo((double) status.delivered());
      }
    }
  }

  private static void publishFromAllThreads(Measured shop) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try {
      List<Future<?>> publishers = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String type = thread % 2 == 0 ? "order.placed" : "order.lost";
        publishers.add(threads.submit(() -> shop.publish(EACH, type)));
      }
      Future<?> reader = threads.submit(() -> readAll(shop));
      for (Future<?> publisher : publishers) {
        publisher.get(60, TimeUnit.SECONDS);
      }
      reader.get(60, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void readAll(Measured shop) {
    for (int i = 0; i < 200; i++) {
      shop.registry.forEachMeter(meter -> meter.measure().forEach(one -> one.getValue()));
    }
  }
}
