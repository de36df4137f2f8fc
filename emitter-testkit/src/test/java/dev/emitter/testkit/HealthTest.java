package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static dev.emitter.testkit.Shop.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import dev.emitter.channel.Parameter;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.DisabledBy;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How an emitter has been doing in the last day, and batches that wait to be filled. */
@Tag("C1")
final class HealthTest {

  private static final DeliverySettings PATIENT =
      DeliverySettings.DEFAULT.withDisable(1_000, Duration.ofDays(30));

  private final RecordingChannel recording = RecordingChannel.of("Recording");
  private final LastingLog log = new LastingLog(Clock.systemUTC());
  private Shop shop = new Shop(builder -> builder.log(log.next()));

  @AfterEach
  void close() {
    shop.close();
  }

  private EmitterStatus status() {
    return shop.emitters.status("a");
  }

  /** Lets one attempt fail and the next succeed. */
  private void failOnce() {
    shop.webhook.failNext(1);
    shop.publish(1).advance(Duration.ofMinutes(2)).idle();
  }

  @Test
  void isUnstableForADayAfterAFailure() {
    shop.with(define("a").delivery(PATIENT)).publish(1).idle();
    assertThat(status().health()).isEqualTo(EmitterStatus.Health.STABLE);
    failOnce();
    assertThat(status().health()).isEqualTo(EmitterStatus.Health.UNSTABLE);
    assertThat(status().failuresInDay()).isEqualTo(1);
    shop.advance(Duration.ofHours(22));
    assertThat(status().failuresInDay()).isEqualTo(1);
    shop.advance(Duration.ofHours(2));
    assertThat(status().health()).isEqualTo(EmitterStatus.Health.STABLE);
  }

  @Test
  void isDisabledByTooManyFailuresOfADayHoweverManyDeliveriesLieBetween() {
    shop.with(define("a").delivery(PATIENT.withDisablePerDay(3)));
    failOnce();
    failOnce();
    assertThat(status().state()).isEqualTo(EmitterState.ACTIVE);
    failOnce();
    assertThat(status().health()).isEqualTo(EmitterStatus.Health.DISABLED);
    assertThat(status().reason()).startsWith("3 failures within 24 hours, the last: ");
    shop.emitters.enable("a");
    shop.idle();
    assertThat(shop.webhook.deliveredIds("a")).isEqualTo(ids(1, 3));
    assertThat(status().health()).isEqualTo(EmitterStatus.Health.STABLE);
  }

  /** A type whose emitters are disabled by ten failures of a day, unless their definition says. */
  private record Limited(RecordingChannel recording) implements ChannelProvider {

    @Override
    public String type() {
      return "Limited";
    }

    @Override
    public String description() {
      return recording.description();
    }

    @Override
    public List<Parameter> parameters() {
      return recording.parameters();
    }

    @Override
    public int failuresPerDay() {
      return 10;
    }

    @Override
    public Channel open(ChannelContext context) {
      return recording.open(context);
    }
  }

  private Shop limited() {
    Shop made = new Shop(builder -> builder.log(log.next()).channel(new Limited(recording)));
    EmitterDefinition definition =
        EmitterDefinition.builder("a", "Limited").delivery(PATIENT).build();
    made.emitters.register(definition);
    return made;
  }

  @Test
  void isNotDisabledByFailuresOfADayWhileMostIsDelivered() {
    shop.close();
    shop = limited();
    for (int i = 0; i < 20; i++) {
      recording.failNext(1);
      shop.publish(40).advance(Duration.ofMinutes(2)).idle();
    }
    assertThat(status().failuresInDay()).isEqualTo(20);
    assertThat(status().health()).isEqualTo(EmitterStatus.Health.UNSTABLE);
    Duration passed = Duration.between(ManualClock.create().now(), shop.clock.now());
    shop.close();
    shop = limited();
    shop.advance(passed); // what was delivered is known after a restart
    recording.failNext(1);
    shop.publish(1).advance(Duration.ofMinutes(2)).idle();
    assertThat(status().failuresInDay()).isEqualTo(21);
    assertThat(status().state()).isEqualTo(EmitterState.ACTIVE);
  }

  @Test
  void isDisabledByFailuresOfADayWhereLessIsDelivered() {
    shop.close();
    shop = limited();
    for (int i = 0; i < 10; i++) {
      assertThat(status().state()).isEqualTo(EmitterState.ACTIVE);
      recording.failNext(1);
      shop.publish(10).advance(Duration.ofMinutes(2));
    }
    assertThat(status().state()).isEqualTo(EmitterState.DISABLED);
    assertThat(status().reason()).startsWith("10 failures within 24 hours");
  }

  @Test
  void countsOnAfterARestart() {
    shop.with(define("a").delivery(PATIENT.withDisablePerDay(2)));
    failOnce();
    shop.close();
    Duration passed = Duration.between(ManualClock.create().now(), shop.clock.now());
    shop = new Shop(builder -> builder.log(log.next()));
    shop.advance(passed);
    shop.with(define("a").delivery(PATIENT.withDisablePerDay(2)));
    assertThat(status().failuresInDay()).isEqualTo(1);
    failOnce();
    assertThat(status().state()).isEqualTo(EmitterState.DISABLED);
  }

  @Test
  void tellsThatAReceiverIsSlow() {
    shop.webhook.answer(one -> answered(Duration.ofMillis(100)));
    shop.with(define("a").delivery(PATIENT)).publish(5).idle();
    assertThat(status().slow()).isFalse();
    shop.webhook.answer(one -> answered(Duration.ofSeconds(5)));
    shop.publish(20).idle();
    assertThat(status().slow()).isTrue();
  }

  @Test
  void countsAReceiverAsSlowFromTheTimeThatItsDefinitionSays() {
    DeliverySettings half = PATIENT.withSlowAfter(Duration.ofMillis(500));
    shop.webhook.answer(one -> answered(Duration.ofMillis(600)));
    shop.with(define("a").delivery(half), define("b").delivery(PATIENT)).publish(5).idle();
    assertThat(shop.emitters.status("a").slow()).isTrue();
    assertThat(shop.emitters.status("b").slow()).isFalse();
  }

  @Test
  @Tag("D6")
  void saysWhoHasDisabledAnEmitterAlsoAfterARestart() {
    Shop first = shop.with(define("a"), define("b"), define("c").enabled(false));
    shop.webhook.disableNext("gone");
    shop.publish(1).idle();
    String failed = shop.emitters.status("a").disabledBy() == null ? "b" : "a";
    String well = failed.equals("a") ? "b" : "a";
    shop.emitters.disable(well, "for the night", "ann");
    assertDisabled(failed, DisabledBy.SYSTEM, null);
    assertDisabled(well, DisabledBy.PERSON, "ann");
    assertDisabled("c", DisabledBy.DEFINITION, null);
    first.close();

    shop = new Shop(builder -> builder.log(log.next()));
    shop.with(define("a"), define("b"), define("c").enabled(false));
    assertDisabled(failed, DisabledBy.SYSTEM, null);
    assertDisabled(well, DisabledBy.PERSON, "ann");
    assertDisabled("c", DisabledBy.DEFINITION, null);
    shop.emitters.enable(well);
    assertThat(shop.emitters.status(well).disabledBy()).isNull();
  }

  private void assertDisabled(String id, DisabledBy by, @Nullable String person) {
    EmitterStatus status = shop.emitters.status(id);
    assertThat(status.state()).isEqualTo(EmitterState.DISABLED);
    assertThat(status.disabledBy()).isEqualTo(by);
    assertThat(status.disabledByPerson()).isEqualTo(person);
  }

  private static DeliveryResult answered(Duration after) {
    return DeliveryResult.delivered().with(Evidence.of(after).withStatus(200));
  }

  @Test
  void letsABatchWaitUntilItIsFullOrItsTimeIsOver() {
    shop.close();
    shop = new Shop(); // whose log has the same clock
    shop.webhook.traits(ChannelTraits.of(3).withLinger(Duration.ofSeconds(10)));
    shop.with(define("a")).publish(2).quiet();
    assertThat(shop.webhook.delivered("a")).isEmpty();
    shop.publish(1).idle(); // it is full
    assertThat(shop.webhook.deliveredIds("a")).isEqualTo(ids(1, 3));
    shop.publish(1).advance(Duration.ofSeconds(9));
    assertThat(shop.webhook.deliveredIds("a")).isEqualTo(ids(1, 3));
    shop.advance(Duration.ofSeconds(1)).idle();
    assertThat(shop.webhook.deliveredIds("a")).isEqualTo(ids(1, 4));
  }
}
