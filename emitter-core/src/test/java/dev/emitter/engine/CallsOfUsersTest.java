package dev.emitter.engine;

import static dev.emitter.engine.EngineFixture.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.topic.Topic;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users whose channels compute or wait for long, such as for a mapping: who waits for them. */
@Tag("D4")
@Tag("safety")
final class CallsOfUsersTest {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final Topic OTHER = Topic.of("other");

  private final EngineFixture fixture = new EngineFixture(MemoryEventLog.create());
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger hanging = new AtomicInteger();

  @AfterEach
  void close() {
    goOn.countDown();
    fixture.close();
  }

  private DeliveryResult answer(Delivery delivery) {
    if (delivery.emitterId().startsWith("hostile")) {
      hanging.incrementAndGet();
      try {
        goOn.await(2, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return DeliveryResult.delivered();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nobodyWaitsForThoseOfOthers(boolean blocking) throws InterruptedException {
    fixture.channel.traits = blocking ? ChannelTraits.blocking(1) : ChannelTraits.of(1);
    fixture.channel.answer = this::answer;
    int each = 2 * PROCESSORS + 2;
    for (int i = 0; i < each; i++) {
      fixture.add(define("hostile-e" + i).owner("eve").build());
      fixture.add(define("hostile-m" + i).owner("mallory").build());
    }
    fixture.add(define("ann").owner("ann").topics(List.of(OTHER)).build());
    fixture.add(define("operators").topics(List.of(OTHER)).build());
    fixture.publish(1);
    await().atMost(ONE_MINUTE).until(() -> hanging.get() >= 2);
    fixture.publish(OTHER, 1);
    await().atMost(ONE_MINUTE).until(() -> fixture.delivered("ann").size() == 1);
    await().atMost(ONE_MINUTE).until(() -> fixture.delivered("operators").size() == 1);
    if (!blocking) {
      assertThat(hanging).hasValueLessThanOrEqualTo(2 * Math.max(1, PROCESSORS / 2));
    }
    goOn.countDown();
    fixture.idle();
    for (int i = 0; i < each; i++) {
      assertThat(fixture.delivered("hostile-e" + i)).containsExactly(1, 2);
      assertThat(fixture.delivered("hostile-m" + i)).containsExactly(1, 2);
    }
  }
}
