package dev.emitter.testkit;

import static dev.emitter.testkit.Shop.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An operator gives an emitter to another owner: it uses what that one may use. */
@Tag("D3")
final class OwnerChangesTest {

  private static final long LIMIT = 200_000;
  private static final int EVENTS = 100;
  private static final CloudEvent LARGE =
      CloudEventBuilder.v1(Shop.event("large"))
          .withData("text/plain", "x".repeat(10_000).getBytes(StandardCharsets.UTF_8))
          .build();

  private final Shop shop =
      new Shop(builder -> builder.ownerLimits(OwnerLimits.defaults().withQueueBytes(LIMIT)));

  @AfterEach
  void close() {
    shop.close();
  }

  private void give(@Nullable String owner) {
    shop.with(define("a").topic("orders").owner(owner).description("of " + owner));
  }

  private void publish() {
    for (int i = 0; i < EVENTS; i++) {
      shop.emitters.publish(Topic.of("orders"), LARGE);
    }
    shop.quiet();
  }

  private long queued(String owner) {
    return shop.emitters.ownerUsage(owner).used(OwnerLimit.QUEUE_BYTES);
  }

  private long queued() {
    return shop.emitters.status("a").queuedBytes();
  }

  @Test
  void anEmitterOfOperatorsBecomesThatOfAUser() {
    give(null);
    shop.webhook.failWhile(one -> true);
    publish();
    assertThat(queued()).isGreaterThan(4 * LIMIT);
    assertThat(queued("ann")).isZero();
    give("ann");
    shop.quiet();
    await().atMost(ONE_MINUTE).untilAsserted(() -> assertThat(queued()).isEqualTo(queued("ann")));
    publish();
    assertThat(queued()).isEqualTo(queued("ann"));
    assertThat(shop.emitters.status("a").limitedBy()).isEqualTo("queueBytes");
  }

  @Test
  void anEmitterOfAUserBecomesThatOfAnother() {
    give("ann");
    shop.webhook.failWhile(one -> true);
    publish();
    assertThat(queued("ann")).isBetween(LIMIT, 2 * LIMIT);
    give("bob");
    shop.quiet();
    await().atMost(ONE_MINUTE).untilAsserted(() -> assertThat(queued("ann")).isZero());
    publish();
    assertThat(queued("ann")).isZero();
    assertThat(queued("bob")).isBetween(LIMIT, 2 * LIMIT).isEqualTo(queued());
  }

  @Test
  void anEmitterOfAUserBecomesThatOfOperators() {
    give("ann");
    shop.webhook.failWhile(one -> true);
    publish();
    give(null);
    publish();
    await().atMost(ONE_MINUTE).untilAsserted(() -> assertThat(queued()).isGreaterThan(4 * LIMIT));
    assertThat(queued("ann")).isZero();
    assertThat(shop.emitters.status("a").limitedBy()).isNull();
    shop.webhook.mend();
    shop.advance(Duration.ofMinutes(10)).idle();
    assertThat(shop.webhook.delivered("a")).hasSize(2 * EVENTS);
  }

  /** What a call holds that has not come back is not free for others. */
  @Test
  void aRemovedEmitterUsesWhatItsCallsHold() {
    give("ann");
    shop.webhook.hang();
    publish();
    await().atMost(ONE_MINUTE).until(() -> shop.webhook.hanging() > 0);
    shop.emitters.remove("a");
    assertThat(queued("ann")).isPositive();
    shop.webhook.release();
    await().atMost(ONE_MINUTE).untilAsserted(() -> assertThat(queued("ann")).isZero());
  }
}
