package dev.emitter.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.emitter.Emitters;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The receiver takes what the library sends, and nothing that anybody else makes of it. */
final class ReceiverTest {

  private static final Path DEFINITIONS = Path.of("emitters");

  private final String secret = Main.newSecret();
  private final List<String> taken = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = Receiver.start(secret, Clock.systemUTC(), taken::add);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  /** A request as the library made it. */
  private record Captured(Headers headers, String body) {}

  private static Emitters emitters(URI uri, String secret) {
    Map<String, String> environment = Map.of("HOOK_URL", uri.toString(), "HOOK_SECRET", secret);
    return Emitters.builder()
        .source(URI.create("https://shop.example"))
        .environment(environment::get)
        .definitions(DEFINITIONS)
        .start();
  }

  /** Publishes an order to a server that only keeps the request. */
  private Captured capture() throws Exception {
    BlockingQueue<Captured> requests = new ArrayBlockingQueue<>(1);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 50);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            Headers headers = new Headers();
            headers.putAll(exchange.getRequestHeaders());
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(new Captured(headers, new String(body, StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/orders");
    try (Emitters emitters = emitters(uri, secret)) {
      emitters.publish(Topic.of("orders"), "order.placed", new Main.Order(7, "lamp"));
      Captured request = requests.poll(20, TimeUnit.SECONDS);
      assertThat(request).isNotNull();
      return request;
    } finally {
      server.stop(0);
    }
  }

  private int send(Captured request, String body, String... changed) throws Exception {
    return sendTo(receiver, request, body, changed);
  }

  private int sendTo(Receiver to, Captured request, String body, String... changed)
      throws Exception {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(to.uri())
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (String name : List.of("ce-type", "webhook-id", "webhook-timestamp", "webhook-signature")) {
      builder.setHeader(name, request.headers().getFirst(name));
    }
    for (int i = 0; i < changed.length; i += 2) {
      builder.setHeader(changed[i], changed[i + 1]);
    }
    return client.send(builder.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void takesWhatTheDefinitionSends() {
    try (Emitters emitters = emitters(receiver.uri(), secret)) {
      emitters.publish(Topic.of("orders"), "order.placed", new Main.Order(1, "lamp"));
      emitters.publish(Topic.of("orders"), "order.paid", new Main.Order(2, "Stuhl für €"));
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
    }
    assertThat(taken)
        .containsExactly(
            "order.placed {\"number\":1,\"article\":\"lamp\"}",
            "order.paid {\"number\":2,\"article\":\"Stuhl für €\"}");
  }

  @Test
  void takesEachEventOnce() throws Exception {
    Captured request = capture();

    assertThat(send(request, request.body())).isEqualTo(204);
    assertThat(send(request, request.body())).isEqualTo(204);
    assertThat(taken).hasSize(1);
  }

  @Test
  void refusesAChangedBodyIdOrTime() throws Exception {
    Captured request = capture();
    String other = request.body().replace("lamp", "car");
    String later = Long.toString(Instant.now().getEpochSecond() + 1);

    assertThat(send(request, other)).isEqualTo(401);
    assertThat(send(request, request.body(), "webhook-id", "another")).isEqualTo(401);
    assertThat(send(request, request.body(), "webhook-timestamp", later)).isEqualTo(401);
    assertThat(taken).isEmpty();
  }

  @Test
  void refusesWhatIsNoSignature() throws Exception {
    Captured request = capture();

    for (String signature : List.of("v1,AAAA", "v1", "", " ", "v1a,AAAA", "v2,????")) {
      assertThat(send(request, request.body(), "webhook-signature", signature))
          .as(signature)
          .isEqualTo(401);
    }
    for (String time : List.of("soon", "-1", "99999999999999999999")) {
      assertThat(send(request, request.body(), "webhook-timestamp", time)).isEqualTo(401);
    }
    assertThat(taken).isEmpty();
  }

  @Test
  void refusesARequestThatIsSentAgainMuchLater() throws Exception {
    Captured request = capture();
    Clock later = Clock.fixed(Instant.now().plusSeconds(301 + 20), ZoneOffset.UTC);
    try (Receiver then = Receiver.start(secret, later, taken::add)) {
      assertThat(sendTo(then, request, request.body())).isEqualTo(401);
    }
    assertThat(taken).isEmpty();
  }

  @Test
  void refusesASenderWithAnotherSecret() {
    try (Emitters emitters = emitters(receiver.uri(), Main.newSecret())) {
      emitters.publish(Topic.of("orders"), "order.placed", new Main.Order(1, "lamp"));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(emitters.attempts(AttemptQuery.ALL))
                      .isNotEmpty()
                      .allSatisfy(attempt -> assertThat(attempt.status()).isEqualTo(401)));
      emitters.disable("orders-hook", "has another secret than the receiver");
    }
    assertThat(taken).isEmpty();
  }
}
