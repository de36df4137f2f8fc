package dev.emitter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.http.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers do that they should not. Each request must end, and say why. */
class BadReceiverTest {

  private static final String HEAD = "HTTP/1.1 200 OK\r\n";

  private final HttpTransports transports = new HttpTransports();
  private final HttpTransport transport = transports.open(Sending.plain());

  @AfterEach
  void close() {
    transport.close();
  }

  private CompletionStage<HttpAnswer> send(RawServer server, Duration within) {
    return transport.send(Sending.post(server.uri("/"), "{}"), within);
  }

  private void leavesNothing(RawServer server) {
    await()
        .atMost(ONE_MINUTE)
        .untilAsserted(() -> assertThat(server.ended()).isEqualTo(server.accepted()));
    await().atMost(ONE_MINUTE).until(() -> transports.client(Sending.plain()).leased() == 0);
  }

  @Test
  void refuses() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    URI uri = URI.create("http://127.0.0.1:" + port + "/");

    TransportException failure =
        Sending.failure(transport.send(Sending.post(uri, "{}"), Sending.LONG));

    assertThat(failure.kind()).isEqualTo(Kind.NO_CONNECTION);
    assertThat(failure)
        .hasMessageContaining("http://127.0.0.1:" + port)
        .hasMessageContaining("refused");
  }

  @Test
  void acceptsAndCloses() throws Exception {
    try (RawServer server = RawServer.start(connection -> {})) {
      assertThat(Sending.failure(send(server, Sending.LONG)).kind()).isEqualTo(Kind.BROKEN);
      leavesNothing(server);
    }
  }

  @Test
  void resetsBeforeTheAnswer() throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.reset();
            })) {
      assertThat(Sending.failure(send(server, Sending.LONG)).kind()).isEqualTo(Kind.BROKEN);
      assertThat(server.requests()).hasSize(1);
      leavesNothing(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-", HEAD + "Content-Length: 10\r\n\r\nabc"})
  void resetsInMidAnswer(String part) throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.write(part);
              connection.reset();
            })) {
      assertThat(Sending.failure(send(server, Sending.LONG)).kind()).isEqualTo(Kind.BROKEN);
      assertThat(server.requests()).hasSize(1);
      leavesNothing(server);
    }
  }

  @Test
  void hangs() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Connection::hang)) {
      TransportException failure = Sending.failure(send(server, Sending.SHORT));

      assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(failure).hasMessageContaining("700 ms").hasMessageContaining("no answer began");
      leavesNothing(server);
    }
  }

  @Test
  void hangsOnAConnectionUsedBefore() throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.answer(200, "first");
              connection.hang();
            })) {
      Sending.answer(send(server, Sending.LONG));

      assertThat(Sending.failure(send(server, Sending.SHORT)).kind()).isEqualTo(Kind.TIMEOUT);

      assertThat(server.accepted()).isEqualTo(1);
      leavesNothing(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HEAD, HEAD + "Content-Length: 500\r\n\r\n", HEAD + "X: "})
  void dribbles(String first) throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.write(first);
              while (true) {
                connection.write("H");
                connection.pause(100);
              }
            })) {
      assertThat(Sending.failure(send(server, Sending.SHORT)).kind()).isEqualTo(Kind.TIMEOUT);
      leavesNothing(server);
    }
  }

  @Test
  void readsNothingOfALargeRequest() throws Exception {
    try (RawServer server = RawServer.start(connection -> connection.pause(60_000))) {
      String large = "x".repeat(20_000_000);

      TransportException failure =
          Sending.failure(transport.send(Sending.post(server.uri("/"), large), Sending.SHORT));

      assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(failure).hasMessageContaining("still sending");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Name: value\r\n", "X-very-long-line"})
  void sendsEndlessHeaders(String piece) throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.write(HEAD);
              while (true) {
                connection.write(piece);
              }
            })) {
      TransportException failure = Sending.failure(send(server, Sending.LONG));

      assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
      assertThat(failure).hasMessageContaining("too many or too long headers");
      leavesNothing(server);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 999999999999", "Transfer-Encoding: chunked", "X: until closed"})
  void sendsAnEndlessBody(String how) throws Exception {
    String piece = "0123456789abcdef".repeat(64);
    boolean chunked = how.contains("chunked");
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.write(HEAD + how + "\r\n\r\n");
              while (true) {
                connection.write(chunked ? "400\r\n" + piece + "\r\n" : piece);
              }
            })) {
      HttpAnswer answer = Sending.answer(send(server, Sending.LONG));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head()).isEqualTo(piece);
      leavesNothing(server);
    }
  }

  @Test
  void dribblesBeyondWhatIsKept() throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.write(HEAD + "Content-Length: 5000\r\n\r\n" + "y".repeat(1500));
              connection.hang();
            })) {
      assertThat(Sending.answer(send(server, Sending.SHORT)).head()).isEqualTo("y".repeat(1024));
      leavesNothing(server);
    }
  }

  @Test
  void keepsTheConnectionOfABodyThatIsSomewhatLonger() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answering(200, "z".repeat(30_000)))) {
      for (int i = 0; i < 3; i++) {
        assertThat(Sending.answer(send(server, Sending.LONG)).head()).hasSize(1024);
      }
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "\u0016\u0003\u0001\u0002\r\n\r\n",
        "HTTP/1.1 99 Low\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"
      })
  void sendsWhatIsNoHttp(String garbage) throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.write(garbage);
              connection.hang();
            })) {
      TransportException failure = Sending.failure(send(server, Sending.LONG));

      assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
      assertThat(failure.getMessage()).doesNotContain("\u0016");
      leavesNothing(server);
    }
  }

  @Test
  void sendsInterimAnswersFirst() throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.write(
                  "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n");
              connection.answer(200, "at last");
            })) {
      assertThat(Sending.answer(send(server, Sending.LONG)).head()).isEqualTo("at last");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"103 Early Hints", "100 Continue"})
  void sendsInterimAnswersOnly(String interim) throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              while (true) {
                connection.write("HTTP/1.1 " + interim + "\r\n\r\n");
              }
            })) {
      TransportException failure = Sending.failure(send(server, Sending.LONG));

      assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
      assertThat(failure).hasMessageContaining("more than 16 interim answers");
      leavesNothing(server);
    }
  }

  /** What follows an answer was once read as the beginning of the next, so that it failed. */
  @ParameterizedTest
  @Tag("RFC9112-6.3")
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\n\r\n{\"ok\":true}",
        "HTTP/1.1 204 No Content\r\n\r\n{\"ok\":true}\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 204 No Content\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\n\r\nbody",
        HEAD + "Content-Length: 2\r\n\r\n{\"ok\":true}",
        HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n\u0000\u0001",
        HEAD + "Content-Length: 1\r\n\r\na" + HEAD + "Content-Length: 1\r\n\r\nb",
        "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\nbody"
      })
  void sendsMoreThanItsAnswer(String answer) throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              while (connection.read() != null) {
                connection.write(answer);
              }
            })) {
      for (int i = 1; i <= 4; i++) {
        assertThat(Sending.answer(send(server, Sending.LONG)).head()).doesNotContain("b");
        assertThat(server.requests()).hasSize(i);
      }
      leavesNothing(server);
      assertThat(server.accepted()).isEqualTo(4);
    }
  }

  @Test
  @Tag("RFC9112-6.3")
  void sendsTheRestOfAnAnswerLate() throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.answer(200, "first");
              connection.pause(200);
              connection.write("rest");
              connection.hang();
            })) {
      Sending.answer(send(server, Sending.LONG));
      await().atMost(ONE_MINUTE).untilAsserted(() -> assertThat(server.ended()).isEqualTo(1));

      assertThat(Sending.answer(send(server, Sending.LONG)).head()).isEqualTo("first");
      assertThat(server.requests()).hasSize(2);
    }
  }

  /** The rest crosses the next request, which is sent once more at once, as over a dead one. */
  @ParameterizedTest
  @Tag("RFC9112-6.3")
  @ValueSource(
      strings = {"{\"ok\":true}", "rest\r\n", "H", "\u0016\u0003\r\n\r\n", "\r\n{}\r\n", "long"})
  void sendsTheRestOfAnAnswerBeforeTheNext(String rest) throws Exception {
    String text = rest.equals("long") ? "x".repeat(40_000) : rest;
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.answer(200, "first");
              if (connection.read() != null) {
                connection.write(text);
                connection.answer(200, "second");
                connection.hang();
              }
            })) {
      Sending.answer(send(server, Sending.LONG));

      assertThat(Sending.answer(send(server, Sending.LONG)).head()).isEqualTo("first");

      assertThat(server.requests()).hasSize(3);
      assertThat(server.accepted()).isEqualTo(2);
      leavesNothing(server);
    }
  }

  @Test
  void sendsWhatIsNoHttpOnAConnectionUsedBefore() throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.answer(200, "first");
              connection.read();
              connection.write("HTTP/1.1 abc OK\r\n\r\n");
              connection.hang();
            })) {
      Sending.answer(send(server, Sending.LONG));

      assertThat(Sending.failure(send(server, Sending.LONG)).kind()).isEqualTo(Kind.BROKEN);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void switchesProtocolsUnasked() throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.read();
              connection.write(
                  "HTTP/1.1 101 Switching\r\nUpgrade: TLS/1.2\r\nConnection: Upgrade\r\n\r\n");
              connection.hang();
            })) {
      assertThat(Sending.failure(send(server, Sending.SHORT)).kind())
          .isIn(Kind.BROKEN, Kind.TIMEOUT);
      leavesNothing(server);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 413, 503})
  void answersBeforeItHasReadTheRequest(int status) throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.answer(status, "early");
              connection.pause(60_000);
            })) {
      String large = "x".repeat(20_000_000);

      HttpAnswer answer =
          Sending.answer(
              transport.send(Sending.post(server.uri("/"), large), Duration.ofSeconds(2)));

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.head()).isEqualTo("early");
    }
    await().atMost(ONE_MINUTE).until(() -> transports.client(Sending.plain()).leased() == 0);
  }

  @Test
  void answersTwice() throws Exception {
    try (RawServer server =
        RawServer.start(
            connection -> {
              while (connection.read() != null) {
                connection.write(
                    HEAD + "Content-Length: 1\r\n\r\na" + HEAD + "Content-Length: 1\r\n\r\nb");
              }
            })) {
      for (int i = 0; i < 3; i++) {
        assertThat(Sending.answer(send(server, Sending.LONG)).head()).isIn("a", "b");
      }
    }
  }

  private CompletionStage<HttpAnswer> admitted(RawServer server) {
    return transport.admit(server.uri("/"), waited -> send(server, Sending.LONG));
  }

  @Test
  void takesAllConnectionsOfItsEndpointAndNoOther() throws Exception {
    List<CompletionStage<HttpAnswer>> all = new ArrayList<>();
    try (RawServer bad = RawServer.start(RawServer.Connection::hang);
        RawServer good = RawServer.start(RawServer.answering(200, "good"))) {
      for (int i = 0; i < 200; i++) {
        all.add(admitted(bad));
      }
      await().atMost(ONE_MINUTE).until(() -> bad.accepted() == 50);

      assertThat(Sending.answer(admitted(good)).head()).isEqualTo("good");

      assertThat(transport.waitsFor())
          .isEqualTo("waiting for one of 50 requests to this receiver to end");
      assertThat(bad.accepted()).isEqualTo(50);
      assertThat(all).noneMatch(stage -> stage.toCompletableFuture().isDone());
    }
    for (CompletionStage<HttpAnswer> one : all) {
      assertThat(Sending.failure(one).kind()).isIn(Kind.BROKEN, Kind.NO_CONNECTION);
    }
    assertThat(transport.waitsFor()).isNull();
    await().atMost(ONE_MINUTE).until(() -> transports.client(Sending.plain()).leased() == 0);
  }

  @Test
  void hidesControlCharactersInItsAnswer() throws Exception {
    String body = "a\u0000b\u001b[31mc\r\nd\te\u00ff";
    try (RawServer server = RawServer.start(RawServer.answering(500, body))) {
      assertThat(Sending.answer(send(server, Sending.LONG)).head())
          .isEqualTo("a\uFFFDb\uFFFD[31mc\nd\te\uFFFD");
    }
  }

  private static byte[] packed(String coding, String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        coding.equalsIgnoreCase("deflate")
            ? new DeflaterOutputStream(packed)
            : new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @ParameterizedTest
  @Tag("RFC9110-8.4")
  @ValueSource(strings = {"gzip", "X-GZIP", "deflate"})
  void compressesItsAnswerUnasked(String coding) throws Exception {
    for (String text : List.of("it was ünvalid", "long ".repeat(10_000))) {
      String body = new String(packed(coding, text), StandardCharsets.ISO_8859_1);
      try (RawServer server =
          RawServer.start(RawServer.answering(400, body, "Content-Encoding: " + coding))) {
        assertThat(Sending.answer(send(server, Sending.LONG)).head())
            .isEqualTo(text.substring(0, Math.min(text.length(), 1024)));
      }
    }
  }

  @Test
  void cutsACompressedAnswerOff() throws Exception {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    String body = new String(packed("gzip", text.toString()), StandardCharsets.ISO_8859_1);
    try (RawServer server =
        RawServer.start(RawServer.answering(400, body, "Content-Encoding: gzip"))) {
      String head = Sending.answer(send(server, Sending.LONG)).head();

      assertThat(head).isNotEmpty();
      assertThat(text.toString()).startsWith(head);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "gzip, gzip"})
  void saysThatItsAnswerIsCompressed(String coding) throws Exception {
    try (RawServer server =
        RawServer.start(
            RawServer.answering(400, "\u0001\u0002nothing", "Content-Encoding: " + coding))) {
      assertThat(Sending.answer(send(server, Sending.LONG)).head())
          .contains("compressed")
          .doesNotContain("\uFFFD");
    }
  }
}
