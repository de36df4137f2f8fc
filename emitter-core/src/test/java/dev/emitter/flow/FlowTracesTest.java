package dev.emitter.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.Emitters;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an application says of its steps, as it is published. */
@Tag("C8")
final class FlowTracesTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2019-07-23T08:55:04.05Z"), ZoneOffset.UTC);

  private final List<CloudEvent> events = new CopyOnWriteArrayList<>();
  private final Emitters emitters = Emitters.builder().start();
  private final FlowTraces flows =
      FlowTraces.of(emitters, Topic.of("flows", "invoices")).withClock(CLOCK);

  FlowTracesTest() {
    emitters.on("recorder", Topic.of("flows"), (topic, event) -> events.add(event));
  }

  @AfterEach
  void close() {
    emitters.close();
  }

  private List<JsonNode> entries() throws Exception {
    assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
    List<JsonNode> entries = new ArrayList<>();
    for (CloudEvent event : events) {
      assertThat(event.getType()).isEqualTo("FlowTrace");
      assertThat(event.getExtension("partitionkey")).isEqualTo("chain-1");
      entries.add(new ObjectMapper().readTree(Objects.requireNonNull(event.getData()).toBytes()));
    }
    return entries;
  }

  private static String statuses(List<JsonNode> entries) {
    return String.join(
        " ",
        entries.stream()
            .map(entry -> entry.at("/Step/Name").asText() + ":" + entry.at("/Step/Status").asText())
            .toList());
  }

  @Test
  void publishesTheLifeOfStepsInsideOfSteps() throws Exception {
    FlowChain chain =
        flows.chain("chain-1").mappings("Invoicing", "New invoice", "Invoice system", "v1.2.3");
    try (FlowStep invoice = chain.start("Invoice")) {
      invoice.milestone("validated").text("Line1-A").data("Customer", 17);
      try (FlowStep send = invoice.start("Send")) {
        send.completed();
      }
      invoice.completed();
    }
    List<JsonNode> entries = entries();
    assertThat(statuses(entries))
        .isEqualTo("Invoice:Started Invoice:Active Send:Started Send:Completed Invoice:Completed");
    assertThat(entries.get(1).get("Properties").toString())
        .isEqualTo(
            "{\"Milestone\":\"validated\",\"EventText\":\"Line1-A\",\"Data\":{\"Customer\":\"17\"}}");
    assertThat(entries.get(2).at("/Step/ParentId")).isEqualTo(entries.get(0).at("/Step/Id"));
    assertThat(entries)
        .allSatisfy(
            entry -> assertThat(entry.at("/Mappings/Version").asText()).isEqualTo("v1.2.3"));
  }

  @Test
  void givesEntriesOfAChainTimesThatGrow() throws Exception {
    flows.chain("chain-1").start("Invoice").completed();
    assertThat(entries())
        .extracting(entry -> entry.get("Time").asText())
        .containsExactly(
            "2019-07-23 08:55:04.0500000 +00:00", "2019-07-23 08:55:04.0500001 +00:00");
  }

  @Test
  void takesAStepWithoutOutcomeForFailed() throws Exception {
    try (FlowStep step = flows.chain("chain-1").start("Invoice")) {
      step.data("Customer", "17");
    }
    JsonNode last = entries().get(1);
    assertThat(last.at("/Step/Status").asText()).isEqualTo("Failed");
    assertThat(last.at("/Error/Code").asText()).isEqualTo("unfinished");
    assertThat(last.at("/Properties/Data/Customer").asText()).isEqualTo("17");
  }

  @Test
  void saysWhyAStepFailedOrThatItWasCancelled() throws Exception {
    flows.chain("chain-1").start("A").failed("123", "there was a failure during this operation");
    flows.chain("chain-1").start("B").cancelled();
    List<JsonNode> entries = entries();
    assertThat(entries.get(1).get("Error").toString())
        .isEqualTo(
            "{\"Code\":\"123\",\"Description\":\"there was a failure during this operation\"}");
    assertThat(statuses(entries)).isEqualTo("A:Started A:Failed B:Started B:Cancelled");
  }

  @Test
  void saysNothingMoreOfAStepThatHasEnded() {
    FlowStep step = flows.chain("chain-1").start("Invoice");
    step.completed();
    step.close();
    assertThatThrownBy(() -> step.milestone("later"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("step Invoice has ended");
    assertThatThrownBy(() -> flows.chain("")).isInstanceOf(IllegalArgumentException.class);
  }

  /** All but the white space of what is documented. */
  @Test
  void writesTheDocumentedEvents() throws Exception {
    String first = "8ecd1ea4-de94-4741-9c4a-a18477398299";
    String second = "3e8e3fa4-b85a-4ee6-aaea-e0fd82008f8c";
    Iterator<String> ids = List.of(first, second).iterator();
    FlowStep invoice = flows.withIds(ids::next).chain("chain-1").start("Invoice");
    FlowStep send = invoice.start("Send");
    send.milestone("LA-A-Reached").text("Line1-A");
    send.data("MyKey1", "MyValue1").data("MyKey2", "MyValue2").active();
    send.failed("123", "there was a failure during this operation");
    invoice
        .azure("/subscriptions/.../resourceGroups/...", "https://portal.azure.com/to-your-resource")
        .completed();
    flows
        .withIds(() -> first)
        .chain("chain-1")
        .mappings("Invoicing", "New invoice", "Invoice system", "v1.2.3")
        .start("Invoice");
    List<JsonNode> entries = entries();
    assertThat(entries.get(0).toString())
        .isEqualTo(
            "{\"Time\":\"2019-07-23 08:55:04.0500000 +00:00\",\"ChainId\":\"chain-1\","
                + "\"Step\":{\"Id\":\"8ecd1ea4-de94-4741-9c4a-a18477398299\","
                + "\"Name\":\"Invoice\",\"Status\":\"Started\"}}");
    assertThat(entries.get(1).at("/Step/Id").asText()).isEqualTo(second);
    assertThat(entries.get(1).at("/Step/ParentId").asText()).isEqualTo(first);
    assertThat(entries.get(2).get("Properties").toString())
        .isEqualTo(
            "{\"Milestone\":\"LA-A-Reached\",\"EventText\":\"Line1-A\","
                + "\"Data\":{\"MyKey1\":\"MyValue1\",\"MyKey2\":\"MyValue2\"}}");
    assertThat(entries.get(3).get("Error").toString())
        .isEqualTo(
            "{\"Code\":\"123\",\"Description\":\"there was a failure during this operation\"}");
    assertThat(entries.get(4).get("Azure").toString())
        .isEqualTo(
            "{\"ResourceId\":\"/subscriptions/.../resourceGroups/...\","
                + "\"PortalLink\":\"https://portal.azure.com/to-your-resource\"}");
    assertThat(entries.get(5).get("Mappings").toString())
        .isEqualTo(
            "{\"Domain\":\"Invoicing\",\"Action\":\"New invoice\","
                + "\"Service\":\"Invoice system\",\"Version\":\"v1.2.3\"}");
  }
}
