package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static dev.emitter.testkit.Shop.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.channel.Audience;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.config.Identities;
import dev.emitter.delivery.EmitterState;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("U2")
final class RecordingChannelTest {

  private final Shop shop = new Shop().with(define("a").topic("orders"), define("b"));
  private final RecordingChannel webhook = shop.webhook;

  @AfterEach
  void close() {
    shop.close();
    assertThat(webhook.open()).isZero();
  }

  @Test
  void remembersDeliveriesByEmitterAndTopic() {
    shop.publish(3);
    shop.emitters.publish(Topic.of("stock"), Shop.event("s"));
    shop.idle();
    assertThat(webhook.deliveredIds("a")).containsExactly("1", "2", "3");
    assertThat(webhook.deliveredIds("b")).containsExactly("1", "2", "3", "s");
    assertThat(webhook.delivered(Topic.of("orders"))).hasSize(6);
    assertThat(webhook.delivered()).hasSize(7);
    assertThat(webhook.clear().delivered()).isEmpty();
  }

  @Test
  void failsAsOftenAsToldAndKeepsTheOrder() {
    shop.emitters.remove("b");
    webhook.failNext(2, "503");
    shop.publish(5).quiet();
    assertThat(shop.emitters.status("a").lastError()).isEqualTo("503");
    assertThat(webhook.attempts("a")).hasSize(1); // what follows the failure is not tried
    shop.advance(Duration.ofSeconds(10));
    assertThat(webhook.deliveredIds("a")).isEqualTo(ids(1, 5));
    assertThat(webhook.attempts("a")).hasSize(7);
  }

  @Test
  void refusesAnEventForGood() {
    shop.emitters.remove("b");
    webhook.rejectNext("too large");
    shop.publish(2).idle();
    assertThat(webhook.deliveredIds("a")).containsExactly("2");
    assertThat(shop.emitters.parked("a")).hasSize(1);
  }

  @Test
  void asksToBeDisabled() {
    shop.emitters.remove("b");
    webhook.disableNext("410 gone");
    shop.publish(2).idle();
    assertThat(shop.emitters.status("a").state()).isEqualTo(EmitterState.DISABLED);
    assertThat(webhook.delivered()).isEmpty();
  }

  @Test
  void failsWhileAConditionHoldsUntilMended() {
    webhook.failWhile(delivery -> delivery.emitterId().equals("a"));
    shop.publish(2).quiet();
    assertThat(webhook.deliveredIds("a")).isEmpty();
    assertThat(webhook.deliveredIds("b")).containsExactly("1", "2");
    webhook.mend();
    shop.advance(Duration.ofSeconds(1)).idle();
    assertThat(webhook.deliveredIds("a")).containsExactly("1", "2");
  }

  @Test
  void hangsUntilReleased() {
    webhook.hang();
    shop.publish(1);
    assertThat(shop.emitters.awaitIdle(Duration.ofMillis(10))).isFalse();
    assertThat(webhook.delivered()).isEmpty();
    webhook.release();
    shop.idle();
    assertThat(webhook.delivered()).hasSize(2);
    assertThat(webhook.hanging()).isZero();
  }

  /** Else it would break what its traits promise. */
  @Test
  void stopsCallsThatOverlapBehindAFailureIfItIsToKeepTheirOrder() {
    RecordingChannel ordered =
        RecordingChannel.of("Webhook").traits(ChannelTraits.of(2).inOrder(4));
    DeliveryBench bench =
        DeliveryBench.open(ordered, define("contract").build(), Identities.none());
    ordered.hang().rejectNext("too large").failNext(1);
    OverlappingCalls calls = new OverlappingCalls(bench).begin(3, 2).requireOverlap();
    ordered.release();
    assertThat(calls.results().stream().flatMap(List::stream))
        .hasSize(6)
        .satisfies(
            results -> assertThat(results.get(0)).isEqualTo(DeliveryResult.rejected("too large")))
        .filteredOn(DeliveryResult.Retry.class::isInstance)
        .hasSize(5);
    assertThat(ordered.attempts()).hasSize(2);
    assertThat(bench.deliver(calls.deliveriesAfter(4))).containsOnly(DeliveryResult.delivered());
    assertThat(ordered.deliveredIds("contract")).containsExactly("5", "6");
  }

  @Test
  void hasTheParametersAndChecksOfTheTypeItReplaces() {
    RecordingChannel console = RecordingChannel.of("console");
    assertThat(console.type()).isEqualTo("Console");
    assertThat(console.audience()).isEqualTo(Audience.SYSTEM_ONLY);
    assertThat(console.parameters()).extracting("name").contains("output", "prettyPrint");
    try (Shop other = new Shop(builder -> builder.channel(console))) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(
              () ->
                  other.with(
                      dev.emitter.definition.EmitterDefinition.builder("c", "Console")
                          .parameter("output", "nowhere")));
    }
  }
}
