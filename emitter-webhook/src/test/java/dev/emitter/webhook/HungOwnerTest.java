package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.http.RawServer;
import dev.emitter.net.AddressGuard;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An owner with 40 emitters whose receivers take connections and never answer, with up to 64
 * requests under way each, keeps nobody else's events; and waiting for his own share is no failure.
 */
@Tag("D7")
@Timeout(240)
final class HungOwnerTest {

  private static final int HUNG = 40;
  private static final int EVENTS = 60;
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Topic TOPIC = Topic.of("orders");

  /** One guard for users and operators, so that they share a client and its connections. */
  private final AddressGuard guard = AddressGuard.off();

  private final List<RawServer> hung = new ArrayList<>();
  private final Queue<String> reasons = new ConcurrentLinkedQueue<>();
  private RawServer good;
  private Emitters emitters;

  @BeforeEach
  void start() throws Exception {
    good = Posting.accepting();
    for (int i = 0; i < HUNG; i++) {
      hung.add(RawServer.start(RawServer.Connection::hang));
    }
    emitters =
        Emitters.builder()
            .channel(
                WebhookChannelProvider.builder().guardUsers(guard).guardOperators(guard).build())
            .listener(
                new EmitterListener() {
                  @Override
                  public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
                    if (result instanceof DeliveryResult.Retry retry) {
                      reasons.add(retry.reason());
                    }
                  }
                })
            .closeGrace(Duration.ZERO)
            .start();
  }

  @AfterEach
  void close() throws Exception {
    emitters.close();
    good.close();
    for (RawServer server : hung) {
      server.close();
    }
  }

  private EmitterDefinition definition(
      String id, @Nullable String owner, RawServer server, String timeout) {
    return EmitterDefinition.builder(id, "Webhook")
        .owner(owner)
        .topics(List.of(TOPIC))
        .parameter("url", server.uri("/" + id).toString())
        .parameter("timeout", timeout)
        .delivery(
            DeliverySettings.DEFAULT
                .withOrdering(Ordering.NONE, 64)
                .withRetry(Duration.ofMillis(100), Duration.ofMillis(200)))
        .build();
  }

  private void hang(String timeout) {
    for (int i = 0; i < HUNG; i++) {
      emitters.register(definition("hung" + i, "mallory", hung.get(i), timeout));
    }
  }

  private void publish() {
    IntStream.range(0, EVENTS)
        .forEach(i -> emitters.publish(TOPIC, Posting.event("e" + i).event()));
  }

  /** Of 64, those that have one under way already get 48 at most. */
  private int underWay() {
    return hung.stream().mapToInt(server -> server.accepted() - server.ended()).sum();
  }

  private List<EmitterStatus> hungOnes() {
    return emitters.status().stream().filter(one -> one.id().startsWith("hung")).toList();
  }

  @Test
  void holdsUpNobodyElseWhileAllOfOneOwnerHang() {
    hang("30s");
    publish();
    await().atMost(LONG).until(() -> underWay() >= 48);

    emitters.register(definition("ann", "ann", good, "5s"));
    emitters.register(definition("ops", null, good, "5s"));
    publish();

    await()
        .atMost(LONG)
        .until(
            () ->
                emitters.status("ann").delivered() == EVENTS
                    && emitters.status("ops").delivered() == EVENTS);
    assertThat(emitters.status("ann").retried()).isZero();
    assertThat(emitters.status("ops").retried()).isZero();
    assertThat(emitters.shareUsage().requestsUnderWay()).isLessThanOrEqualTo(64);
  }

  @Test
  void tellsThatAnEmitterWaitsForItsOwnersShare() {
    hang("30s");
    publish();
    await().atMost(LONG).until(() -> underWay() >= 48);

    await()
        .atMost(LONG)
        .until(
            () ->
                hungOnes().stream()
                    .anyMatch(
                        one ->
                            "waiting for one of 64 requests of this owner to end"
                                .equals(one.reason())));
  }

  @Test
  void countsNoFailureForWaiting() {
    for (int i = 0; i < 3; i++) {
      emitters.register(definition("hung" + i, "mallory", hung.get(0), "1s"));
    }
    publish();

    await().atMost(LONG).until(() -> reasons.size() > 3 * EVENTS);
    assertThat(reasons)
        .isNotEmpty()
        .allSatisfy(reason -> assertThat(reason).contains("gave no answer within 1 s"))
        .allSatisfy(reason -> assertThat(reason).doesNotContain("waited"));
  }

  @Test
  void givesTheOtherWebhookOfTheSameOwnerItsTurn() {
    hang("2s");
    publish();
    await().atMost(LONG).until(() -> underWay() >= 48);

    emitters.register(definition("own", "mallory", good, "30s"));
    emitters.publish(TOPIC, Posting.event("his").event());

    await().atMost(LONG).until(() -> emitters.status("own").delivered() == 1);
    assertThat(emitters.status("own").retried()).isZero();
  }
}
