package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.channel.Audience;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.net.HostResolver;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many connections users have at a time, and who is next. */
@Tag("D5")
final class UserClientsTest {

  private static final Duration ONE_MINUTE = Duration.ofSeconds(60);

  private final UserClients clients = new UserClients(2, 3, Duration.ofSeconds(1));

  private UserClients.Ticket take(String owner) {
    return take(owner, new AtomicBoolean());
  }

  private UserClients.Ticket take(String owner, AtomicBoolean ended) {
    try {
      return clients.take(owner, ended::get);
    } catch (ClientsInUseException e) {
      throw new CompletionException(e);
    }
  }

  private CompletableFuture<UserClients.Ticket> waiting(String owner) {
    int before = clients.waiting();
    CompletableFuture<UserClients.Ticket> later = new CompletableFuture<>();
    Thread thread = new Thread(() -> later.complete(take(owner)));
    thread.setDaemon(true);
    thread.start();
    await().atMost(ONE_MINUTE).until(() -> clients.waiting() == before + 1);
    return later;
  }

  private static UserClients.Ticket granted(CompletableFuture<UserClients.Ticket> later)
      throws Exception {
    return later.get(60, TimeUnit.SECONDS);
  }

  @Test
  void anOwnerWaitsForItsOwnAlone() throws Exception {
    UserClients.Ticket first = take("ann");
    take("ann");
    CompletableFuture<UserClients.Ticket> third = waiting("ann");
    UserClients.Ticket other = take("bob"); // goes past the one that waits
    assertThat(third).isNotDone();
    assertThat(clients.held()).isEqualTo(3);
    other.release();
    first.release();
    first.release();
    granted(third).release();
    assertThat(clients.held()).isEqualTo(1);
  }

  @Test
  void whoeverHasFewestIsNext() throws Exception {
    take("ann");
    UserClients.Ticket second = take("bob");
    UserClients.Ticket third = take("carl");
    CompletableFuture<UserClients.Ticket> anns = waiting("ann");
    CompletableFuture<UserClients.Ticket> dans = waiting("dan");
    second.release();
    granted(dans);
    assertThat(anns).isNotDone();
    third.release();
    granted(anns);
  }

  @Test
  void whatWaitsEndsWithItsChannelAndSaysWhatFor() {
    take("ann");
    take("ann");
    AtomicBoolean ended = new AtomicBoolean(true);
    assertThatThrownBy(() -> take("ann", ended))
        .hasRootCauseInstanceOf(ClientsInUseException.class)
        .hasMessageContaining("one of 2 connections to Kafka of this owner");
    take("bob");
    assertThatThrownBy(() -> take("bob", ended))
        .hasMessageContaining("one of 3 connections to Kafka of all users");
    assertThat(clients.waiting()).isZero();
    assertThat(new Faults("b", "t").of(new ClientsInUseException("full")).kind())
        .isEqualTo(Fault.Kind.PASSING);
  }

  /** More emitters than connections, each with settings of its own: all get their turns. */
  @Test
  void allEmittersOfAnOwnerGetTheirTurns() {
    Kafka kafka = Kafka.get();
    String topic = kafka.topic();
    KafkaChannelProvider provider =
        new KafkaChannelProvider(
            Audience.EVERYONE, HostResolver.SYSTEM, BrokerProbe.USUAL_PATIENCE, clients);
    try (Emitters emitters = Emitters.builder().channel(provider).start()) {
      for (int linger = 1; linger <= 5; linger++) {
        emitters.registerUser(
            "ann",
            """
            {"type": "Kafka", "topics": [["orders"]],
             "parameters": {"brokers": "%s", "topic": "%s", "linger": "%dms", "timeout": "30s"}}"""
                .formatted(kafka.broker().plaintext(), topic, linger));
      }
      for (int round = 1; round <= 2; round++) {
        emitters.publish(Topic.of("orders"), "placed", round);
        long each = round;
        await()
            .atMost(Duration.ofMinutes(2))
            .untilAsserted(
                () -> {
                  assertThat(clients.held()).isLessThanOrEqualTo(2);
                  assertThat(emitters.status())
                      .hasSize(5)
                      .allMatch(one -> one.delivered() == each)
                      .extracting(EmitterStatus::state)
                      .containsOnly(EmitterState.ACTIVE);
                });
      }
    }
    assertThat(kafka.records(topic)).hasSizeGreaterThanOrEqualTo(10);
    await().atMost(ONE_MINUTE).until(() -> clients.held() == 0); // a check may be under way
  }
}
