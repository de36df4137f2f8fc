package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.channel.Audience;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Disable;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.net.BlockedAddressException;
import dev.emitter.net.HostResolver;
import io.cloudevents.CloudEvent;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who shares a connection, and who may have one. */
final class SharingTest {

  private static final CloudEvent EVENT = Bench.withData("1", "{}");

  private final Kafka kafka = Kafka.get();
  private final String topic = kafka.topic();

  private EmitterDefinition.Builder definition() {
    return Bench.definition(kafka.broker().plaintext(), topic).parameter("timeout", "30s");
  }

  @Test
  void sharesAConnectionAmongEmittersOfTheSameSettings() {
    KafkaChannelProvider provider = new KafkaChannelProvider();
    Bench one = Bench.open(provider, definition().build());
    Bench other = Bench.open(provider, definition().parameter("mode", "structured").build());
    Bench tuned = Bench.open(provider, definition().parameter("linger", "1ms").build());
    assertThat(provider.openConnections()).isZero();
    for (Bench bench : List.of(one, other, tuned)) {
      assertThat(bench.deliver(EVENT)).isInstanceOf(Delivered.class);
    }
    assertThat(provider.openConnections()).isEqualTo(2);
    one.close();
    assertThat(other.deliver(EVENT)).isInstanceOf(Delivered.class);
    other.close();
    assertThat(provider.openConnections()).isEqualTo(1);
    tuned.close();
    assertThat(provider.openConnections()).isZero();
  }

  @Test
  @Tag("C6")
  void tellsThatATopicIsMissingBeforeTheFirstEvent() {
    try (Emitters emitters = Emitters.builder().log(MemoryEventLog.create()).start()) {
      emitters.register(
          EmitterDefinition.builder("misspelt", "Kafka")
              .parameter("brokers", kafka.broker().plaintext())
              .parameter("topic", "no-such-topic")
              .build());
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(emitters.status("misspelt").lastError()).contains("no-such-topic"));
      assertThat(emitters.status("misspelt").state()).isEqualTo(EmitterState.ACTIVE);
    }
  }

  private static HostResolver blocking(String blocked) {
    return host -> {
      if (host.equals(blocked)) {
        throw new BlockedAddressException(host + " must not be reached");
      }
      return HostResolver.SYSTEM.resolve(host);
    };
  }

  @Test
  void keepsUsersFromBrokersThatMustNotBeReached() {
    KafkaChannelProvider guarded =
        new KafkaChannelProvider(
            Audience.EVERYONE, blocking("localhost"), BrokerProbe.USUAL_PATIENCE);
    try (Bench user = Bench.open(guarded, definition().owner("ann").topic("a").build());
        Bench operator = Bench.open(guarded, definition().build())) {
      DeliveryResult refused = user.deliver(EVENT);
      assertThat(refused).isInstanceOf(Disable.class);
      assertThat(((Disable) refused).reason()).contains("localhost must not be reached");
      assertThat(user.check()).contains("localhost must not be reached");
      assertThat(operator.deliver(EVENT)).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void keepsUsersFromBrokersThatTheClusterTellsOf() {
    KafkaChannelProvider guarded =
        new KafkaChannelProvider(
            Audience.EVERYONE, blocking("localhost"), BrokerProbe.USUAL_PATIENCE);
    String byAddress = kafka.broker().plaintext().replace("localhost", "127.0.0.1");
    EmitterDefinition definition =
        Bench.definition(byAddress, topic).owner("ann").topic("a").build();
    try (Bench user = Bench.open(guarded, definition)) {
      assertThat(user.deliver(EVENT)).isInstanceOf(Disable.class);
      assertThat(user.check()).contains("localhost must not be reached");
    }
  }

  @Test
  void letsUsersReachTheOthers() {
    KafkaChannelProvider guarded =
        new KafkaChannelProvider(
            Audience.EVERYONE, blocking("10.0.0.1"), BrokerProbe.USUAL_PATIENCE);
    try (Bench user = Bench.open(guarded, definition().owner("ann").topic("a").build())) {
      assertThat(user.deliver(EVENT)).isInstanceOf(Delivered.class);
      assertThat(user.check()).isNull();
    }
  }

  @Test
  void dialsAddressesAndNotNames() throws UnknownHostException {
    assertThat(Brokers.of("localhost:9092,[::1]:1").resolved(blocking("")).toString())
        .contains("127.0.0.1:9092")
        .contains("[0:0:0:0:0:0:0:1]:1");
  }
}
