package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.net.AddressGuard;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Brokers and topic out of the connection string of an eventstream. */
@Tag("C5")
@Tag("C6")
final class FabricEventstreamTest {

  private static final String KEY = "SharedAccessKeyName=key_1;SharedAccessKey=c2VjcmV0a2V5=";
  private static final String HUB = "Endpoint=sb://eventstream-1a.servicebus.windows.net/;";
  private static final String WHOLE = HUB + KEY + ";EntityPath=es_1";

  private static EmitterDefinition.Builder definition() {
    return EmitterDefinition.builder("rows", "Kafka")
        .identityRef("id")
        .parameter("preset", "fabric-eventstream");
  }

  private static Identity hub(String connectionString) {
    return new Identity.Basic("$ConnectionString", Secret.of(connectionString));
  }

  private static List<Problem> faults(EmitterDefinition definition, @Nullable Identity identity) {
    KafkaChannelProvider provider = new KafkaChannelProvider();
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> {
              ResolvedEmitter unused = Bench.resolve(provider, definition, identity);
            });
    return refused == null ? List.of() : refused.problems();
  }

  @Test
  void writesRowsWhereTheConnectionStringLeads() {
    Kafka kafka = Kafka.get();
    kafka.make(TestBroker.HUB_TOPIC, 1, Map.of());
    EmitterDefinition definition =
        definition()
            .messages("order.placed")
            .parameter("mode", "rows")
            .parameter(
                "columns",
                List.of(Map.of("name", "EventId", "type", "String", "lookup", "event.id")))
            .parameter("tls", Map.of("ca", kafka.certificates().authority()))
            .build();
    try (Bench bench =
        Bench.open(new KafkaChannelProvider(), definition, hub(kafka.broker().hubPassword()))) {
      assertThat(bench.check()).isNull();
      assertThat(bench.deliver(Bench.withData("e1", "{}"))).isInstanceOf(Delivered.class);
    }
    assertThat(kafka.recordsOfAnyShape(TestBroker.HUB_TOPIC))
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .containsExactly("{\"EventId\":\"e1\"}");
  }

  @Test
  void takesHostAndTopicAndTheSettingsOfAzure() {
    ResolvedEmitter resolved =
        Bench.resolve(new KafkaChannelProvider(), definition().build(), hub(WHOLE));
    ConnectionSettings settings = ConnectionSettings.of(resolved.context());

    assertThat(settings).hasToString("eventstream-1a.servicebus.windows.net:9093");
    assertThat(Destination.of(resolved.context()).topic()).isEqualTo("es_1");
    assertThat(settings.reveal())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "PLAIN")
        .containsEntry("compression.type", "none")
        .containsEntry("metadata.max.age.ms", 180_000);
    assertThat(settings.toString()).doesNotContain("c2VjcmV0");
  }

  @Test
  void takesPartsInAnyOrderAndCase() {
    Identity other =
        hub("entitypath=es.2;sharedaccesskey=a==;SHAREDACCESSKEYNAME=k;endpoint=sb://h.example");
    ResolvedEmitter resolved =
        Bench.resolve(
            KafkaChannelProvider.forUsers(AddressGuard.publicOnly()),
            definition().owner("ann").build(),
            other);
    assertThat(Destination.of(resolved.context()))
        .isEqualTo(new Destination(Brokers.of("h.example:9093"), "es.2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Endpoint=sb://h.example/;" + KEY + "|has no EntityPath: it is that of a namespace",
        "Endpoint=sb://h.example/;" + KEY + ";EntityPath=|has no EntityPath",
        "Endpoint=sb://h.example/;" + KEY + ";EntityPath=a b|no name of a topic",
        "Endpoint=https://h.example/;" + KEY + ";EntityPath=a|has no Endpoint=sb://HOST/",
        "Endpoint=sb://;" + KEY + ";EntityPath=a|has no Endpoint=sb://HOST/",
        KEY + ";EntityPath=a|has no Endpoint=sb://HOST/",
        "Endpoint=sb://h.example/;EntityPath=a|no SharedAccessKeyName, or no SharedAccessKey",
        "Endpoint=sb://h.example/;SharedAccessKeyName=k;EntityPath=a|no SharedAccessKey",
        "` Endpoint=sb://h.example/;EntityPath=a`|begins or ends with a blank",
        "c2VjcmV0a2V5|has no Endpoint=sb://HOST/"
      })
  void saysWhatAConnectionStringLacksWithoutShowingIt(String connectionString, String why) {
    assertThat(faults(definition().build(), hub(connectionString)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.path()).isEqualTo("$.identityRef");
              assertThat(fault.message()).contains(why);
              assertThat(fault.toString()).doesNotContain("c2VjcmV0").doesNotContain("key_1");
            });
  }

  @Test
  void wantsAnIdentityWithAConnectionStringAndNothingBeside() {
    Identity other = new Identity.Basic("shop", Secret.of(WHOLE));
    Identity oauth =
        new Identity.OAuth2(URI.create("https://id.example"), "c", Secret.of("s"), List.of());
    for (Identity wrong : List.of(other, oauth)) {
      assertThat(faults(definition().build(), wrong))
          .singleElement()
          .satisfies(
              fault ->
                  assertThat(Objects.toString(fault))
                      .contains("$.identityRef", "$ConnectionString", "event-hubs"));
    }
    EmitterDefinition without =
        EmitterDefinition.builder("rows", "Kafka")
            .parameter("preset", "fabric-eventstream")
            .build();
    assertThat(faults(without, null))
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains("an eventstream of Fabric"));
    EmitterDefinition both =
        definition().parameter("brokers", "b.example:9093").parameter("topic", "t").build();
    assertThat(faults(both, hub(WHOLE)))
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("$.parameters.brokers", "$.parameters.topic");
  }

  @Test
  void elsewhereBrokersAndTopicAreNeeded() {
    for (EmitterDefinition.Builder one :
        List.of(
            EmitterDefinition.builder("rows", "Kafka"),
            EmitterDefinition.builder("rows", "Kafka").parameter("preset", "event-hubs"))) {
      assertThat(faults(one.identityRef("id").build(), hub(WHOLE)))
          .extracting(Problem::path)
          .containsExactlyInAnyOrder("$.parameters.brokers", "$.parameters.topic");
    }
  }

  @Test
  void noPresetHasTransactions() {
    assertThat(Preset.values()).noneMatch(Preset::hasTransactions);
  }
}
