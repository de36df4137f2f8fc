package dev.emitter.engine;

import static dev.emitter.engine.EngineFixture.define;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.log.MemoryEventLog;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What waits in memory is bounded in bytes; the rest waits in the log, and nothing is lost. */
@Tag("R1")
final class QueueBudgetTest {

  private static final int MANY = 300;
  private static final int LARGE = 100_000;
  private static final long MOST = (4L << 20) + 4 * LARGE;

  private final EngineFixture fixture =
      new EngineFixture(MemoryEventLog.builder().maxBytes(256L << 20).build());

  @AfterEach
  void close() {
    fixture.close();
  }

  private void publish(int events) {
    for (int i = 0; i < events; i++) {
      fixture.publish(EngineFixture.ORDERS, QueueBudgetTest::large);
    }
  }

  @Test
  void anEmitterWhoseReceiverIsDeadHoldsNoMoreThanItsShare() throws InterruptedException {
    fixture.channel.answer = delivery -> DeliveryResult.retry("down");
    fixture.add(define("a").delivery(DeliverySettings.DEFAULT.withQueueCapacity(100_000)).build());
    publish(MANY);
    fixture.quiet();
    assertThat(fixture.status("a").queuedBytes()).isBetween(2L << 20, MOST);
    assertThat(fixture.status("a").backlog()).isEqualTo(MANY);

    fixture.channel.answer = delivery -> DeliveryResult.delivered();
    fixture.advance(Duration.ofHours(1)).idle();
    assertThat(fixture.delivered("a")).isEqualTo(IntStream.rangeClosed(1, MANY).boxed().toList());
    assertThat(fixture.status("a").queuedBytes()).isZero();
  }

  /** Whatever becomes of them: what is counted for them is given back. */
  @Test
  void givesBackWhatIsSettledRewoundChangedAndSkipped() throws InterruptedException {
    fixture.channel.traits = ChannelTraits.of(2);
    fixture.channel.answer = delivery -> DeliveryResult.retry("down");
    fixture.add(define("a").build());
    publish(20);
    fixture.quiet();
    long held = fixture.status("a").queuedBytes();
    assertThat(held).isGreaterThan(20 * LARGE);
    for (int i = 0; i < 3; i++) {
      fixture.engine.orders().disable("a", "in a test", null);
      fixture.engine.orders().enable("a");
      fixture.quiet();
      assertThat(fixture.status("a").queuedBytes()).isEqualTo(held);
    }
    fixture.add(define("a").messages("nothing.of.the.kind").build());
    fixture.quiet();
    assertThat(fixture.status("a").queuedBytes()).as("what was tried stays").isLessThan(held);
    fixture.add(define("a").build());
    fixture.quiet();
    fixture.engine.orders().skip("a", fixture.engine.end(), "now");
    fixture.quiet();
    assertThat(fixture.status("a").queuedBytes()).isZero();
  }

  @Test
  void keepsToLittleWhileAllTogetherHaveTooMuch() {
    QueueBudget budget = new QueueBudget(1_000_000);
    List<Long> rooms = new ArrayList<>();
    rooms.add(budget.room(0));
    budget.add(2_000_000);
    rooms.add(budget.room(0));
    budget.add(-1_500_000);
    rooms.add(budget.room(0));
    assertThat(rooms).containsExactly(4L << 20, 64L << 10, 4L << 20);
    assertThat(budget.isWorthReading(3L << 20)).isFalse();
    assertThat(budget.isWorthReading(1L << 20)).isTrue();
  }

  @Test
  void oneOwnerHasNoMoreThanHisShareAndNobodyElseHasLess() throws InterruptedException {
    try (EngineFixture shop =
        new EngineFixture(
            MemoryEventLog.builder().maxBytes(256L << 20).build(),
            OwnerLimits.defaults().withQueueBytes(1 << 20))) {
      shop.channel.answer = delivery -> DeliveryResult.retry("down");
      DeliverySettings patient = DeliverySettings.DEFAULT.withQueueCapacity(100_000);
      for (int i = 0; i < 4; i++) {
        shop.add(define("ann" + i).owner("ann").delivery(patient).build());
      }
      shop.add(define("bob").delivery(patient).build());
      for (int i = 0; i < MANY; i++) {
        shop.publish(EngineFixture.ORDERS, QueueBudgetTest::large);
      }
      shop.quiet();
      long held = 0;
      for (int i = 0; i < 4; i++) {
        held += shop.status("ann" + i).queuedBytes();
      }
      assertThat(held).isBetween(1L << 19, (1L << 20) + 8 * LARGE);
      assertThat(shop.engine.usage("ann")).containsEntry(OwnerLimit.QUEUE_BYTES, held);
      assertThat(shop.status("ann0").limitedBy()).isEqualTo("queueBytes");
      assertThat(shop.engine.owners().reached()).containsKey("queueBytes");
      assertThat(shop.status("bob").queuedBytes()).isBetween(2L << 20, MOST);
      assertThat(shop.status("bob").limitedBy()).isNull();

      shop.channel.answer = delivery -> DeliveryResult.delivered();
      shop.advance(Duration.ofHours(1)).idle();
      for (int i = 0; i < 4; i++) {
        assertThat(shop.delivered("ann" + i))
            .isEqualTo(IntStream.rangeClosed(1, MANY).boxed().toList());
      }
      assertThat(shop.engine.usage("ann")).containsEntry(OwnerLimit.QUEUE_BYTES, 0L);
    }
  }

  private static CloudEventBuilder large(CloudEventBuilder event) {
    return event.withData(
        "application/json", ("\"" + "x".repeat(LARGE) + "\"").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPartIsUsedUpByItselfOrWithTheWhole() {
    QueueBudget users = new QueueBudget(1_000_000);
    QueueBudget ann = users.part(400_000);
    QueueBudget bob = users.part(700_000);
    ann.add(400_000);
    assertThat(ann.isPartUsedUp()).isTrue();
    assertThat(ann.room(0)).isEqualTo(64 << 10);
    assertThat(bob.room(0)).isEqualTo(4 << 20);
    bob.add(600_000);
    assertThat(bob.isPartUsedUp()).isFalse();
    assertThat(bob.room(0)).isEqualTo(64 << 10);
    ann.add(-1);
    assertThat(bob.room(0)).isEqualTo(4 << 20);
    assertThat(users.used()).isEqualTo(999_999);
  }
}
