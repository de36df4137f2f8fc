package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.log.EventLogException;
import dev.emitter.problem.EmitterException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who parks whatever he is given takes no more room than he may, and nobody else loses any. */
@Tag("R1")
final class ParkedLimitsTest {

  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
  private static final long MOST = 20_000;
  private static final String JSON = "{\"type\": \"Webhook\", \"topics\": [[\"orders\"]]}";

  private final LastingLog log = new LastingLog(Clock.systemUTC());
  private final List<Shop> shops = new ArrayList<>();
  private final List<String> dropped = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    shops.forEach(Shop::close);
  }

  private Shop start() {
    EmitterListener listener =
        new EmitterListener() {
          @Override
          public void parkedDropped(ParkedEvent event) {
            dropped.add(event.emitterId() + "/" + event.origin().id());
          }
        };
    Shop shop =
        new Shop(
            builder ->
                builder
                    .log(log.next())
                    .listener(listener)
                    .ownerLimits(OwnerLimits.defaults().withParkedBytes(MOST)));
    shop.webhook.answer(delivery -> DeliveryResult.rejected("too large"));
    shops.add(shop);
    return shop;
  }

  /** Else its bytes count for ever, with nothing left that could be let go of. */
  @Test
  void whatIsRefusedOnceItsEmitterIsGoneCountsNoMore() {
    Shop shop = start().with(Shop.define("ours"));
    for (int i = 0; i < 25; i++) {
      String id = shop.emitters.registerUser("ann", JSON).id();
      shop.webhook.hang();
      shop.publish(1);
      await().atMost(ONE_MINUTE).until(() -> shop.webhook.hanging() == 2);
      shop.emitters.removeUser("ann", id, 1);
      shop.webhook.release();
      shop.idle();
    }
    assertThat(shop.emitters.ownerUsage("ann").used(OwnerLimit.PARKED_BYTES)).isZero();
    String last = shop.emitters.registerUser("ann", JSON).id();
    shop.publish(3).idle();
    assertThat(shop.emitters.parked(last)).hasSize(3);
    assertThat(shop.emitters.parked("ours")).hasSize(28);
    assertThat(shop.emitters.limitsReached()).doesNotContainKey("parkedBytes");
  }

  @Test
  void theOldestOfAnOwnerGoAndAreCountedAndTold() {
    Shop shop = start().with(Shop.define("ours"));
    String first = shop.emitters.registerUser("ann", JSON).id();
    String second = shop.emitters.registerUser("ann", JSON).id();
    shop.publish(50).idle();

    assertThat(shop.emitters.parked("ours")).hasSize(50);
    List<ParkedEvent> left = new ArrayList<>(shop.emitters.parked(first));
    left.addAll(shop.emitters.parked(second));
    assertThat(left).hasSizeBetween(5, 20);
    assertThat(left).extracting(one -> Integer.parseInt(one.origin().id())).allMatch(id -> id > 25);
    assertThat(shop.emitters.ownerUsage("ann").used(OwnerLimit.PARKED_BYTES))
        .isPositive()
        .isLessThanOrEqualTo(MOST);
    assertThat(shop.emitters.ownerUsage("ann").limit(OwnerLimit.PARKED_BYTES)).isEqualTo(MOST);

    EmitterStatus status = shop.emitters.status(first);
    long count = status.dropped() + shop.emitters.status(second).dropped();
    assertThat(count).isEqualTo(100 - left.size());
    assertThat(dropped).hasSize((int) count).contains(first + "/1", second + "/1");
    assertThat(status.lastErrors())
        .anyMatch(
            error ->
                error
                    .reason()
                    .equals("the parked events of ann take more than 20000 bytes (parkedBytes)"));
    assertThat(shop.emitters.limitsReached()).containsKey("parkedBytes");
    assertThat(shop.emitters.status("ours").dropped()).isZero();
  }

  @Test
  void whatIsLeftIsThereAfterARestartAndTheCopiesOfTheOthersAreGone() {
    Shop shop = start();
    String hers = shop.emitters.registerUser("ann", JSON).id();
    shop.publish(50).idle();
    List<ParkedEvent> before = shop.emitters.parked(hers);
    shop.clock.advance(Duration.ofSeconds(1), shop.emitters);
    shop.emitters.remove("nobody"); // returns once everything is stored
    assertThat(log.entries.keySet().stream().filter(key -> key.startsWith("blob/")))
        .hasSameSizeAs(before);

    Shop next = start();
    assertThat(next.emitters.parked(hers)).isEqualTo(before);
    assertThat(next.emitters.parked(hers))
        .allSatisfy(
            one -> assertThat(one.event().event().event().getId()).isEqualTo(one.origin().id()));
    next.emitters.discardParked(hers);
    assertThat(log.entries.keySet()).noneMatch(key -> key.startsWith("blob/"));
    assertThatExceptionOfType(EventLogException.class).isThrownBy(() -> before.get(0).event());
  }

  @Test
  void allParkedEventsAreSentAgain() {
    Shop shop = start().with(Shop.define("ours"));
    shop.publish(600).idle();
    shop.webhook.answer(
        delivery ->
            delivery.event().event().getId().endsWith("7")
                ? DeliveryResult.rejected("still too large")
                : DeliveryResult.delivered());
    assertThat(shop.emitters.resubmitParked("ours"))
        .succeedsWithin(Duration.ofSeconds(60))
        .isEqualTo(540);
    assertThat(shop.emitters.parked("ours"))
        .hasSize(60)
        .allMatch(one -> one.origin().id().endsWith("7"));
    assertThat(shop.emitters.resubmitParked("ours"))
        .succeedsWithin(Duration.ofSeconds(60))
        .isEqualTo(0);
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> shop.emitters.resubmitParked("nobody"));
  }
}
