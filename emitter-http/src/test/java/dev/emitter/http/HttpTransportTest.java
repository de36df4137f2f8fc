package dev.emitter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.event.Payload;
import dev.emitter.http.TransportException.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {

  private final HttpTransports transports = new HttpTransports();
  private final HttpTransport transport = transports.open(Sending.plain());

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void sendsWhatItIsGivenAndNoMore() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answering(200, "fine", "X-Seen: 1"))) {
      Payload parts =
          Payload.of(
              "{\"a\":".getBytes(StandardCharsets.UTF_8), "1}".getBytes(StandardCharsets.UTF_8));
      List<HttpHeader> headers = List.of(new HttpHeader("ce-id", "7"));
      OutgoingRequest request =
          new OutgoingRequest("POST", server.uri("/hook?x=%20y"), headers, parts);

      HttpAnswer answer = Sending.answer(transport.send(request, Sending.LONG));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head()).isEqualTo("fine");
      assertThat(answer.header("x-seen")).isEqualTo("1");
      RawServer.Request seen = server.requests().get(0);
      assertThat(seen.line()).isEqualTo("POST /hook?x=%20y HTTP/1.1");
      assertThat(seen.text()).isEqualTo("{\"a\":1}");
      assertThat(seen.headers())
          .containsExactlyInAnyOrder(
              new HttpHeader("ce-id", "7"),
              new HttpHeader("Host", "127.0.0.1:" + server.port()),
              new HttpHeader("Content-Length", "7"),
              new HttpHeader("Connection", "keep-alive"),
              new HttpHeader("User-Agent", "emitter"));
    }
  }

  @Test
  void sendsTheLengthOfAnEmptyBody() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answering(204, ""))) {
      Sending.answer(transport.send(Sending.post(server.uri("/"), ""), Sending.LONG));

      assertThat(server.requests().get(0).header("Content-Length")).isEqualTo("0");
      assertThat(server.requests().get(0).header("Transfer-Encoding")).isNull();
    }
  }

  @Test
  void asksForOptionsWithoutABodyAndWithoutAnUpgrade() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answering(200, ""))) {
      OutgoingRequest options =
          new OutgoingRequest("OPTIONS", server.uri("/"), List.of(), Payload.of());

      assertThat(Sending.answer(transport.send(options, Sending.LONG)).status()).isEqualTo(200);
      assertThat(server.requests().get(0).header("Upgrade")).isNull();
    }
  }

  @Test
  void sendsALargeBody() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answering(200, ""))) {
      String large = "x".repeat(3_000_000);

      Sending.answer(transport.send(Sending.post(server.uri("/"), large), Sending.LONG));

      assertThat(server.requests().get(0).text()).isEqualTo(large);
    }
  }

  /** Such an error, too little memory above all, is not the receiver's failure. */
  @Test
  void tellsThatTheClientHasEndedAndSendsByAnother() throws Exception {
    try (RawServer hanging = RawServer.start(RawServer.Connection::hang);
        RawServer server = RawServer.start(RawServer.answering(200, ""))) {
      CompletionStage<HttpAnswer> answer =
          transport.send(Sending.post(hanging.uri("/"), "{}"), Duration.ofSeconds(3));
      await().atMost(ONE_MINUTE).until(() -> hanging.accepted() == 1);
      transports.client(Sending.plain()).close();

      assertThatThrownBy(() -> answer.toCompletableFuture().get(1, TimeUnit.MINUTES))
          .cause()
          .isInstanceOfSatisfying(
              TransportException.class,
              failure -> assertThat(failure.kind()).isEqualTo(Kind.CLOSED))
          .hasMessageContaining("another client sends it again");
      assertThat(UnansweredRequest.result(answered(answer), Duration.ZERO).countsTowardsDisable())
          .isFalse();
      assertThat(
              Sending.answer(transport.send(Sending.post(server.uri("/"), "{}"), Sending.LONG))
                  .status())
          .isEqualTo(200);
    }
  }

  private static Throwable answered(CompletionStage<HttpAnswer> answer) {
    return answer.handle((value, failure) -> failure).toCompletableFuture().join();
  }

  @Test
  void leavesHowAMessageTravelsToTheTransport() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answering(200, ""))) {
      List<HttpHeader> headers =
          List.of(
              new HttpHeader("Transfer-Encoding", "chunked"),
              new HttpHeader("Content-Length", "9"),
              new HttpHeader("Expect", "100-continue"),
              new HttpHeader("Host", "elsewhere"));
      OutgoingRequest request =
          new OutgoingRequest(
              "POST", server.uri("/"), headers, Payload.of("ab".getBytes(StandardCharsets.UTF_8)));

      Sending.answer(transport.send(request, Sending.LONG));

      RawServer.Request seen = server.requests().get(0);
      assertThat(seen.header("Host")).isEqualTo("127.0.0.1:" + server.port());
      assertThat(seen.header("Content-Length")).isEqualTo("2");
      assertThat(seen.header("Transfer-Encoding")).isNull();
      assertThat(seen.header("Expect")).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) throws Exception {
    try (RawServer sink = RawServer.start(RawServer.answering(200, "sink"));
        RawServer server =
            RawServer.start(RawServer.answering(status, "", "Location: " + sink.uri("/")))) {
      HttpAnswer answer =
          Sending.answer(transport.send(Sending.post(server.uri("/"), "{}"), Sending.LONG));

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("Location")).isEqualTo(sink.uri("/").toString());
      assertThat(sink.accepted()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WWW-Authenticate: Basic realm=x", "Retry-After: 1", "Set-Cookie: a=b"})
  void answersNoChallengeRepeatsNothingKeepsNoCookie(String header) throws Exception {
    int status = header.startsWith("WWW") ? 401 : 503;
    try (RawServer server = RawServer.start(RawServer.answering(status, "", header))) {
      URI uri = URI.create(server.uri("/").toString().replace("://", "://user:secret@"));

      for (int i = 0; i < 2; i++) {
        HttpAnswer answer = Sending.answer(transport.send(Sending.post(uri, "{}"), Sending.LONG));
        assertThat(answer.status()).isEqualTo(status);
      }
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests()).allMatch(seen -> seen.header("Authorization") == null);
      assertThat(server.requests()).allMatch(seen -> seen.header("Cookie") == null);
    }
  }

  @Test
  void usesAConnectionAgainAndSharesItBetweenEqualSettings() throws Exception {
    transport.close();
    HttpTransport same = transports.open(settingsOf(9));
    HttpTransport equal = transports.open(settingsOf(7));
    try (RawServer server = RawServer.start(RawServer.answering(200, "0123456789"))) {
      for (int i = 0; i < 5; i++) {
        Sending.answer(same.send(Sending.post(server.uri("/"), "{}"), Sending.LONG));
      }
      HttpAnswer answer =
          Sending.answer(equal.send(Sending.post(server.uri("/"), "{}"), Sending.LONG));

      assertThat(answer.head()).isEqualTo("0123456");
      assertThat(server.accepted()).isEqualTo(1);
      assertThat(server.requests()).hasSize(6);

      same.close();
      Sending.answer(equal.send(Sending.post(server.uri("/"), "{}"), Sending.LONG));
      assertThat(server.accepted()).isEqualTo(1);

      equal.close();
      await().atMost(ONE_MINUTE).until(() -> server.ended() == 1);
    }
  }

  private static TransportSettings settingsOf(int answerBytes) {
    return new TransportSettings(
        TlsSettings.DEFAULT, Sending.GUARD, null, Duration.ofSeconds(10), answerBytes);
  }

  @Test
  void sendsOnceMoreWhenTheReceiverHadClosedTheIdleConnection() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (RawServer server =
        RawServer.start(
            connection -> {
              if (connections.incrementAndGet() > 1) {
                RawServer.answering(200, "again").serve(connection);
                return;
              }
              connection.read();
              connection.answer(200, "first");
              connection.read();
            })) {
      Sending.answer(transport.send(Sending.post(server.uri("/"), "1"), Sending.LONG));
      HttpAnswer answer =
          Sending.answer(transport.send(Sending.post(server.uri("/"), "2"), Sending.LONG));

      assertThat(answer.head()).isEqualTo("again");
      assertThat(server.accepted()).isEqualTo(2);
      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests().get(2).header("Connection")).isEqualTo("close");
    }
  }

  @Test
  void sendsOnlyOnceMore() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              if (connections.incrementAndGet() == 1) {
                connection.answer(200, "first");
                connection.read();
              }
            })) {
      Sending.answer(transport.send(Sending.post(server.uri("/"), "1"), Sending.LONG));
      TransportException failure =
          Sending.failure(transport.send(Sending.post(server.uri("/"), "2"), Sending.LONG));

      assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void sendsNothingAgainOverAFreshConnection() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Connection::read)) {
      TransportException failure =
          Sending.failure(transport.send(Sending.post(server.uri("/"), "1"), Sending.LONG));

      assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
      assertThat(failure).hasMessageContaining("no answer began");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void neverShowsMoreThanTheHostOfAnAddress() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Connection::read)) {
      URI uri =
          URI.create("http://user:secret@127.0.0.1:" + server.port() + "/secret?token=secret");

      TransportException failure =
          Sending.failure(transport.send(Sending.post(uri, "1"), Sending.LONG));

      assertThat(failure).hasMessageContaining("http://127.0.0.1:" + server.port());
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        assertThat(cause.toString()).doesNotContain("secret");
      }
    }
  }

  @Test
  void endsWhatIsUnderWayWhenItIsClosed() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Connection::hang)) {
      List<CompletionStage<HttpAnswer>> stages = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        stages.add(
            transport.admit(
                server.uri("/"),
                waited -> transport.send(Sending.post(server.uri("/"), "1"), Sending.LONG)));
      }
      await().atMost(ONE_MINUTE).until(() -> server.accepted() == 50);

      transport.close();

      for (CompletionStage<HttpAnswer> stage : stages) {
        assertThat(Sending.failure(stage).kind()).isEqualTo(Kind.CLOSED);
      }
      await().atMost(ONE_MINUTE).until(() -> server.ended() == server.accepted());
      CompletionStage<HttpAnswer> later =
          transport.send(Sending.post(server.uri("/"), "1"), Sending.LONG);
      assertThat(Sending.failure(later).kind()).isEqualTo(Kind.CLOSED);
    }
  }

  @Test
  void holdsAThousandRequestsToAHundredEndpoints() throws Exception {
    List<RawServer> servers = new ArrayList<>();
    List<CompletionStage<HttpAnswer>> stages = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        servers.add(RawServer.start(RawServer.answering(200, "endpoint" + i)));
      }
      for (int i = 0; i < 1000; i++) {
        URI uri = servers.get(i % 100).uri("/" + i);
        stages.add(transport.send(Sending.post(uri, "body" + i), Duration.ofSeconds(60)));
      }
      for (int i = 0; i < 1000; i++) {
        assertThat(Sending.answer(stages.get(i)).head()).isEqualTo("endpoint" + i % 100);
      }
      assertThat(servers).allMatch(server -> server.requests().size() == 10);
    } finally {
      for (RawServer server : servers) {
        server.close();
      }
    }
  }

  @Test
  void startsNoThreadBeforeTheFirstRequestAndLeavesNoneAfterTheLastClose() throws Exception {
    transport.close();
    await().atMost(Duration.ofSeconds(60)).until(() -> ours().isEmpty());
    HttpTransport one = new HttpTransports().open(Sending.plain());
    assertThat(ours()).isEmpty();
    try (RawServer server = RawServer.start(RawServer.answering(200, ""))) {
      Sending.answer(one.send(Sending.post(server.uri("localhost", "/"), "1"), Sending.LONG));
      assertThat(ours()).isNotEmpty();
    } finally {
      one.close();
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> ours().isEmpty());
  }

  private static List<String> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("emitter-http") || name.contains("httpclient"))
        .toList();
  }
}
