package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.http.RawServer;
import dev.emitter.net.AddressGuard;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that a user's mappings make large take a bounded part of the memory. */
@Tag("D7")
@Timeout(240)
final class RequestMemoryTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final long LIMIT = 25_000;

  private final CompletableFuture<Void> answers = new CompletableFuture<>();
  private RawServer server;
  private Emitters emitters;

  @BeforeEach
  void start() throws Exception {
    server =
        RawServer.start(
            connection -> {
              while (connection.read() != null) {
                answers.join();
                connection.answer(200, "");
              }
            });
    emitters =
        Emitters.builder()
            .channel(WebhookChannelProvider.builder().guardUsers(AddressGuard.off()).build())
            .ownerLimits(OwnerLimits.defaults().withRequestBytes(LIMIT))
            .closeGrace(Duration.ZERO)
            .start();
  }

  @AfterEach
  void close() throws Exception {
    answers.complete(null);
    emitters.close();
    server.close();
  }

  private String register(String owner, String more) {
    String json =
        """
        {"type": "Webhook", "topics": [["orders"]],
         "delivery": {"retry": {"initialDelay": "100ms", "maxDelay": "1s"}},
         "parameters": {"url": "%s", "timeout": "30s", "mode": "mapped",
                        "body": {"a": "text", "b": "text"}%s}}
        """;
    return emitters.registerUser(owner, json.formatted(server.uri("/in"), more)).id();
  }

  private List<EmitterStatus> waiting() {
    return emitters.status().stream()
        .filter(one -> String.valueOf(one.reason()).contains("requestBytes"))
        .toList();
  }

  @Test
  void anOwnersRequestsTakeNoMoreThanTheyMayAndTheOthersWait() {
    for (int i = 0; i < 5; i++) {
      register("ann", "");
    }
    String bobs = register("bob", "");
    emitters.publish(Topic.of("orders"), "order.placed", Map.of("text", "x".repeat(5_000)));
    await().atMost(LONG).untilAsserted(() -> assertThat(waiting()).hasSize(3));
    await().atMost(LONG).until(() -> server.accepted() == 3); // two of hers, one of his
    assertThat(waiting()).noneMatch(one -> one.id().equals(bobs));
    assertThat(emitters.ownerUsage("ann").used(OwnerLimit.REQUEST_BYTES)).isBetween(20_000L, LIMIT);
    assertThat(emitters.limitsReached()).containsKey("requestBytes");
    answers.complete(null);
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(emitters.status())
                    .allMatch(one -> one.delivered() == 1 && one.state() == EmitterState.ACTIVE));
    await()
        .atMost(LONG)
        .until(() -> emitters.ownerUsage("ann").used(OwnerLimit.REQUEST_BYTES) == 0);
  }

  @Test
  void aUserHasNoBodiesOfAnySize() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> register("ann", ", \"maxBytes\": 4194305"))
        .withMessageContaining("maxBytes");
    register("ann", ", \"maxBytes\": 4194304");
  }
}
