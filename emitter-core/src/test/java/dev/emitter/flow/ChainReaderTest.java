package dev.emitter.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.FlowDefinition;
import dev.emitter.definition.FlowStatus;
import dev.emitter.log.EventLog;
import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import dev.emitter.log.WhenFull;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How chains stand, as the log tells. */
@Tag("R4")
final class ChainReaderTest {

  private static final Topic FLOWS = Topic.of("flows");

  private EventLog log = new Keeping(MemoryEventLog.create());
  private Emitters emitters = Emitters.builder().log(log).start();

  /** Keeps what all emitters have settled, as a log on disk does. */
  private static final class Keeping extends ForwardingEventLog {

    Keeping(EventLog log) {
      super(log);
    }

    @Override
    public void release(Position upTo) {}
  }

  @AfterEach
  void close() {
    emitters.close();
  }

  private void keepingOnly(int events) {
    emitters.close();
    log =
        new Keeping(
            MemoryEventLog.builder().maxEvents(events).whenFull(WhenFull.DROP_OLDEST).build());
    emitters = Emitters.builder().log(log).start();
  }

  private FlowChain chain(String id) {
    return FlowTraces.of(emitters, FLOWS)
        .chain(id)
        .mappings("Invoicing", "New invoice", "Invoice system", "v1.2.3");
  }

  private ChainState read(String chainId) {
    return ChainReader.of(log).read(chainId);
  }

  private void publish(String json) throws Exception {
    JsonNode data = new ObjectMapper().readTree(json.replace('\'', '"'));
    emitters.publish(FLOWS, "FlowTrace", data);
  }

  private static String entry(String time, String step, String status, String more) {
    return "{'Time': '2026-01-02 03:04:%s.0000000 +00:00', 'ChainId': 'c', 'Step': {'Id': '%s',"
            .formatted(time, step)
        + " 'Name': 'Step %s', 'Status': '%s'%s}}".formatted(step, status, more);
  }

  @Test
  void readsStepsAsATreeWithWhatTheyCameTo() {
    try (FlowStep invoice = chain("c").start("Invoice")) {
      invoice.text("Line1-A").data("Customer", 17);
      try (FlowStep send = invoice.start("Send")) {
        send.text("posting").azure("/subscriptions/s/resourceGroups/g", "https://portal").active();
        send.failed("503", "nobody there");
      }
      invoice.text("Line1-B").data("Customer", 18).completed();
    }
    chain("other").start("Invoice").cancelled();

    ChainState chain = read("c");

    assertThat(chain.status()).isEqualTo(FlowStatus.FAILED);
    assertThat(chain.mapping())
        .isEqualTo(
            new FlowDefinition.Mapping("Invoicing", "New invoice", "Invoice system", "v1.2.3"));
    assertThat(chain.missing()).isEmpty();
    assertThat(chain.logBegins()).isNull();
    ChainStep invoice = Objects.requireNonNull(chain.first());
    assertThat(invoice.name()).isEqualTo("Invoice");
    assertThat(invoice.status()).isEqualTo(FlowStatus.COMPLETED);
    assertThat(invoice.text()).isEqualTo("Line1-A,Line1-B");
    assertThat(invoice.data()).isEqualTo(Map.of("Customer", "18"));
    assertThat(invoice.entries()).isEqualTo(3);
    assertThat(invoice.children())
        .singleElement()
        .satisfies(
            send -> {
              assertThat(send.parentId()).isEqualTo(invoice.id());
              assertThat(send.error()).isEqualTo("nobody there");
              assertThat(send.resourceId()).isEqualTo("/subscriptions/s/resourceGroups/g");
              assertThat(send.latest().emitter()).isNull();
            });
    assertThat(chain.failed()).extracting(ChainStep::name).containsExactly("Send");
    assertThat(read("other").status()).isEqualTo(FlowStatus.CANCELLED);
    assertThat(read("none").isUnknown()).isTrue();
    assertThat(read("none").status()).isNull();
  }

  @Test
  void namesOfFailedStepsTheOutermostAlone() {
    FlowChain chain = chain("c");
    try (FlowStep root = chain.start("Root")) {
      try (FlowStep parent = root.start("Parent")) {
        try (FlowStep good = parent.start("Good")) {
          parent.start("First").failed("1", "a");
          good.start("Deep").failed("3", "c");
          good.completed();
        }
        parent.start("Second").failed("2", "b");
        parent.failed("4", "d");
      }
      root.start("Other").failed("5", "e");
      root.completed();
    }
    assertThat(read("c").failed()).extracting(ChainStep::name).containsExactly("Parent", "Other");
  }

  @Test
  void ordersByTimeAndCountsWhatIsPublishedTwiceOnce() throws Exception {
    publish(entry("07", "1", "Completed", ""));
    publish(entry("05", "1", "Started", ""));
    publish(entry("05", "1", "Started", ""));
    publish(entry("06", "2", "Started", ", 'ParentId': '1'"));
    ChainState chain = read("c");
    ChainStep first = Objects.requireNonNull(chain.first());
    assertThat(first.entries()).isEqualTo(2);
    assertThat(first.status()).isEqualTo(FlowStatus.COMPLETED);
    assertThat(first.children()).extracting(ChainStep::id).containsExactly("2");
    assertThat(chain.status()).isEqualTo(FlowStatus.ACTIVE);
    assertThat(chain.mapping()).isNull();
  }

  @Test
  void passesOverWhatIsNoEntry() throws Exception {
    publish(entry("05", "1", "Done", ""));
    publish("{'ChainId': 'c'}");
    publish("['c']");
    emitters.publish(FLOWS, "order.imported", Map.of("ChainId", "c"));
    assertThat(read("c").isUnknown()).isTrue();
  }

  @Test
  void readsStepsThatAreInsideOfThemselves() throws Exception {
    publish(entry("05", "1", "Started", ", 'ParentId': '2'"));
    publish(entry("06", "2", "Failed", ", 'ParentId': '1'"));
    assertThat(read("c").all()).hasSize(2);
  }

  @Test
  void saysThatRetentionHasCutIt() {
    keepingOnly(3);
    try (FlowStep invoice = chain("c").start("Invoice")) {
      try (FlowStep send = invoice.start("Send")) {
        send.completed();
      }
      invoice.active();
      assertThat(read("c").isCut()).isTrue();
      assertThat(read("c").logBegins()).isNotNull();
      assertThat(read("c").missing()).contains("the start of step Invoice");
      invoice.completed();
    }
    chain("c").start("More").completed();
    assertThat(read("c").missing()).containsExactly("the start of step Invoice");

    keepingOnly(2);
    chain("early").start("Gone").completed();
    chain("late").start("Whole").completed();
    assertThat(read("late").isCut()).isFalse();
    assertThat(read("early").isUnknown()).isTrue();
    assertThat(read("early").logBegins()).isNotNull();
  }

  @Test
  void saysWhatIsMissingWhereNothingWasGivenUp() throws Exception {
    publish(entry("05", "2", "Failed", ", 'ParentId': '1'"));
    ChainState chain = read("c");
    assertThat(chain.missing())
        .containsExactly("the start of step Step 2", "the step that step Step 2 is inside of");
    assertThat(chain.isCut()).isFalse();
    assertThat(chain.first()).isNull();
  }

  @Test
  void goesOnWithAChainOfAnEarlierProcess() {
    FlowStep lost = chain("c").start("Invoice");
    FlowStep failed = lost.start("Send");
    failed.failed("503", "nobody there");

    FlowChain later = chain("c");
    later.restart(failed.id(), "Send", lost.id()).completed();
    later.resume(lost.id(), "Invoice", null).completed();

    ChainState chain = read("c");
    assertThat(chain.status()).isEqualTo(FlowStatus.COMPLETED);
    assertThat(chain.all()).extracting(ChainStep::entries).containsExactly(2, 4);
  }

  @Test
  void takesEntriesThatEmittersMakeOfOtherEvents() throws Exception {
    ObjectNode traces =
        parameters(
            "{'flow': {'chainId': 'order', 'time': 'event.time', 'started': 'event.time', 'step':"
                + " {'id': 'order', 'name': 'type', 'status': 'state'}}}");
    ObjectNode posted = traces.deepCopy().put("mode", "flow-traces").put("format", "v5");
    List<EmitterDefinition> definitions =
        List.of(
            definition("orders", "flowtrace", traces).messages("order.imported").build(),
            definition("posted", "Webhook", posted).filter(new TextNode("posted")).build(),
            definition("of-user", "FlowTrace", traces).owner("ann").build(),
            definition("plain", "Webhook", traces).build(),
            definition("as-they-are", "FlowTrace", parameters("{}")).build(),
            definition("broken", "FlowTrace", parameters("{'flow': {'chainId': 'a =='}}")).build());
    Map<String, Object> order = Map.of("order", "c", "type", "Import", "state", "Failed");
    emitters.publish(FLOWS, "order.imported", order);
    emitters.publish(FLOWS, "order.other", order);
    emitters.publish(Topic.of("elsewhere"), "order.imported", order);
    emitters.publish(
        FLOWS, "b", Map.of("order", "d", "type", "B", "state", "Done", "posted", true));
    emitters.publish(
        FLOWS, "b", Map.of("order", "d", "type", "B", "state", "Completed", "posted", true));

    ChainReader reader = ChainReader.of(log).withEmitters(definitions);

    assertThat(reader.read("c").all())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.name()).isEqualTo("Import");
              assertThat(step.begun()).isTrue();
              assertThat(step.entries()).isEqualTo(2);
              assertThat(step.latest().emitter()).isEqualTo("orders");
            });
    assertThat(reader.read("d").all())
        .singleElement()
        .satisfies(step -> assertThat(step.latest().emitter()).isEqualTo("posted"));
    assertThat(read("c").isUnknown()).isTrue();
  }

  private static EmitterDefinition.Builder definition(
      String id, String type, ObjectNode parameters) {
    return EmitterDefinition.builder(id, type).topics(List.of(FLOWS)).parameters(parameters);
  }

  private static ObjectNode parameters(String json) throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'));
  }
}
