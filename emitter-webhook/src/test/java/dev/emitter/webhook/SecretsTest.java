package dev.emitter.webhook;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.config.Identities;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.http.RawServer;
import dev.emitter.net.HttpExchange;
import dev.emitter.testkit.TestEmitters;
import dev.emitter.topic.Topic;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are seen nowhere, also when the receiver repeats what it was sent. */
@Tag("D5")
@Timeout(240)
final class SecretsTest {

  private static final String PASSWORD = "hunter2/secret+word";
  private static final String SIGNING = "whsec_" + "c2VjcmV0".repeat(4);
  private static final String HEADER = "constant-secret-header";

  private static final List<Identity> IDENTITIES =
      List.of(
          new Identity.Basic("user", Secret.of(PASSWORD)),
          new Identity.Bearer(Secret.of(PASSWORD)),
          new Identity.ApiKey("X-Key", Secret.of(PASSWORD)));

  /** What a receiver may make of a request in its answer. */
  private static final Map<String, Function<String, String>> ECHOES =
      Map.of(
          "plain", text -> text,
          "json", text -> text.replace("/", "\\/"),
          "url", text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
          "late", text -> "x".repeat(1024 - 60) + text,
          "decoded", SecretsTest::decoded);

  private static final Logger ROOT = Logger.getLogger("");
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private @Nullable Level before;
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord one) {
          logged.add(one.getMessage() + " " + one.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    before = ROOT.getLevel();
    Logger.getLogger("dev.emitter").setLevel(Level.ALL);
    handler.setLevel(Level.ALL);
    ROOT.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    ROOT.removeHandler(handler);
    Logger.getLogger("dev.emitter").setLevel(before);
    requireNoSecret(String.join("\n", logged));
  }

  private static void requireNoSecret(String text) {
    assertThat(text)
        .doesNotContain("hunter2")
        .doesNotContain("secret+word")
        .doesNotContain("c2VjcmV0c2VjcmV0")
        .doesNotContain(HEADER)
        .doesNotContain(Base64.getEncoder().encodeToString(Posting.bytes("user:" + PASSWORD)))
        .doesNotContain("dXNlcjpodW50ZXIy"); // the beginning of user:hunter2 in Base64
  }

  private static String decoded(String text) {
    return text.lines()
        .map(
            line ->
                line.startsWith("Authorization: Basic ")
                    ? new String(
                        Base64.getDecoder()
                            .decode(line.substring("Authorization: Basic ".length())),
                        StandardCharsets.UTF_8)
                    : line)
        .collect(Collectors.joining("\n"));
  }

  private static String headers(RawServer.Request request) {
    return request.headers().stream()
        .filter(one -> !one.name().startsWith("ce-"))
        .map(one -> one.name() + ": " + one.value())
        .collect(Collectors.joining("\n"));
  }

  private static RawServer echoing(int status, String way) throws Exception {
    return RawServer.start(
        Posting.replying(
            request -> {
              String echo = Objects.requireNonNull(ECHOES.get(way)).apply(headers(request));
              String location = echo.replace('\n', '&').replace(' ', '_');
              return new Posting.Reply(
                  status, echo + SIGNING, List.of("Location: /" + location + SIGNING));
            }));
  }

  private static final String MEMBERS =
      "'signing':{'secrets':['"
          + SIGNING
          + "']},'headers':{'X-Auth-Token':'"
          + HEADER
          + "'},"
          + "'attempts':{'heads':'all','bodyBytes':16384}";

  @ParameterizedTest
  @ValueSource(strings = {"plain", "json", "url", "late", "decoded"})
  void hidesWhatAReceiverRepeats(String way) throws Exception {
    for (Identity identity : IDENTITIES) {
      for (int status : new int[] {200, 307, 401, 410, 422, 500}) {
        try (RawServer server = echoing(status, way);
            Posting posting = Posting.as(identity, server, MEMBERS)) {
          DeliveryResult result = posting.deliver("1");

          requireNoSecret(result.toString());
          assertThat(result.evidence().answer()).contains("****");
        }
      }
    }
  }

  @Test
  void hidesTheSecretsOfTheTokenEndpoint() throws Exception {
    try (RawServer issuer =
            RawServer.start(
                Posting.replying(
                    request ->
                        new Posting.Reply(
                            401,
                            "{\"error\":\"invalid_client\",\"error_description\":\"%s for %s\"}"
                                .formatted(request.header("Authorization"), PASSWORD),
                            List.of())));
        RawServer server = Posting.accepting();
        Posting posting =
            Posting.as(
                new Identity.OAuth2(issuer.uri("/token"), "user", Secret.of(PASSWORD), List.of()),
                server,
                "")) {
      String result = posting.deliver("1").toString();

      requireNoSecret(result);
      assertThat(result).contains("invalid_client").contains("****");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void hidesThemInTheStatusOfTheEmitter() throws Exception {
    try (RawServer server = echoing(500, "plain");
        TestEmitters test =
            TestEmitters.builder()
                .realChannel(new WebhookChannelProvider())
                .identities(Identities.of(Map.of("known", IDENTITIES.get(0))))
                .definition(
                    EmitterDefinition.builder("e", "Webhook")
                        .identityRef("known")
                        .parameter("url", server.uri("/").toString())
                        .build())
                .start()) {
      test.emitters().publish(Topic.of("orders"), Posting.builder("1").build());

      assertThat(test.events()).failedAttempts("e", 1);
      requireNoSecret(test.emitters().status() + " " + test.emitters().definitions());
    }
  }

  @Test
  void hidesThemWhenTheyCannotBeUsed() throws Exception {
    for (Identity identity :
        List.of(
            new Identity.Bearer(Secret.of(PASSWORD + "\n")),
            new Identity.ApiKey("X-Key", Secret.of(PASSWORD + "ü")),
            new Identity.Basic("user", Secret.of(PASSWORD + "\u0000")))) {
      try (RawServer server = Posting.accepting();
          Posting posting = Posting.as(identity, server, "")) {
        String result = posting.deliver("1").toString();

        requireNoSecret(result);
        assertThat(result).contains("Retry");
        assertThat(server.requests()).isEmpty();
      }
    }
  }

  /** A secret of one letter once turned the answer and the reason into stars. */
  @Test
  void keepsNoAnswerWhereASecretIsTooShortToBeTakenOut() throws Exception {
    Map<String, Identity> identities =
        Map.of(
            "basic", new Identity.Basic("user", Secret.of("e")),
            "bearer", new Identity.Bearer(Secret.of("abc")),
            "key", new Identity.ApiKey("X-Key", Secret.of("12345")));
    for (Identity identity : identities.values()) {
      try (RawServer server = echoing(307, "plain");
          Posting posting = Posting.as(identity, server, "")) {
        DeliveryResult result = posting.deliver("1");

        assertThat(result.evidence().answer()).isNull();
        assertThat(result.evidence().status()).isEqualTo(307);
        assertThat(result.with(result.evidence().withExchange(null)).toString())
            .contains("the receiver answered 307; redirects are not followed")
            .doesNotContain("**");
        HttpExchange exchange = Objects.requireNonNull(result.evidence().exchange());
        assertThat(exchange.responseHeaders()).isEmpty();
        assertThat(exchange.requestHeaders())
            .anyMatch(header -> header.value().equals("****"))
            .anyMatch(header -> header.value().equals("application/json"));
      }
    }
    for (String members :
        List.of(
            "'signing':{'scheme':'github','secrets':['e']}", "'headers':{'X-Auth-Token':'e'}")) {
      try (RawServer server =
              RawServer.start(
                  Posting.replying(
                      one -> new Posting.Reply(503, "see here", List.of("Retry-After: 7"))));
          Posting posting = Posting.to(server, members)) {
        DeliveryResult.Retry result = (DeliveryResult.Retry) posting.deliver("1");

        assertThat(result.evidence().answer()).isNull();
        assertThat(result.reason()).isEqualTo("the receiver answered 503");
        assertThat(result.after()).isEqualTo(Duration.ofSeconds(7));
      }
    }
  }

  @Test
  void quotesNothingOfWhatIsNoHttp() throws Exception {
    try (RawServer server =
            RawServer.start(
                connection -> {
                  RawServer.Request request = connection.read();
                  connection.write(headers(Objects.requireNonNull(request)) + "\r\n\r\n");
                });
        Posting posting = Posting.as(IDENTITIES.get(0), server, MEMBERS)) {
      requireNoSecret(posting.deliver("1").toString());
    }
  }
}
