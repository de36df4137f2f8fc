package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.cli.Shell.Result;
import dev.emitter.config.DefinitionProposal;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.event.EncodedEvent;
import dev.emitter.filter.FilterInput;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code emitter propose}: a definition out of an event. */
@Tag("FPT")
final class ProposeCommandTest {

  private static final String EVENT =
      """
      {"topic": ["orders", "eu"], "event": {"specversion": "1.0", "id": "1", "source": "/shop", \
      "type": "order.placed", "datacontenttype": "application/json", \
      "data": {"status": "paid", "total": 7.5, "pieces": 2, "gift": false, "orderId": "A7", "lines": []}}}
      """;

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
  }

  private Result propose(String event, String... options) {
    shell.write("event.json", event);
    List<String> args = new ArrayList<>(List.of("propose"));
    args.addAll(List.of(options));
    args.add(shell.path("event.json").toString());
    return shell.run(args.toArray(String[]::new));
  }

  @Test
  void aDefinitionHasTopicTypeAndFilterOfTheEvent() throws IOException {
    Result result = propose(EVENT);
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(RealEvents.JSON.readTree(result.out()))
        .isEqualTo(
            RealEvents.JSON.readTree(
                """
                {"type": "Webhook", "topics": [["orders", "eu"]], "messages": ["order.placed"],
                 "filter": "status = \\"paid\\"", "parameters": {"url": "https://receiver.example/events"}}
                """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Webhook", "Kafka", "File", "Console", "Audit", "FlowTrace"})
  void whatIsProposedPassesCheck(String type) {
    shell.write("emitters/proposed.json", propose(EVENT, "--type", type).out());
    Result check = shell.run("check", shell.path("emitters").toString());
    assertThat(check.status()).as(check.out() + check.err()).isZero();
  }

  @Test
  void columnsOfATableComeOutOfTheData() throws IOException {
    JsonNode columns =
        RealEvents.JSON
            .readTree(propose(EVENT, "--type", "PowerBI").out())
            .at("/parameters/columns");
    List<String> lines = new ArrayList<>();
    columns.forEach(
        one -> lines.add(one.path("type").asText() + " " + one.path("lookup").asText()));
    assertThat(lines)
        .containsExactly(
            "String event.id",
            "DateTime event.time",
            "String status",
            "Double total",
            "Int64 pieces",
            "Boolean gift",
            "String orderId");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PowerBI | no JSON object with members for the columns",
        "FlowTrace | says which chain the event belongs to",
        "Handlers | did you mean \"Handler\""
      })
  void whatIsNotCompatibleIsSaidWithAReason(String type, String reason) {
    Result result =
        propose(EVENT.replaceAll("\"data\": \\{.*\\}\\}\\}", "\"data\": \"x\"}}"), "--type", type);
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(reason);
  }

  @Test
  void saysThatOnlyTheFirstOfSeveralEventsIsTaken() {
    Result one = propose(EVENT.strip() + "\n");
    Result several = propose(EVENT.strip() + "\n" + EVENT.strip() + "\n");
    assertThat(one.err()).isEmpty();
    assertThat(several.status()).isZero();
    assertThat(several.out()).isEqualTo(one.out());
    assertThat(several.err()).contains("only the event of line 1 is taken, none after it");
  }

  @Test
  void anEventOfTheLogIsNamedByItsPosition() {
    shell.writeFileEmitter("all", "");
    Leftovers.leave(shell.path("data"), shell.path("emitters"), 2, DeliveryResult.delivered());
    Result result = shell.run("propose", "--data", shell.path("data").toString(), "1");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"topics\" : [ [ \"a\", \"b\" ] ]");
    assertThat(shell.run("propose", "--data", shell.path("data").toString(), "99").status())
        .isEqualTo(ExitStatus.FAULT);
    assertThat(shell.run("propose", "nowhere.json").err())
        .contains("nowhere.json: there is no such file");
    assertThat(propose("{}").err()).contains(":1: ");
  }

  @Test
  void whatIsProposedForEachRealEventLetsItThrough() throws IOException {
    DefinitionReader reader = Definitions.reader(Identities.none(), ApplicationHandlers.none());
    ChannelProvider webhook = Objects.requireNonNull(Definitions.types().find("webhook"));
    int filters = 0;
    for (JsonNode line : RealEvents.lines()) {
      List<String> segments = new ArrayList<>();
      line.path("topic").forEach(segment -> segments.add(segment.asText()));
      EncodedEvent event =
          EncodedEvent.stored(line.path("event").toString().getBytes(StandardCharsets.UTF_8));
      Topic topic = Topic.of(segments);
      String json = DefinitionProposal.of(webhook, topic, event).json();
      ResolvedEmitter emitter =
          reader.readSystem("e.json", "e", json.getBytes(StandardCharsets.UTF_8));
      assertThat(emitter.warnings()).as(json).isEmpty();
      if (emitter.filter() != null) {
        filters++;
        assertThat(emitter.filter().test(new FilterInput(topic, event)).matches()).isTrue();
      }
      assertThat(emitter.definition().messages()).containsExactly(event.event().getType());
    }
    assertThat(filters).isGreaterThan(50);
  }
}
