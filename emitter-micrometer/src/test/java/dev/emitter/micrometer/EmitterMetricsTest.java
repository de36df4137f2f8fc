package dev.emitter.micrometer;

import static dev.emitter.micrometer.Measured.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.emitter.EmittersBuilder;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import dev.emitter.channel.Waiting;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.StartFrom;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.log.WhenFull;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The meters tell what the status tells, and what it does not. */
@Tag("U4")
final class EmitterMetricsTest {

  private Measured shop = new Measured();

  @AfterEach
  void close() {
    shop.close();
  }

  private void restart(UnaryOperator<EmittersBuilder> settings) {
    shop.close();
    shop = new Measured(UnaryOperator.identity(), settings);
  }

  @Test
  void countsWhatBecomesOfEvents() {
    DeliverySettings twice = DeliverySettings.DEFAULT.withMaxAttempts(2);
    shop.with(define("a").messages("order.placed"), define("b").delivery(twice));
    shop.channel.answer(
        one ->
            one.emitterId().equals("b") && one.event().event().getType().equals("order.lost")
                ? DeliveryResult.retry("not now")
                : DeliveryResult.delivered());
    shop.publish(5, "order.placed").publish(2, "order.lost");
    shop.advance(Duration.ofMinutes(5)).idle();
    assertThat(shop.value("emitter.published")).isEqualTo(7);
    assertThat(shop.of("a", "emitter.matched")).isEqualTo(5);
    assertThat(shop.of("a", "emitter.delivered")).isEqualTo(5);
    assertThat(shop.of("a", "emitter.filtered")).isEqualTo(2);
    assertThat(shop.of("a", "emitter.retried")).isZero();
    assertThat(shop.of("b", "emitter.matched")).isEqualTo(7);
    assertThat(shop.of("b", "emitter.delivered")).isEqualTo(5);
    assertThat(shop.of("b", "emitter.retried")).isEqualTo(2);
    assertThat(shop.of("b", "emitter.parked")).isEqualTo(2);
    assertThat(shop.of("b", "emitter.delivery", "outcome", "retry")).isEqualTo(4);
    shop.emitters.status().forEach(this::assertSameAs);
  }

  private void assertSameAs(EmitterStatus status) {
    assertThat(shop.of(status.id(), "emitter.matched")).isEqualTo((double) status.matched());
    assertThat(shop.of(status.id(), "emitter.delivered")).isEqualTo((double) status.delivered());
    assertThat(shop.of(status.id(), "emitter.filtered")).isEqualTo((double) status.filtered());
    assertThat(shop.of(status.id(), "emitter.retried")).isEqualTo((double) status.retried());
    assertThat(shop.of(status.id(), "emitter.parked")).isEqualTo((double) status.parked());
    assertThat(shop.of(status.id(), "emitter.dropped")).isEqualTo((double) status.dropped());
  }

  @Test
  void countsAsDroppedWhatWasGoneWhenAnEmitterBegan() {
    shop.with(define("a"));
    Position start = new SequencePosition(0);
    shop.metrics.droppedBetween("a", start, new SequencePosition(9), 7);
    shop.metrics.droppedBetween("unknown", start, new SequencePosition(9), 7);
    assertThat(shop.of("a", "emitter.dropped")).isEqualTo(7);
  }

  @Test
  void tellsHowLongCallsWereUnderWay() {
    shop.with(define("a"));
    shop.channel.hang();
    shop.publish(1, "order.placed").settle().advance(Duration.ofSeconds(30));
    assertThat(shop.of("a", "emitter.busy")).isEqualTo(30);

    shop.channel.release();
    shop.idle().advance(Duration.ofSeconds(30));
    assertThat(shop.of("a", "emitter.busy")).isEqualTo(30);
    assertThat(shop.emitters.status("a").busy()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void tellsTheLagInEventsAndSeconds() {
    shop.with(define("a"), define("b"));
    shop.emitters.disable("a", "by a test");
    shop.publish(1, "order.placed").advance(Duration.ofSeconds(60));
    shop.publish(2, "order.placed").advance(Duration.ofSeconds(30)).idle();
    assertThat(shop.of("a", "emitter.lag")).isEqualTo(3);
    assertThat(shop.of("a", "emitter.lag.age")).isEqualTo(90);
    assertThat(shop.of("b", "emitter.lag")).isZero();
    assertThat(shop.of("b", "emitter.lag.age")).isZero();
    shop.emitters.enable("a");
    shop.idle();
    assertThat(shop.of("a", "emitter.lag")).isZero();
    assertThat(shop.of("a", "emitter.lag.age")).isZero();
  }

  @Test
  void tellsTheAgeOfWhatAnEmitterHasYetToReadInTheLog() {
    shop.with(define("a").delivery(DeliverySettings.DEFAULT.withQueueCapacity(2)));
    shop.channel.hang();
    shop.publish(10, "order.placed").settle().advance(Duration.ofSeconds(7));
    assertThat(shop.of("a", "emitter.lag.age")).isEqualTo(7);
    shop.channel.release();
    shop.idle();
    assertThat(shop.of("a", "emitter.lag.age")).isZero();
  }

  @Test
  void tellsTheAgeOfABacklogOlderThanTheEmitter() {
    shop.with(define("holder").enabled(false)); // or the log would let them go
    shop.publish(4, "order.placed").advance(Duration.ofSeconds(11));
    shop.with(
        define("late")
            .enabled(false)
            .delivery(DeliverySettings.DEFAULT.withStartFrom(new StartFrom.Beginning())));
    shop.idle();
    assertThat(shop.of("late", "emitter.lag")).isEqualTo(4);
    assertThat(shop.of("late", "emitter.lag.age")).isEqualTo(11);
  }

  @Test
  void showsTheStateOfEachEmitter() {
    shop.with(define("a"), define("b"), define("c"));
    shop.channel.failWhile(one -> one.emitterId().equals("b"));
    shop.emitters.disable("c", "by a test");
    shop.publish(1, "order.placed").settle();
    assertThat(shop.of("a", "emitter.state", "state", "active")).isEqualTo(1);
    assertThat(shop.of("b", "emitter.state", "state", "retrying")).isEqualTo(1);
    assertThat(shop.of("b", "emitter.state", "state", "active")).isZero();
    assertThat(shop.of("c", "emitter.state", "state", "disabled")).isEqualTo(1);
    assertThat(shop.emitters.status("b").state()).isEqualTo(EmitterState.RETRYING);
  }

  @Test
  void timesDeliveriesByTheChannelsWordOrElseByTheCall() {
    shop.with(define("a"));
    shop.channel.answer(
        one ->
            DeliveryResult.delivered().with(Evidence.of(Duration.ofMillis(250)).withStatus(200)));
    shop.publish(2, "order.placed").idle();
    Timer timer =
        shop.registry.get("emitter.delivery").tags("emitter", "a", "outcome", "delivered").timer();
    assertThat(timer.count()).isEqualTo(2);
    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(500);
    shop.channel.mend().hang();
    shop.publish(1, "order.placed").settle().advance(Duration.ofMillis(40));
    shop.channel.release();
    shop.idle();
    assertThat(timer.count()).isEqualTo(3);
    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(540);
  }

  @Test
  void timesPublicationsUntilTheLogHasAcceptedThem() {
    shop.publish(3, "order.placed").idle();
    assertThat(shop.registry.get("emitter.publish").timer().count()).isEqualTo(3);
  }

  @Test
  void countsWhatIsDroppedFromTheLog() {
    restart(
        builder ->
            builder.log(
                MemoryEventLog.builder().maxEvents(4).whenFull(WhenFull.DROP_OLDEST).build()));
    shop.with(define("a").delivery(DeliverySettings.DEFAULT.withQueueCapacity(1)));
    shop.emitters.disable("a", "by a test");
    shop.publish(20, "order.placed").settle();
    double dropped = shop.of("a", "emitter.dropped");
    assertThat(dropped).isPositive().isEqualTo((double) shop.emitters.status("a").dropped());
  }

  @Test
  void doesNotCountTheLibrarysOwnEvents() {
    shop.with(define("own").topic(Topic.RESERVED), define("a"));
    shop.emitters.disable("a", "by a test");
    shop.idle();
    assertThat(shop.channel.delivered("own")).isNotEmpty();
    assertThat(shop.of("own", "emitter.matched")).isZero();
    assertThat(shop.of("own", "emitter.delivered")).isZero();
    assertThat(shop.of("own", "emitter.delivery", "outcome", "delivered")).isZero();
  }

  @Test
  void countsEventsOnceThatAreDecidedAboutAnew() {
    shop.with(define("a").messages("order.paid"));
    shop.emitters.disable("a", "by a test");
    shop.publish(1, "order.paid").publish(6, "order.placed").idle();
    assertThat(shop.of("a", "emitter.filtered")).isEqualTo(6);
    shop.emitters.enable("a");
    assertThat(shop.of("a", "emitter.filtered")).isEqualTo(6);
    shop.publish(1, "order.placed").idle();
    assertThat(shop.of("a", "emitter.filtered")).isEqualTo(7);
    assertThat(shop.emitters.status("a").filtered()).isEqualTo(7);
  }

  @Test
  void isNotDisturbedByAnotherListenerThatThrows() {
    restart(builder -> builder.listener(new Thrower()));
    shop.with(define("a")).publish(3, "order.placed").idle();
    assertThat(shop.of("a", "emitter.delivered")).isEqualTo(3);
    assertThat(shop.registry.get("emitter.publish").timer().count()).isEqualTo(3);
    assertThat(shop.channel.delivered("a")).hasSize(3);
  }

  private static final class Thrower implements EmitterListener {

    @Override
    public void published(Topic topic, CloudEvent event) {
      throw new IllegalStateException("by a test");
    }

    @Override
    public void attempted(Delivery delivery, DeliveryResult result) {
      throw new IllegalStateException("by a test");
    }
  }

  @Test
  void takesAllMetersOutWhenClosed() {
    shop.with(define("a")).publish(1, "order.placed").idle();
    shop.metrics.close();
    assertThat(shop.registry.getMeters()).isEmpty();
    shop.with(define("b")).publish(1, "order.placed").idle();
    assertThat(shop.registry.getMeters()).isEmpty();
  }

  @Test
  void keepsQuietAboutEmittersThatItDoesNotWatch() {
    shop.metrics.close();
    EmitterMetrics alone = EmitterMetrics.of(shop.registry);
    alone.registered("a", "Mock", null);
    assertThat(shop.of("a", "emitter.lag")).isZero();
    assertThat(shop.registry.find("emitter.published").meters()).isEmpty();
    alone.close();
  }

  @Test
  void saysWhatIsWrongWithItsSettings() {
    EmitterMetrics.Builder builder = EmitterMetrics.builder(shop.registry);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maxEmitters(-1))
        .withMessage("maxEmitters = -1: must be 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.refresh(Duration.ofSeconds(-1)))
        .withMessage("refresh = PT-1S: must be 0 or more");
    assertThatIllegalStateException()
        .isThrownBy(() -> shop.metrics.watch(shop.emitters))
        .withMessageContaining("watch emitters already");
  }

  @Test
  void readsTheStatusOnlyAgainWhenItIsOldEnough() {
    shop.close();
    shop = new Measured(meters -> meters.refresh(Duration.ofSeconds(5)), UnaryOperator.identity());
    shop.with(define("a"));
    shop.emitters.disable("a", "by a test");
    assertThat(shop.of("a", "emitter.lag")).isZero();
    shop.publish(1, "order.placed").idle();
    assertThat(shop.of("a", "emitter.lag")).isZero();
    shop.advance(Duration.ofSeconds(5));
    assertThat(List.of(shop.of("a", "emitter.lag"), shop.of("a", "emitter.lag.age")))
        .containsExactly(1.0, 5.0);
  }

  /** Or whoever reads all meters waits for each of them, while the engine hangs. */
  @Test
  void readsTheStatusOnceHoweverLongThatTakes() {
    shop.close();
    AtomicInteger reads = new AtomicInteger();
    shop =
        new Measured(
            meters -> meters.refresh(Duration.ofSeconds(1)),
            builder ->
                builder.channelDecorator((emitter, channel) -> new Slow(channel, reads, shop)));
    shop.with(define("a")).advance(Duration.ofSeconds(2));
    int before = reads.get();
    assertThat(List.of(shop.of("a", "emitter.lag"), shop.of("a", "emitter.lag.age")))
        .containsExactly(0.0, 0.0);
    assertThat(reads.get() - before).isEqualTo(1);
  }

  /** To tell what it waits for takes ten seconds. */
  private record Slow(Channel channel, AtomicInteger reads, Measured shop) implements Channel {

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      if (type.equals(Waiting.class)) {
        reads.incrementAndGet();
        shop.clock.advance(Duration.ofSeconds(10));
      }
      return channel.unwrap(type);
    }

    @Override
    public ChannelTraits traits() {
      return channel.traits();
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      return channel.deliver(batch);
    }

    @Override
    public void close(Duration grace) {
      channel.close(grace);
    }
  }
}
