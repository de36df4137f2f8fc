package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.Emitters;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.http.RawServer;
import dev.emitter.log.LoggedEvent;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person sends events again to another address, with other headers, as an array of records. */
@Tag("R4")
@Timeout(240)
final class ResubmitElsewhereTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Topic RUNS = Topic.of("runs");

  private static EmitterDefinition resuming(RawServer server) {
    ObjectNode parameters = JSON.createObjectNode();
    parameters.put("url", server.uri("/resume").toString()).put("mode", "records");
    parameters.putObject("headers").put("X-Resume", "yes").put("X-Operator", "ann");
    return EmitterDefinition.builder("resume", "Webhook").parameters(parameters).build();
  }

  @Test
  void sendsRunRecordsToTheResumeAddress() throws Exception {
    try (RawServer usual = RawServer.start(RawServer.answering(422, ""));
        RawServer resume = Posting.accepting();
        Emitters emitters = Emitters.builder().closeGrace(Duration.ZERO).start()) {
      emitters.register(
          EmitterDefinition.builder("usual", "Webhook")
              .parameter("url", usual.uri("/in").toString())
              .build());
      List<String> runs = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        String run = "{\"id\":\"run%d\",\"statusId\":2,\"appName\":null}".formatted(i);
        runs.add(run);
        emitters.publish(
            RUNS,
            Posting.builder("run" + i).withData("application/json", Posting.bytes(run)).build());
      }
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      EmitterDefinition to = resuming(resume);

      assertThat(emitters.test(to).toCompletableFuture().get(60, TimeUnit.SECONDS))
          .isInstanceOf(Delivered.class);
      List<LoggedEvent> events = emitters.parked("usual").stream().map(ParkedEvent::event).toList();
      List<Resubmission> results =
          emitters.resubmit(to, events).toCompletableFuture().get(60, TimeUnit.SECONDS);

      assertThat(results).hasSize(3).allMatch(Resubmission::delivered);
      assertThat(usual.requests()).hasSize(3);
      assertThat(resume.requests()).hasSize(2);
      JsonNode tested = JSON.readTree(resume.requests().get(0).text());
      assertThat(tested.get(0).get("message").asText()).contains("tests");
      RawServer.Request sent = resume.requests().get(1);
      assertThat(sent.line()).isEqualTo("POST /resume HTTP/1.1");
      assertThat(sent.header("Content-Type")).isEqualTo("application/json");
      assertThat(sent.header("X-Resume")).isEqualTo("yes");
      assertThat(sent.header("X-Operator")).isEqualTo("ann");
      assertThat(sent.text()).isEqualTo("[" + String.join(",", runs) + "]");
      assertThat(emitters.definitions()).extracting(EmitterDefinition::id).containsExactly("usual");
    }
  }

  @Test
  void tellsThatTheAddressDoesNotWorkBeforeAnythingIsSent() throws Exception {
    try (RawServer resume = RawServer.start(RawServer.answering(404, "no such flow"));
        Emitters emitters = Emitters.builder().closeGrace(Duration.ZERO).start()) {
      Retry result =
          (Retry) emitters.test(resuming(resume)).toCompletableFuture().get(60, TimeUnit.SECONDS);

      assertThat(result.reason()).isEqualTo("the receiver answered 404: check url");
      assertThat(result.evidence().answer()).isEqualTo("no such flow");
    }
  }
}
