package dev.emitter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelShare;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many requests of all owners are under way, and how many wait for their owner's share. */
@Tag("U4")
final class SharesTest {

  private final Queue<CompletableFuture<List<DeliveryResult>>> underWay =
      new ConcurrentLinkedQueue<>();
  private final CountDownLatch asked = new CountDownLatch(6);
  private final Measured shop =
      new Measured(
          UnaryOperator.identity(),
          builder ->
              builder
                  .channel(new Requests())
                  .ownerLimits(OwnerLimits.defaults().withRequestsUnderWay(2)));

  @AfterEach
  void close() {
    underWay.forEach(one -> one.complete(List.of(DeliveryResult.delivered())));
    shop.close();
  }

  /** Makes channels that ask for their share, and answer when the test says so. */
  private final class Requests implements ChannelProvider {

    @Override
    public String type() {
      return "Requests";
    }

    @Override
    public String description() {
      return "Asks for its share.";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Channel open(ChannelContext context) {
      return new Channel() {
        @Override
        public ChannelTraits traits() {
          return ChannelTraits.of(1);
        }

        @Override
        public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
          CompletableFuture<List<DeliveryResult>> result = new CompletableFuture<>();
          ChannelShare.Ticket ticket =
              context.share().request(this, this, granted -> underWay.add(result));
          asked.countDown();
          return result.whenComplete((done, failure) -> ticket.end());
        }

        @Override
        public void close(Duration grace) {}
      };
    }
  }

  private void register(String id, String owner) {
    shop.emitters.register(
        EmitterDefinition.builder(id, "Requests").owner(owner).topic("orders").build());
  }

  private void assertValues(double now, double waiting) {
    assertThat(shop.value("emitter.requests", "state", "underway")).isEqualTo(now);
    assertThat(shop.value("emitter.requests", "state", "waiting")).isEqualTo(waiting);
  }

  @Test
  void areToldTogether() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      register("a" + i, "ann");
    }
    register("b", "bob");

    shop.publish(1, "order.placed");

    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    assertValues(3, 3);
    assertThat(shop.emitters.ownerUsage("ann").used(OwnerLimit.REQUESTS_UNDER_WAY)).isEqualTo(2);
    assertThat(shop.emitters.ownerUsage("ann").limit(OwnerLimit.REQUESTS_UNDER_WAY)).isEqualTo(2);
    assertThat(shop.emitters.ownerUsage("bob").used(OwnerLimit.REQUESTS_UNDER_WAY)).isEqualTo(1);
    assertThat(shop.value("emitter.owner.limited", "limit", "requestsUnderWay")).isEqualTo(3);
    assertThat(shop.value("emitter.lookups", "state", "waiting")).isZero();

    for (int answered = 0; answered < 6; answered++) {
      underWay.remove().complete(List.of(DeliveryResult.delivered()));
    }
    assertValues(0, 0);
    shop.idle();
  }
}
