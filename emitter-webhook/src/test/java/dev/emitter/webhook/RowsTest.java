package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.http.RawServer;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows of a table, as the Power BI channel makes them, in requests. */
@Tag("C1")
@Tag("C5")
@Timeout(240)
final class RowsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Topic TOPIC = Topic.of("orders");
  private static final String COLUMNS =
      "'mode':'rows','columns':[{'name':'EventId','type':'String','lookup':'event.id'},"
          + "{'name':'Placed','type':'DateTime','lookup':'event.time'},"
          + "{'name':'Pieces','type':'Int64','lookup':'pieces'},"
          + "{'name':'Note','type':'String','lookup':'note'}]";

  private static EmitterDefinition.Builder definition(String url, String members) {
    try {
      ObjectNode parameters = (ObjectNode) JSON.readTree(("{" + members + "}").replace('\'', '"'));
      parameters.put("url", url);
      return EmitterDefinition.builder("rows", "Webhook").topic("orders").parameters(parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void publish(Emitters emitters, String id, String json) {
    emitters.publish(
        TOPIC, Posting.builder(id).withData("application/json", Posting.bytes(json)).build());
  }

  private static List<JsonNode> rows(RawServer server) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (RawServer.Request request : server.requests()) {
      JsonNode array = JSON.readTree(request.text());
      assertThat(array.isArray()).isTrue();
      array.forEach(rows::add);
    }
    return rows;
  }

  @Test
  void sendsArraysOfRowsInOrderAndSetsAsideWhatDoesNotFit() throws Exception {
    try (RawServer server = Posting.accepting();
        Emitters emitters = Emitters.builder().closeGrace(Duration.ZERO).start()) {
      emitters.register(
          definition(server.uri("/in").toString(), COLUMNS + ",'batch':{'max':3,'wait':'200ms'}")
              .messages("t.sold")
              .build());
      for (int i = 0; i < 7; i++) {
        publish(
            emitters, "e" + i, i == 4 ? "{\"pieces\":\"secretive\"}" : "{\"pieces\":" + i + "}");
      }
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();

      assertThat(rows(server).get(0))
          .isEqualTo(
              JSON.readTree(
                  "{\"EventId\":\"e0\",\"Placed\":\"2026-01-01T00:00:00.000Z\",\"Pieces\":0,"
                      + "\"Note\":null}"));
      assertThat(rows(server))
          .extracting(row -> row.path("EventId").textValue())
          .containsExactly("e0", "e1", "e2", "e3", "e5", "e6");
      RawServer.Request first = server.requests().get(0);
      assertThat(first.header("Content-Type")).isEqualTo("application/json");
      assertThat(first.header("ce-id")).isNull();
      assertThat(emitters.parked("rows"))
          .singleElement()
          .extracting(ParkedEvent::reason)
          .asString()
          .contains("column \"Pieces\": its lookup gave text", "onMismatch = \"null\"")
          .doesNotContain("secretive");
    }
  }

  @Test
  void keepsLongTextUnlessItIsToBeCutAndWritesNullWhereAsked() throws Exception {
    String longer = "x".repeat(4001);
    for (boolean cuts : List.of(false, true)) {
      String members = COLUMNS + ",'onMismatch':'null'" + (cuts ? ",'tooLong':'cut'" : "");
      try (RawServer server = Posting.accepting();
          Emitters emitters = Emitters.builder().closeGrace(Duration.ZERO).start()) {
        emitters.register(
            definition(server.uri("/in").toString(), members).messages("t.sold").build());
        publish(emitters, "e", "{\"pieces\":1.5,\"note\":\"" + longer + "\"}");
        assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();

        JsonNode row = rows(server).get(0);
        assertThat(row.path("Note").textValue()).hasSize(cuts ? 4000 : 4001);
        assertThat(row.path("Pieces").isNull()).isTrue();
      }
    }
  }

  @Test
  void leavesOutOfALargeEventWhatItMay() throws Exception {
    String members = COLUMNS + ",'maxBytes':200,'reduce':['note']";
    try (RawServer server = Posting.accepting();
        Emitters emitters = Emitters.builder().closeGrace(Duration.ZERO).start()) {
      emitters.register(
          definition(server.uri("/in").toString(), members).messages("t.sold").build());
      publish(emitters, "e", "{\"pieces\":1,\"note\":\"" + "x".repeat(300) + "\"}");
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(rows(server).get(0).path("Note").isNull()).isTrue();
    }
  }

  private static List<String> paths(String members, String... messages) {
    try (Emitters emitters = Emitters.builder().start()) {
      EmitterDefinition definition =
          definition("https://hooks.example/in", members).messages(messages).build();
      ConfigurationException refused =
          catchThrowableOfType(
              ConfigurationException.class, () -> emitters.register(definition).id());
      return refused == null ? List.of() : refused.problems().stream().map(Problem::path).toList();
    }
  }

  @Test
  void tellsAllFaultsOfColumnsAtTheirPath() {
    String faulty =
        "'mode':'rows','timeout':'soon','onMismatch':'drop','columns':["
            + "{'name':'A','type':'Int32','lookup':'event.id'},"
            + "{'name':'a','type':'String','lookup':'1 +'},{'name':'C','type':'String'}]";
    assertThat(paths(faulty, "t.sold", "t.bought"))
        .containsExactlyInAnyOrder(
            "$.messages",
            "$.parameters.timeout",
            "$.parameters.onMismatch",
            "$.parameters.columns[0].type",
            "$.parameters.columns[1].name",
            "$.parameters.columns[1].lookup",
            "$.parameters.columns[2].lookup");
  }

  @Test
  void tellsWhatDoesNotGoWithTheMode() {
    assertThat(paths("'mode':'rows'", "t.sold")).containsExactly("$.parameters.columns");
    assertThat(paths(COLUMNS)).containsExactly("$.messages");
    assertThat(paths(COLUMNS + ",'body':'n'", "t.sold")).containsExactly("$.parameters.body");
    assertThat(
            paths(
                COLUMNS.replace("'rows'", "'records'") + ",'tooLong':'cut','onMismatch':'park'",
                "t.sold"))
        .containsExactlyInAnyOrder(
            "$.parameters.columns", "$.parameters.tooLong", "$.parameters.onMismatch");
    assertThat(paths(COLUMNS + ",'headerFrom':{'X-A':'event.id'}", "t.sold"))
        .containsExactly("$.parameters.headerFrom");
  }
}
