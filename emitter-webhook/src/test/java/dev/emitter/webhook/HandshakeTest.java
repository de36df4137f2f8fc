package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.http.HttpAnswer;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.RawServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The receiver agrees before it gets events (CloudEvents webhook specification, section 4). */
@Tag("C1")
@Timeout(240)
final class HandshakeTest {

  private static final String ASKING = "'handshake':'required','handshakeOrigin':'shop.example'";

  private static boolean asks(RawServer.Request request) {
    return request.line().startsWith("OPTIONS ");
  }

  private static List<RawServer.Request> questions(RawServer server) {
    return server.requests().stream().filter(HandshakeTest::asks).toList();
  }

  private static RawServer consenting(String... headers) throws Exception {
    return RawServer.start(
        Posting.replying(
            request -> asks(request) ? Posting.Reply.of(200, headers) : Posting.Reply.of(200)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.example", "*", "SHOP.example", " shop.example "})
  void sendsEventsOnceTheReceiverHasAgreed(String origin) throws Exception {
    try (RawServer server = consenting("WebHook-Allowed-Origin: " + origin);
        Posting posting =
            Posting.to(server, ASKING + ",'rateLimit':2.5,'headers':{'X-Env':'test'}")) {
      assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
      assertThat(posting.deliver("2")).isInstanceOf(Delivered.class);

      assertThat(questions(server)).hasSize(1);
      RawServer.Request question = server.requests().get(0);
      assertThat(question.line()).isEqualTo("OPTIONS /in HTTP/1.1");
      assertThat(question.header("WebHook-Request-Origin")).isEqualTo("shop.example");
      assertThat(question.header("WebHook-Request-Rate")).isEqualTo("150");
      assertThat(question.header("WebHook-Request-Callback")).isNull();
      assertThat(question.header("X-Env")).isEqualTo("test");
    }
  }

  /** Sections 2.1 and 4.1.2: the receiver agreed to events from there, so each says so. */
  @ParameterizedTest
  @ValueSource(strings = {"binary", "structured", "batched", "records"})
  void namesTheOriginWithEveryDelivery(String mode) throws Exception {
    try (RawServer server = consenting("WebHook-Allowed-Origin: *");
        Posting posting = Posting.to(server, ASKING + ",'mode':'" + mode + "'")) {
      assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
      assertThat(posting.deliver("2")).isInstanceOf(Delivered.class);

      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests())
          .allMatch(one -> "shop.example".equals(one.header("WebHook-Request-Origin")));
    }
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'mode':'" + mode + "'")) {
      assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
      assertThat(server.requests().get(0).header("WebHook-Request-Origin")).isNull();
    }
  }

  @Test
  void namesTheOriginOfTheOperatorWithEveryDelivery() throws Exception {
    try (RawServer server = consenting("WebHook-Allowed-Origin: *");
        Posting posting =
            Posting.open(
                WebhookChannelProvider.builder().origin("front.example").build(),
                server.uri("/in"),
                "'handshake':'required'",
                null,
                null)) {
      assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
      assertThat(server.requests())
          .hasSize(2)
          .allMatch(one -> "front.example".equals(one.header("WebHook-Request-Origin")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'WebHook-Allowed-Origin: other.example', another origin",
    "'X-Other: 1', without WebHook-Allowed-Origin",
    "'WebHook-Allowed-Origin: ', another origin",
  })
  void sendsNoEventToOneThatHasNotAgreed(String header, String reason) throws Exception {
    try (RawServer server = consenting(header);
        Posting posting = Posting.to(server, ASKING)) {
      DeliveryResult result = posting.deliver("1");

      assertThat(((Retry) result).reason()).contains(reason);
      assertThat(server.requests()).allMatch(HandshakeTest::asks);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "many", "1.5", ""})
  void refusesARateThatIsNone(String rate) throws Exception {
    try (RawServer server =
            consenting("WebHook-Allowed-Origin: *", "WebHook-Allowed-Rate: " + rate);
        Posting posting = Posting.to(server, ASKING)) {
      assertThat(((Retry) posting.deliver("1")).reason()).contains("rate that is no positive");
    }
  }

  @Test
  void asksAgainAndNamesWhereTheReceiverMayAgreeLater() throws Exception {
    AtomicBoolean agrees = new AtomicBoolean();
    try (RawServer server =
            RawServer.start(
                Posting.replying(
                    request ->
                        asks(request) && agrees.get()
                            ? Posting.Reply.of(204, "WebHook-Allowed-Origin: *")
                            : Posting.Reply.of(202)));
        Posting posting =
            Posting.to(server, ASKING + ",'handshakeCallback':'https://shop.example/agree?id=1'")) {
      Retry first = (Retry) posting.deliver("1");
      agrees.set(true);

      assertThat(first.reason()).endsWith("it may agree later");
      assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
      assertThat(questions(server)).hasSize(2);
      assertThat(questions(server).get(0).header("WebHook-Request-Callback"))
          .isEqualTo("https://shop.example/agree?id=1");
    }
  }

  @Test
  void obeysTheRateThatTheReceiverAllows() throws Exception {
    List<Double> rates = new ArrayList<>();
    HttpAnswer answer =
        new HttpAnswer(
            200,
            List.of(
                new HttpHeader("WebHook-Allowed-Origin", "*"),
                new HttpHeader("WebHook-Allowed-Rate", "120")),
            "");
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, ASKING)) {
      Handshake handshake =
          new Handshake(
              posting.settings(),
              "shop.example",
              request -> CompletableFuture.completedStage(answer),
              rates::add);
      assertThat(handshake.ready().toCompletableFuture().get(60, TimeUnit.SECONDS)).isNull();
    }

    assertThat(rates).containsExactly(2.0);
    RateLimiter limiter = new RateLimiter(50.0);
    rates.forEach(limiter::lower);
    assertThat(limiter.reserve(0)).isEqualTo(Duration.ZERO);
    assertThat(limiter.reserve(0)).isEqualTo(Duration.ofMillis(500));
    assertThat(limiter.reserve(0)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void spreadsRequestsEvenlyAndForgetsIdleTime() {
    RateLimiter limiter = new RateLimiter(10.0);
    long second = TimeUnit.SECONDS.toNanos(1);

    assertThat(limiter.reserve(5)).isEqualTo(Duration.ZERO);
    assertThat(limiter.reserve(5)).isEqualTo(Duration.ofMillis(100));
    assertThat(limiter.reserve(10 * second)).isEqualTo(Duration.ZERO);
    assertThat(limiter.reserve(10 * second)).isEqualTo(Duration.ofMillis(100));
    assertThat(new RateLimiter(null).reserve(1)).isEqualTo(Duration.ZERO);
  }

  @Test
  void waitsForItsTurnNoLongerThanUntilItIsClosed() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'rateLimit':0.001")) {
      assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
      CompletionStage<List<DeliveryResult>> waiting = posting.start(Posting.event("2"));
      posting.channel().close(Duration.ZERO);

      DeliveryResult result = waiting.toCompletableFuture().get(60, TimeUnit.SECONDS).get(0);
      assertThat(((Retry) result).countsTowardsDisable()).isFalse();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void asksOnceForManyEventsAtATime() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (RawServer server =
            RawServer.start(
                connection -> {
                  for (RawServer.Request one = connection.read();
                      one != null;
                      one = connection.read()) {
                    if (asks(one)) {
                      asked.countDown();
                      mayAnswer.await();
                    }
                    connection.answer(200, "", "WebHook-Allowed-Origin: *");
                  }
                });
        Posting posting = Posting.to(server, ASKING)) {
      List<CompletionStage<List<DeliveryResult>>> stages = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        stages.add(posting.start(Posting.event(Integer.toString(i))));
      }
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      mayAnswer.countDown();
      for (CompletionStage<List<DeliveryResult>> stage : stages) {
        assertThat(stage.toCompletableFuture().get(60, TimeUnit.SECONDS).get(0))
            .isInstanceOf(Delivered.class);
      }
      assertThat(questions(server)).hasSize(1);
    }
  }

  @Test
  void triesAgainWhenItCannotAsk() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Connection::reset);
        Posting posting = Posting.to(server, ASKING)) {
      assertThat(posting.deliver("1")).isInstanceOf(Retry.class);
      assertThat(posting.deliver("1")).isInstanceOf(Retry.class);
      assertThat(check(posting)).contains("127.0.0.1");
    }
  }

  private static String check(Posting posting) throws Exception {
    return String.valueOf(
        posting.channel().check().toCompletableFuture().get(60, TimeUnit.SECONDS).fault());
  }
}
