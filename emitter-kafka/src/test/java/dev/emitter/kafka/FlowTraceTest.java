package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.Emitters;
import dev.emitter.config.Identities;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.flow.FlowStep;
import dev.emitter.flow.FlowTraces;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Flow traces in a real broker that one logs in to as to an event hub. {@code -Dflow.chains=1000}
 * makes the run longer.
 */
@Tag("C8")
final class FlowTraceTest {

  private static final int CHAINS = Integer.getInteger("flow.chains", 200);
  private static final int ENTRIES_OF_A_CHAIN = 6;
  private static final String LIMIT_OF_EVENT_HUBS = "1046528";
  private static final Topic FLOWS = Topic.of("flows", "invoices");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String FLOW =
      """
      {"chainId": "order", "started": "began",
       "step": {"id": "event.id", "name": "\\"Order\\"", "status": "state"},
       "properties": {"data": {"Customer": "customer"}}}
      """;

  private final Kafka kafka = Kafka.get();
  private final String topic = kafka.topic(4, Map.of("max.message.bytes", LIMIT_OF_EVENT_HUBS));

  private Emitters start() {
    Identity hub = new Identity.Basic(TestBroker.HUB_USER, Secret.of(kafka.broker().hubPassword()));
    return Emitters.builder()
        .channel(new FlowTraceChannelProvider())
        .identities(Identities.of(Map.of("hub", hub)))
        .start();
  }

  private ObjectNode parameters() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("brokers", kafka.broker().secure()).put("topic", topic).put("preset", "event-hubs");
    all.putObject("tls").put("ca", kafka.certificates().authority());
    return all;
  }

  private EmitterDefinition definition(ObjectNode parameters) {
    return EmitterDefinition.builder("traces", "FlowTrace")
        .topic("flows")
        .identityRef("hub")
        .parameters(parameters)
        .build();
  }

  private static void awaitSettled(Emitters emitters) {
    assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).as("%s", emitters.status()).isTrue();
  }

  private static JsonNode array(ConsumerRecord<byte[], byte[]> record) {
    try {
      JsonNode array = JSON.readTree(record.value());
      assertThat(array.isArray()).isTrue();
      return array;
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keepsTheStepsOfEachChainTogetherAndInOrder() throws Exception {
    try (Emitters emitters = start()) {
      emitters.register(definition(parameters()));
      publishChains(FlowTraces.of(emitters, FLOWS));
      awaitSettled(emitters);
      assertThat(emitters.status().get(0).delivered())
          .isEqualTo((long) ENTRIES_OF_A_CHAIN * CHAINS);
    }
    Map<String, List<JsonNode>> byChain = new HashMap<>();
    Map<String, Set<Integer>> partitions = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : kafka.recordsOfAnyShape(topic)) {
      String chain = new String(record.key(), StandardCharsets.UTF_8);
      partitions.computeIfAbsent(chain, any -> new HashSet<>()).add(record.partition());
      array(record)
          .forEach(entry -> byChain.computeIfAbsent(chain, any -> new ArrayList<>()).add(entry));
    }
    assertThat(byChain).hasSize(CHAINS);
    assertThat(partitions.values()).allSatisfy(some -> assertThat(some).hasSize(1));
    byChain.forEach(FlowTraceTest::requireTree);
  }

  private static void publishChains(FlowTraces flows) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CHAINS; i++) {
        String chain = "chain-" + i;
        running.add(threads.submit(() -> publishChain(flows, chain)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void publishChain(FlowTraces flows, String chain) {
    try (FlowStep root = flows.chain(chain).start("Invoice")) {
      try (FlowStep child = root.start("Send")) {
        try (FlowStep grandchild = child.start("Post")) {
          grandchild.completed();
        }
        child.failed("503", "nobody there");
      }
      root.completed();
    }
  }

  /** The model and its merge, looked at without what has written it. */
  private static void requireTree(String chain, List<JsonNode> entries) {
    assertThat(entries).hasSize(ENTRIES_OF_A_CHAIN);
    Map<String, String> parents = new HashMap<>();
    String before = "";
    for (JsonNode entry : entries) {
      assertThat(entry.get("ChainId").asText()).isEqualTo(chain);
      String time = entry.get("Time").asText();
      assertThat(time).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{7} \\+00:00");
      assertThat(time).isGreaterThan(before);
      before = time;
      String step = entry.at("/Step/Id").asText();
      if (!parents.containsKey(step)) {
        assertThat(entry.at("/Step/Status").asText()).isEqualTo("Started");
      }
      String parent = entry.at("/Step/ParentId").asText("");
      assertThat(parents.put(step, parent)).isIn(null, parent);
      assertThat(parent.isEmpty() || parents.containsKey(parent)).isTrue();
    }
    assertThat(parents).hasSize(3);
    assertThat(parents.values().stream().filter(String::isEmpty)).hasSize(1);
  }

  @Test
  void putsTheStartOfAStepIntoTheSameRecord() throws Exception {
    ObjectNode parameters = parameters();
    parameters.set("flow", JSON.readTree(FLOW));
    try (Emitters emitters = start()) {
      emitters.register(definition(parameters));
      emitters.publish(
          FLOWS,
          "order.imported",
          Map.of(
              "order", 4711, "began", "2026-01-02T03:04:05Z", "state", "Completed", "customer", 7));
      awaitSettled(emitters);
    }
    List<ConsumerRecord<byte[], byte[]>> records = kafka.recordsOfAnyShape(topic);
    assertThat(records).hasSize(1);
    assertThat(new String(records.get(0).key(), StandardCharsets.UTF_8)).isEqualTo("4711");
    JsonNode array = array(records.get(0));
    assertThat(array).hasSize(2);
    assertThat(array.at("/0/Step/Status").asText()).isEqualTo("Started");
    assertThat(array.at("/0/Time").asText()).isEqualTo("2026-01-02 03:04:05.0000000 +00:00");
    assertThat(array.at("/0/Step/Id")).isEqualTo(array.at("/1/Step/Id"));
    assertThat(array.at("/1/Properties/Data/Customer").asText()).isEqualTo("7");
  }

  @Test
  void parksWhatIsNoTraceAndGoesOn() throws Exception {
    ObjectNode parameters = parameters();
    parameters.set("flow", JSON.readTree(FLOW));
    parameters.put("maxBytes", 2_000);
    try (Emitters emitters = start()) {
      emitters.register(definition(parameters));
      emitters.publish(FLOWS, "a", Map.of("order", "1", "state", "Done"));
      emitters.publish(FLOWS, "b", Map.of("state", "Active"));
      emitters.publish(
          FLOWS, "c", Map.of("order", "1", "state", "Active", "customer", "x".repeat(3_000)));
      emitters.publish(FLOWS, "d", Map.of("order", "1", "state", "Active"));
      awaitSettled(emitters);
      assertThat(emitters.parked("traces"))
          .extracting(ParkedEvent::reason)
          .satisfiesExactly(
              reason -> assertThat(reason).contains("$.parameters.flow.step.status"),
              reason -> assertThat(reason).contains("$.parameters.flow.chainId"),
              reason -> assertThat(reason).contains("more than 2000 bytes"));
      assertThat(emitters.status().get(0).delivered()).isEqualTo(1);
    }
  }

  @Test
  void parksWhatIsTooLargeForTierBasicAndGoesOn() {
    ObjectNode parameters = parameters();
    parameters.put("maxBytes", 256_000);
    try (Emitters emitters = start()) {
      emitters.register(definition(parameters));
      FlowStep step = FlowTraces.of(emitters, FLOWS).chain("c").start("Invoice");
      step.data("Document", "x".repeat(300_000)).active();
      step.completed();
      awaitSettled(emitters);
      assertThat(emitters.parked("traces"))
          .extracting(ParkedEvent::reason)
          .singleElement()
          .satisfies(reason -> assertThat(reason).contains("more than 256000 bytes"));
      assertThat(emitters.status().get(0).delivered()).isEqualTo(2);
    }
  }

  @Test
  void fillsARecordUpToTheLimitOfTheOtherTiers() {
    try (Emitters emitters = start()) {
      emitters.register(definition(parameters()));
      FlowStep step = FlowTraces.of(emitters, FLOWS).chain("c").start("Invoice");
      step.data("Document", "x".repeat(999_500)).completed();
      awaitSettled(emitters);
      assertThat(emitters.status().get(0).delivered()).isEqualTo(2);
    }
    assertThat(kafka.recordsOfAnyShape(topic))
        .anySatisfy(record -> assertThat(record.value().length).isGreaterThan(999_500));
  }

  @Test
  void parksEventsThatAreNoEntriesWhereThereIsNoFlow() {
    try (Emitters emitters = start()) {
      emitters.register(definition(parameters()));
      emitters.publish(FLOWS, "order.imported", Map.of("order", "1"));
      emitters.publish(
          FLOWS,
          FlowTraces.TYPE,
          Map.of(
              "Time",
              "2026-01-02 03:04:05 +00:00",
              "ChainId",
              "c",
              "Step",
              Map.of("Id", "s", "Name", "n", "Status", "Started"),
              "Properties",
              Map.of("Data", Map.of("Key", Map.of("a", 1)))));
      emitters.publish(FLOWS, FlowTraces.TYPE, Map.of("ChainId", "c"));
      awaitSettled(emitters);
      assertThat(emitters.parked("traces"))
          .extracting(ParkedEvent::reason)
          .satisfiesExactly(
              reason -> assertThat(reason).contains("has no flow"),
              reason -> assertThat(reason).contains("data.Properties.Data.Key"),
              reason -> assertThat(reason).contains("data."));
    }
  }

  @Test
  void findsTheFaultsOfAFlowWithTheOthers() throws Exception {
    ObjectNode parameters = parameters();
    parameters.put("topic", "no topic");
    parameters.set("flow", JSON.readTree("{\"chainId\": \"a ==\", \"step\": {}}"));
    try (Emitters emitters = start()) {
      assertThatThrownBy(() -> emitters.register(definition(parameters)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("$.parameters.topic")
          .hasMessageContaining("$.parameters.flow.chainId")
          .hasMessageContaining("$.parameters.flow.step.status");
    }
  }
}
