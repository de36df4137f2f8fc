package dev.emitter.powerbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.channel.ChannelShare;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows wait for their owner's share of requests, before they take a place in the dataset's. */
@Tag("D7")
@Timeout(240)
final class OwnShareTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final ManualClock clock = ManualClock.create();
  private final AtomicReference<ChannelShare> share = new AtomicReference<>();

  @Test
  void waitsForItAndTellsIt() throws Exception {
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters =
            Setup.emitters(fake, clock)
                .ownerLimits(OwnerLimits.defaults().withRequestsUnderWay(1))
                .channelDecorator(
                    (emitter, channel) -> {
                      share.set(emitter.context().share());
                      return channel;
                    })
                .start()) {
      emitters.register(Setup.definition("sales", fake).build());
      fake.awaitChecks(1); // that of the registration, which nothing waits for
      List<ChannelShare.Ticket> others = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        others.add(Objects.requireNonNull(share.get()).request("other" + i, "r" + i, ticket -> {}));
      }
      await().atMost(LONG).until(() -> others.stream().allMatch(one -> one.waitsFor() == null));
      int before = fake.seen().size();

      emitters.publish(Setup.TOPIC, Setup.numbered(1));

      await()
          .atMost(LONG)
          .until(
              () ->
                  "waiting for one of 16 requests of the operators' emitters to end"
                      .equals(emitters.status("sales").reason()));
      assertThat(fake.seen()).hasSize(before);
      assertThat(emitters.status("sales").retried()).isZero();

      others.get(0).end();

      await().atMost(LONG).until(() -> emitters.status("sales").delivered() == 1);
      assertThat(emitters.status("sales").reason()).isNull();
      assertThat(fake.stored("EventId")).containsExactly("e1");
    }
  }
}
