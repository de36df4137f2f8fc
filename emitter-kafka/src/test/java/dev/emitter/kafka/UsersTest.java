package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.definition.DefinitionStore;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.delivery.EmitterState;
import dev.emitter.net.AddressGuard;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users may have emitters of Kafka only where the application allows it. */
@Tag("D5")
final class UsersTest {

  private final Kafka kafka = Kafka.get();

  private String definition(String type) {
    return """
        {"type": "%s", "topics": [["orders"]], "parameters": {"brokers": "%s", "topic": "%s"}}"""
        .formatted(type, kafka.broker().plaintext(), kafka.topic());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Kafka", "FlowTrace"})
  void aUserIsToldWhyAndWhomToAsk(String type) {
    try (Emitters emitters = Emitters.builder().start()) {
      String json = definition(type);
      assertThatThrownBy(() -> emitters.registerUser("ann", json))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("$.type: " + type + " is for system emitters only")
          .hasMessageContaining("can take all memory of this process")
          .hasMessageContaining("ask an operator")
          .hasMessageContaining(type + "ChannelProvider.forUsers(guard)");
      assertThat(emitters.status()).isEmpty();
    }
  }

  /** Definitions that outlive those who use them, as an application may keep them. */
  private static final class Kept implements DefinitionStore {

    private final Map<String, StoredDefinition> all = new ConcurrentHashMap<>();

    @Override
    public List<StoredDefinition> all() {
      return List.copyOf(all.values());
    }

    @Override
    public void put(StoredDefinition definition) {
      all.put(definition.id(), definition);
    }

    @Override
    public void remove(String id, long version) {
      all.remove(id);
    }
  }

  private final Kept kept = new Kept();

  private EmittersBuilder builder(ChannelProvider provider) {
    return Emitters.builder().channel(provider).definitionStore(kept);
  }

  private static KafkaChannelProvider allowed() {
    return KafkaChannelProvider.forUsers(AddressGuard.off());
  }

  private static void awaitDelivered(Emitters emitters, String id) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(emitters.status(id).delivered()).isEqualTo(1));
  }

  /** What users have stored while they were allowed is neither lost nor in the way of a start. */
  @Test
  void aStoredDefinitionIsRefusedAndKept() {
    String id;
    try (Emitters emitters = builder(allowed()).start()) {
      id = emitters.registerUser("ann", definition("Kafka")).id();
      emitters.publish(Topic.of("orders"), "placed", 1);
      awaitDelivered(emitters, id);
    }
    try (Emitters emitters = builder(new KafkaChannelProvider()).start()) {
      assertThat(emitters.problems())
          .singleElement()
          .satisfies(
              problem ->
                  assertThat(problem.message())
                      .contains(id, "is not at work", "Kafka is for system emitters only"));
      assertThat(emitters.userDefinitions("ann")).hasSize(1);
    }
    assertThat(kept.all()).hasSize(1);
    try (Emitters emitters = builder(allowed()).start()) {
      assertThat(emitters.problems()).isEmpty();
      assertThat(emitters.status(id).state()).isEqualTo(EmitterState.ACTIVE);
      emitters.publish(Topic.of("orders"), "placed", 2);
      awaitDelivered(emitters, id);
    }
  }
}
