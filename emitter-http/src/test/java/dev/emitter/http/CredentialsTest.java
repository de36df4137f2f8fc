package dev.emitter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.testkit.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("D5")
@Timeout(240)
class CredentialsTest {

  private static final class JdkTransport implements HttpTransport {

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public CompletionStage<HttpAnswer> send(OutgoingRequest request, Duration within) {
      HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).timeout(within);
      request.headers().forEach(header -> builder.header(header.name(), header.value()));
      builder.method(
          request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body().toByteArray()));
      return client
          .sendAsync(builder.build(), HttpResponse.BodyHandlers.ofString())
          .thenApply(answer -> new HttpAnswer(answer.statusCode(), List.of(), answer.body()));
    }

    @Override
    public <T> CompletionStage<T> admit(URI receiver, Action<T> action) {
      return action.begin(false);
    }

    @Override
    public @Nullable String waitsFor() {
      return null;
    }

    @Override
    public void close() {}
  }

  private final ManualClock clock = ManualClock.create();
  private final HttpTransport transport = new JdkTransport();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private volatile int status = 200;
  private volatile String answer = "";
  private volatile boolean held;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          String form =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + form);
          if (held) {
            await(gate);
          }
          byte[] body = answer.replace("#", "" + requests.size()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    answer("\"access_token\":\"t#\",\"token_type\":\"bearer\",\"expires_in\":1000");
  }

  @AfterEach
  void stop() {
    gate.countDown();
    server.stop(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(String members) {
    answer = "{" + members + "}";
  }

  private Authentication oauth() {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token?q=hidden");
    return Credentials.of(
        new Identity.OAuth2(uri, "the id", Secret.of("s3:cr&t"), List.of("a", "b")),
        transport,
        clock.clock());
  }

  private Authentication fixed(Identity identity) {
    return Credentials.of(identity, transport, clock.clock());
  }

  private static List<HttpHeader> headers(Authentication authentication) {
    return authentication.headers().toCompletableFuture().join();
  }

  private static String value(Authentication authentication) {
    return headers(authentication).get(0).value();
  }

  @Test
  void sendsWhatAFixedIdentitySays() {
    assertThat(headers(Credentials.of(null, transport, clock.clock()))).isEmpty();
    assertThat(headers(fixed(new Identity.Basic("test", Secret.of("123£")))))
        .containsExactly(new HttpHeader("Authorization", "Basic dGVzdDoxMjPCow=="));
    assertThat(headers(fixed(new Identity.Bearer(Secret.of("a.b=")))))
        .containsExactly(new HttpHeader("Authorization", "Bearer a.b="));
    assertThat(headers(fixed(new Identity.ApiKey("X-Key", Secret.of("a b")))))
        .containsExactly(new HttpHeader("X-Key", "a b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hidden\r\nX: y", "hidden\0", "", " hidden", "hidén"})
  void refusesSecretsThatNoHeaderMayHaveWithoutShowingThem(String value) {
    for (Identity identity :
        List.of(
            new Identity.Bearer(Secret.of(value)), new Identity.ApiKey("X", Secret.of(value)))) {
      assertThatThrownBy(() -> headers(fixed(identity)))
          .hasCauseInstanceOf(TransportException.class)
          .hasMessageContaining("is empty or has characters")
          .hasMessageNotContaining("hid");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host", "content-LENGTH", "Connection", "a b", "", "x:y", "ce-id", "X\r\nY"})
  void refusesHeadersThatAreNotForKeys(String header) {
    assertThat(Credentials.problem(new Identity.ApiKey(header, Secret.of("k")))).contains("header");
    assertThatThrownBy(() -> headers(fixed(new Identity.ApiKey(header, Secret.of("hidden")))))
        .hasMessageContaining("header")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void refusesAUserWithAColon() {
    assertThat(Credentials.problem(new Identity.Basic("a:b", Secret.of("k")))).contains("colon");
    assertThat(Credentials.problem(new Identity.Basic("a", Secret.of("k")))).isNull();
  }

  @Test
  void fetchesATokenOnceAndAgainBeforeItExpires() {
    Authentication oauth = oauth();

    assertThat(value(oauth)).isEqualTo("Bearer t1");
    clock.advance(Duration.ofSeconds(939));
    assertThat(value(oauth)).isEqualTo("Bearer t1");
    clock.advance(Duration.ofSeconds(1));
    assertThat(value(oauth)).isEqualTo("Bearer t2");
    assertThat(requests.get(0))
        .isEqualTo("Basic dGhlK2lkOnMzJTNBY3IlMjZ0 grant_type=client_credentials&scope=a+b");
  }

  @Test
  void sharesOneFetchAmongAllWhoWait() {
    held = true;
    Authentication oauth = oauth();
    List<CompletableFuture<List<HttpHeader>>> all =
        IntStream.range(0, 100).mapToObj(i -> oauth.headers().toCompletableFuture()).toList();
    gate.countDown();

    assertThat(all).allMatch(one -> one.join().get(0).value().equals("Bearer t1"));
    assertThat(requests).hasSize(1);
  }

  @Test
  void replacesARefusedTokenOnce() {
    Authentication oauth = oauth();
    List<HttpHeader> first = headers(oauth);

    assertThat(oauth.refused(first)).isTrue();
    assertThat(oauth.refused(first)).isTrue(); // told by another who used it too
    List<HttpHeader> second = headers(oauth);
    assertThat(second).isNotEqualTo(first);
    assertThat(oauth.refused(first)).isTrue();
    assertThat(oauth.refused(second)).isFalse();
    assertThat(requests).hasSize(2);
    clock.advance(Duration.ofMinutes(1));
    assertThat(oauth.refused(second)).isTrue();
  }

  @Test
  void asksAFailingEndpointNotAgainAtOnce() {
    status = 401;
    answer(
        "\"error\":\"invalid_client\",\"error_description\":\"no\\nsecret s3:cr&t"
            + "x".repeat(999)
            + "\"");
    Authentication oauth = oauth();

    for (int i = 0; i < 1000; i++) {
      assertThatThrownBy(() -> headers(oauth))
          .hasCauseInstanceOf(TransportException.class)
          .hasMessageContaining("/token: answered 401, invalid_client (no secret ****")
          .hasMessageNotContainingAny("s3:cr", "hidden", "\n")
          .satisfies(e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(400));
    }
    assertThat(requests).hasSize(1);
    status = 200;
    answer("\"access_token\":\"good\"");
    clock.advance(Duration.ofSeconds(5));
    assertThat(value(oauth)).isEqualTo("Bearer good");
  }

  @Test
  void usesATokenToItsEndWhenNoNewOneCanBeHad() {
    Authentication oauth = oauth();
    headers(oauth);
    status = 503;
    clock.advance(Duration.ofSeconds(950));
    assertThat(value(oauth)).isEqualTo("Bearer t1");
    assertThat(value(oauth)).isEqualTo("Bearer t1");
    assertThat(requests).hasSize(2);
    clock.advance(Duration.ofSeconds(50));
    assertThatThrownBy(() -> headers(oauth)).hasMessageContaining("answered 503");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hidden | not JSON",
        "[] | no JSON object",
        "{} | no access_token",
        "{\"access_token\":\"hidden\\r\\n\"} | characters",
        "{\"access_token\":\"hidén\"} | characters",
        "{\"access_token\":\"hidden\",\"token_type\":\"mac\"} | token_type"
      })
  void tellsWhatIsWrongWithAnAnswerButNothingOfIt(String body, String problem) {
    answer = body;

    assertThatThrownBy(() -> headers(oauth()))
        .hasCauseInstanceOf(TransportException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContainingAny("hid", "s3:cr");
  }

  @Test
  void tellsAnEndpointThatIsNotThere() {
    Authentication oauth = oauth();
    server.stop(0);

    assertThatThrownBy(() -> headers(oauth))
        .hasCauseInstanceOf(TransportException.class)
        .hasMessageContaining("no answer");
    assertThat(oauth.toString()).isEqualTo("ClientCredentials[****]");
  }

  /** The tokens were made by another program. */
  @Test
  @Tag("C8")
  void signsForTheHubAndRenewsTheTokenBeforeItEnds() throws Exception {
    ManualClock time = ManualClock.at(Instant.parse("2026-11-30T08:02:03Z"));
    Authentication hub =
        Credentials.of(
            new Identity.Sas("SendOnly", Secret.of("aGVsbG8gZXZlbnQgaHVi+/w=")),
            transport,
            time.clock(),
            URI.create("https://shop-ns.servicebus.windows.net/flows/messages?timeout=60"));
    String first =
        "SharedAccessSignature sr=https%3A%2F%2Fshop-ns.servicebus.windows.net%2Fflows"
            + "&sig=H1aCvXi1gOwfrwBBI3oJlFxPYukaAWKh%2FPyl15H1DYg%3D&se=1796029500&skn=SendOnly";
    String second =
        "SharedAccessSignature sr=https%3A%2F%2Fshop-ns.servicebus.windows.net%2Fflows"
            + "&sig=txY0hvTGH%2BeBGqU4EMcWjDi26sL1x64roAPaiC3bgNo%3D&se=1796029800&skn=SendOnly";
    List<HttpHeader> sent = hub.headers().toCompletableFuture().get();
    assertThat(sent).containsExactly(new HttpHeader("Authorization", first));
    assertThat(hub.refused(sent)).isFalse();
    time.advance(Duration.ofMinutes(5));
    assertThat(hub.headers().toCompletableFuture().get())
        .containsExactly(new HttpHeader("Authorization", second));
    assertThat(hub.refused(sent)).isTrue();
  }
}
