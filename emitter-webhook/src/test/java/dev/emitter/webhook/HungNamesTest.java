package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.http.RawServer;
import dev.emitter.net.AddressGuard;
import dev.emitter.net.HostResolver;
import dev.emitter.topic.Topic;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An owner with 300 emitters whose hosts no name server answers for keeps nobody else's events. */
@Tag("D7")
@Timeout(240)
final class HungNamesTest {

  private static final int NAMES = 300;
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Topic TOPIC = Topic.of("orders");

  private final CountDownLatch hangs = new CountDownLatch(1);
  private final HostResolver resolver =
      host -> {
        if (host.startsWith("hangs")) {
          hang();
        }
        return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
      };
  private RawServer good;
  private Emitters emitters;

  private void hang() {
    try {
      hangs.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() throws Exception {
    good = Posting.accepting();
    AddressGuard guard = AddressGuard.off().resolver(resolver);
    emitters =
        Emitters.builder()
            .channel(
                WebhookChannelProvider.builder().guardUsers(guard).guardOperators(guard).build())
            .closeGrace(Duration.ofSeconds(1))
            .start();
  }

  @AfterEach
  void close() throws Exception {
    hangs.countDown();
    emitters.close();
    good.close();
  }

  private void register(String id, @Nullable String owner, URI url) {
    emitters.register(
        EmitterDefinition.builder(id, "Webhook")
            .owner(owner)
            .topics(List.of(TOPIC))
            .parameter("url", url.toString())
            .parameter("timeout", "5s")
            .build());
  }

  private List<EmitterStatus> hungOnes() {
    return emitters.status().stream().filter(one -> one.id().startsWith("hung")).toList();
  }

  @Test
  void letsTheHostsOfOthersBeLookedUp() {
    for (int i = 0; i < NAMES; i++) {
      register("hung" + i, "mallory", good.uri("hangs" + i + ".example", "/"));
    }
    emitters.publish(TOPIC, Posting.event("first").event());
    // those whose look-up is under way fail in time; the others wait for them
    await().atMost(LONG).until(() -> hungOnes().stream().anyMatch(one -> one.retried() > 0));

    register("ann", "ann", good.uri("ann.example", "/"));
    register("ops", null, good.uri("ops.example", "/"));
    emitters.publish(TOPIC, Posting.event("second").event());

    await()
        .atMost(LONG)
        .until(
            () ->
                emitters.status("ann").delivered() == 1 && emitters.status("ops").delivered() == 1);
    assertThat(emitters.status("ann").retried()).isZero();
    assertThat(emitters.status("ops").retried()).isZero();
    assertThat(hungOnes().stream().filter(one -> one.failuresInDay() > 0)).hasSizeLessThan(100);
    assertThat(hungOnes())
        .anySatisfy(one -> assertThat(one.reason()).contains("of this owner to end"));
  }
}
