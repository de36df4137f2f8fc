package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.emitter.Emitters;
import dev.emitter.Registration;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Closing delivers what can be delivered, and lets go of everything. */
@Tag("R3")
final class ClosingTest {

  private final Shop shop = new Shop().with(define("a"), define("b"));

  @Test
  void deliversWhatIsWaiting() {
    shop.publish(5_000);
    shop.emitters.close(Duration.ofSeconds(20));
    assertThat(shop.webhook.deliveredIds("a")).isEqualTo(Shop.ids(1, 5_000));
    assertThat(shop.webhook.deliveredIds("b")).isEqualTo(Shop.ids(1, 5_000));
    assertThat(shop.webhook.open()).isZero();
  }

  @Test
  void refusesToPublishAfterwards() {
    Emitters emitters = shop.emitters;
    shop.close();
    Topic topic = Shop.ORDERS;
    assertThatIllegalStateException().isThrownBy(() -> emitters.publish(topic, Shop.event("1")));
    assertThatIllegalStateException()
        .isThrownBy(() -> emitters.publishAsync(topic, Shop.event("1")));
    assertThatIllegalStateException()
        .isThrownBy(() -> emitters.publishAll(topic, List.of(Shop.event("1"))));
  }

  @Test
  void giveUpWhatHangsAtTheEndOfTheGrace() {
    shop.webhook.hang();
    shop.publish(1);
    shop.emitters.close(Duration.ZERO);
    assertThat(shop.emitters.status())
        .allSatisfy(status -> assertThat(status.state()).isEqualTo(EmitterState.CLOSED));
    shop.webhook.release();
  }

  @Test
  void doesNothingTheSecondTime() {
    shop.close();
    shop.close();
    assertThat(shop.webhook.open()).isZero();
  }

  /** Whoever registers an emitter while others are closed must not leave its channel open. */
  @Test
  void refusesAnEmitterWhoseChannelIsOpenedMeanwhile() throws Exception {
    RecordingChannel right = RecordingChannel.of("Slow");
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FaultyProvider slow =
        new FaultyProvider(
            right,
            channel -> {
              opening.countDown();
              await(goOn);
              return channel;
            });
    Emitters emitters = Emitters.builder().closeGrace(Duration.ZERO).channel(slow).start();
    CompletableFuture<Registration> registered =
        CompletableFuture.supplyAsync(
            () -> emitters.register(EmitterDefinition.builder("late", "Slow").build()));
    await(opening);
    emitters.close();
    goOn.countDown();
    assertThat(registered)
        .failsWithin(Duration.ofMinutes(1))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(IllegalStateException.class)
        .withMessageContaining("closed");
    assertThat(right.open()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
