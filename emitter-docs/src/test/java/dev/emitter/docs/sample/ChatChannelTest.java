package dev.emitter.docs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.emitter.Emitters;
import dev.emitter.config.Identities;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The channel that the page shows does what the page says. */
final class ChatChannelTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> posts = new CopyOnWriteArrayList<>();
  private final HttpServer server = server();
  private final Emitters emitters =
      Emitters.builder()
          .channel(new ChatChannelProvider())
          .identities(
              Identities.of(
                  Map.of(
                      "chat", new Identity.Bearer(Secret.of("t0ken")),
                      "other", new Identity.Basic("a", Secret.of("b")))))
          .start();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void startServer() {
    server.createContext("/", this::take);
    server.start();
  }

  @AfterEach
  void close() {
    emitters.close();
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    String id = JSON.readTree(exchange.getRequestBody().readAllBytes()).path("type").asText();
    posts.add(exchange.getRequestURI().getQuery() + " " + id);
    boolean known = "Bearer t0ken".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] answer = "noted".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(known ? 200 : 401, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private EmitterDefinition.Builder chat(String id) {
    return EmitterDefinition.builder(id, "Chat")
        .topics(List.of(Topic.of("orders")))
        .identityRef("chat")
        .parameter("url", "http://localhost:" + server.getAddress().getPort() + "/post")
        .parameter("room", "region");
  }

  @Test
  void postsToTheRoomOfTheEventAndKeepsTheAnswer() {
    emitters.register(chat("chat").build());
    emitters.publish(Topic.of("orders"), "order.placed", Map.of("region", "eu north"));
    emitters.publish(Topic.of("orders"), "order.lost", Map.of());
    assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
    assertThat(posts).containsExactly("room=eu+north order.placed");
    assertThat(emitters.attempts(AttemptQuery.ALL.emitter("chat")))
        .anySatisfy(
            attempt -> {
              assertThat(attempt.status()).isEqualTo(200);
              assertThat(attempt.answer()).isEqualTo("noted");
            });
    assertThat(emitters.parked("chat"))
        .singleElement()
        .satisfies(parked -> assertThat(parked.reason()).contains("room: the event has no value"));
  }

  @Test
  void saysWhatIsWrongAtItsPlace() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                emitters.register(
                    chat("bad").identityRef("other").parameter("url", "ftp://x/y").build()))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::path)
                    .containsExactlyInAnyOrder("$.parameters.url", "$.identityRef"));
  }
}
