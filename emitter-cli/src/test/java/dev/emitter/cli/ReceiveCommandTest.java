package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.config.Identities;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code emitter receive}: what a webhook sends, and what it does when its receiver fails. */
@Tag("FPT")
@Timeout(240)
final class ReceiveCommandTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Topic TOPIC = Topic.of("orders");
  private static final Pattern ADDRESS = Pattern.compile("listening at (http://[^;]+);");

  /** The command at work. */
  private static final class Bin implements AutoCloseable {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Termination termination = new Termination();
    private final CompletableFuture<Integer> status;
    private final URI uri;

    Bin(String... options) {
      List<String> args = new ArrayList<>(List.of("receive", "--port", "0"));
      args.addAll(List.of(options));
      Streams streams =
          new Streams(InputStream.nullInputStream(), printer(out), printer(err), Terminal.NONE);
      status = CompletableFuture.supplyAsync(() -> Main.run(args, streams, termination));
      await().atMost(Duration.ofSeconds(60)).until(() -> ADDRESS.matcher(err()).find());
      Matcher address = ADDRESS.matcher(err());
      assertThat(address.find()).isTrue();
      uri = URI.create(address.group(1));
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
      return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    String out() {
      return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
      return err.toString(StandardCharsets.UTF_8);
    }

    int end() throws Exception {
      termination.request();
      return status.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      termination.request();
      status.join();
    }
  }

  private static CloudEvent event(String id) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("https://shop.example"))
        .withType("order.placed")
        .withSubject("Größe 100 %")
        .withData("application/json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static void publish(
      Bin bin, UnaryOperator<EmitterDefinition.Builder> with, String... ids) {
    Identity identity = new Identity.Bearer(Secret.of("token-of-nobody"));
    try (Emitters emitters =
        Emitters.builder()
            .identities(Identities.of(Map.of("id", identity)))
            .closeGrace(Duration.ZERO)
            .start()) {
      emitters.register(
          with.apply(
                  EmitterDefinition.builder("hook", "Webhook")
                      .topic("orders")
                      .parameter("url", bin.uri.resolve("/in").toString()))
              .build());
      for (String id : ids) {
        emitters.publish(TOPIC, event(id));
      }
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
    }
  }

  private static Map<String, Object> signing(String secret) {
    return Map.of("scheme", "standard", "secrets", List.of(secret));
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "structured", "batched"})
  void printsWhatAWebhookSendsAndFindsItRight(String mode) throws Exception {
    try (Bin bin = new Bin("--secret", SECRET)) {
      publish(
          bin,
          one ->
              one.identityRef("id").parameter("mode", mode).parameter("signing", signing(SECRET)),
          "e 1");

      assertThat(bin.out())
          .contains("#1 ", "POST /in", "answered 200")
          .contains("= CloudEvent e 1, type order.placed, source https://shop.example")
          .contains("= signature: right (standard)")
          .containsIgnoringCase("Emitter-Delivery: ")
          .contains("\"a\":1")
          .containsIgnoringCase("authorization: ****")
          .doesNotContain("token-of-nobody")
          .doesNotContain(SECRET)
          .doesNotContain("WRONG");
      assertThat(bin.end()).isEqualTo(ExitStatus.DONE);
    }
  }

  @Test
  void refusesWhatIsSignedWithAnotherSecret() throws Exception {
    try (Bin bin = new Bin("--secret", SECRET, "--count", "1")) {
      URI uri = bin.uri;
      HttpResponse<Void> answer = post(uri, "{}", "webhook-id", "a");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(bin.status.get(60, TimeUnit.SECONDS)).isEqualTo(ExitStatus.UNDELIVERED);
      assertThat(bin.out())
          .contains("WRONG: signature: it lacks webhook-timestamp", "answered 401");
    }
  }

  private static HttpResponse<Void> post(URI uri, String body, String... headers) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri)
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding());
  }

  @Test
  void showsHowAWebhookTriesAgain() throws Exception {
    try (Bin bin = new Bin("--answer", "500", "--fail-first", "2")) {
      publish(bin, one -> one, "e1");
      assertThat(bin.out().lines().filter(line -> line.startsWith("#")))
          .hasSize(3)
          .satisfiesExactly(
              one -> assertThat(one).endsWith("answered 500"),
              one -> assertThat(one).endsWith("answered 500"),
              one -> assertThat(one).endsWith("answered 200"));
      assertThat(
              bin.out()
                  .lines()
                  .filter(line -> line.toLowerCase(Locale.ROOT).contains("emitter-attempt")))
          .satisfiesExactly(
              one -> assertThat(one).endsWith(": 1"),
              one -> assertThat(one).endsWith(": 2"),
              one -> assertThat(one).endsWith(": 3"));
      assertThat(bin.end()).isEqualTo(ExitStatus.DONE);
    }
  }

  @Test
  void waitsBeforeItAnswers() throws Exception {
    try (Bin bin = new Bin("--delay", "700ms", "--fail-first", "1", "--retry-after", "3")) {
      Instant began = Instant.now();
      HttpResponse<Void> answer = post(bin.uri, "{}", "X-A", "1");
      assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofMillis(650));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("3");
      assertThat(post(bin.uri, "{}", "X-A", "1").statusCode()).isEqualTo(200);
    }
  }

  /** A receiver that does not answer must not hold the end up. */
  @Test
  void endsWhileARequestWaits() throws Exception {
    try (Bin bin = new Bin("--delay", "10m")) {
      CompletableFuture<HttpResponse<Void>> open =
          HttpClient.newHttpClient()
              .sendAsync(
                  HttpRequest.newBuilder(bin.uri).build(), HttpResponse.BodyHandlers.discarding());
      await().atMost(Duration.ofSeconds(60)).until(() -> bin.out().contains("#1 "));
      assertThat(bin.end()).isEqualTo(ExitStatus.DONE);
      assertThat(open).failsWithin(Duration.ofSeconds(60));
    }
  }

  @Test
  void agreesToAHandshake() throws Exception {
    try (Bin bin = new Bin()) {
      publish(
          bin,
          one ->
              one.parameter("handshake", "required").parameter("handshakeOrigin", "shop.example"),
          "e1");
      assertThat(bin.out())
          .contains("handshake /in from shop.example: agreed")
          .contains("= CloudEvent e1");
    }
  }

  @Test
  void hidesWhatMayBeSecretInHeadersAndInTheQuery() throws Exception {
    try (Bin bin = new Bin()) {
      URI uri = URI.create(bin.uri + "in?tenant=hidden1&access_token=hidden2&hidden3");
      post(
          uri,
          "{}",
          "X-Api-Key",
          "hidden4",
          "X-Hub-Signature-256",
          "hidden5",
          "X-Csrf",
          "hidden6",
          "Referer",
          "https://u:hidden7@shop.example/a?b=hidden8",
          "X-Plain",
          "shown");
      assertThat(bin.out())
          .contains("POST /in?tenant=****&access_token=****&****,")
          .containsIgnoringCase("x-api-key: ****")
          .containsIgnoringCase("referer: https://..@shop.example/a?..")
          .containsIgnoringCase("x-plain: shown")
          .doesNotContain("hidden");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | application/cloudevents+json | WRONG: no valid CloudEvent",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\"} | application/cloudevents+json | source",
        "{} | application/cloudevents-batch+json | WRONG: no valid CloudEvent: batch",
        "[1] | application/cloudevents-batch+json | WRONG: no valid CloudEvent",
        "[1,2] | application/json | WRONG: Emitter-Batch-Size is 3, but there are 2",
        "{} | text/plain | = no CloudEvent by its headers"
      })
  void saysWhatIsWrong(String body, String type, String found) throws Exception {
    try (Bin bin = new Bin()) {
      assertThat(post(bin.uri, body, "Content-Type", type, "Emitter-Batch-Size", "3").statusCode())
          .isEqualTo(200);
      assertThat(bin.out()).contains(found);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ce-id, a%4, % that begins no",
    "ce-specversion, 0.3, not 1.0",
    "ce-time, soon, WRONG: no valid CloudEvent",
    "ce-Bad_Name, x, WRONG: no valid CloudEvent",
    "ce-source, '', WRONG: no valid CloudEvent"
  })
  void saysWhatIsWrongWithHeaders(String name, String value, String found) throws Exception {
    List<String> headers = new ArrayList<>();
    Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "t")
        .forEach(
            (usual, right) -> {
              if (!usual.equals(name)) {
                headers.addAll(List.of(usual, right));
              }
            });
    headers.addAll(List.of(name, value));
    try (Bin bin = new Bin()) {
      assertThat(post(bin.uri, "{}", headers.toArray(String[]::new)).statusCode()).isEqualTo(200);
      assertThat(bin.out()).contains(found);
    }
  }

  @Test
  void takesNoMoreThanItIsToldTo() throws Exception {
    try (Bin bin = new Bin("--max-bytes", "10")) {
      assertThat(post(bin.uri, "x".repeat(10), "X-A", "1").statusCode()).isEqualTo(200);
      assertThat(post(bin.uri, "x".repeat(11), "X-A", "1").statusCode()).isEqualTo(413);
      assertThat(bin.out()).contains("WRONG: more than 10 bytes").doesNotContain("x".repeat(11));
    }
  }

  @Test
  void printsNothingThatCommandsATerminal() throws Exception {
    try (Bin bin = new Bin()) {
      post(bin.uri, "a\u001b[2Jb\r\nc", "X-A", "1");
      assertThat(bin.out()).contains("  | ").doesNotContain("\u001b");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--answer 99",
        "--answer 600",
        "--port 65536",
        "--scheme md5 --secret x",
        "--secret x",
        "--secret ${env:NO_SUCH_VARIABLE_HERE}",
        "--max-bytes 0",
        "--fail-first -1",
        "--retry-after -1",
        "--count 0",
        "--count -1",
        "--scheme github",
        "--delay soon",
        "--bind nowhere.invalid"
      })
  void refusesOptionsThatAreWrong(String options) {
    List<String> args = new ArrayList<>(List.of("receive"));
    args.addAll(List.of(options.split(" ", -1)));
    Shell.Result result = new Shell(Path.of("")).run(args.toArray(String[]::new));
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("--" + options.split("[ -]+", -1)[1]);
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Shell.Result result =
          new Shell(Path.of("")).run("receive", "--port", "" + taken.getLocalPort());
      assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
      assertThat(result.err()).contains("--port 0 takes a free one");
    }
  }

  @Test
  void listensOnLoopbackUnlessToldOtherwise() throws Exception {
    try (Bin bin = new Bin()) {
      assertThat(bin.uri.getHost()).isEqualTo("localhost");
      assertThat(bin.err()).doesNotContain("warning");
    }
    try (Bin bin = new Bin("--bind", "127.0.0.1")) {
      assertThat(bin.uri.getHost()).isEqualTo("127.0.0.1");
      assertThat(bin.err()).doesNotContain("warning");
    }
  }
}
