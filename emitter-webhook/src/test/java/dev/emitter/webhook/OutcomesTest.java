package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Disable;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.channel.Evidence;
import dev.emitter.http.HttpAnswer;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.RawServer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of docs/webhook.md: what each answer means. */
@Tag("C1")
@Timeout(240)
final class OutcomesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static DeliveryResult outcome(String members, Posting.Reply reply) throws Exception {
    try (RawServer server = RawServer.start(Posting.replying(request -> reply));
        Posting posting = Posting.to(server, members)) {
      DeliveryResult result = posting.deliver("1");
      assertThat(server.requests()).as("requests are not repeated here").hasSize(1);
      return result;
    }
  }

  private static DeliveryResult judge(
      boolean below400, OutcomeRules.ClientErrors errors, int status, HttpHeader... headers) {
    return new OutcomeRules(below400, errors, Duration.ofHours(1), WebhookSettings.Mode.BINARY)
        .of(new HttpAnswer(status, List.of(headers), ""), Evidence.NONE, NOW);
  }

  private static DeliveryResult judge(int status, HttpHeader... headers) {
    return judge(false, OutcomeRules.ClientErrors.AUTO, status, headers);
  }

  @Test
  void keepsToTheTableForEveryStatus() {
    List<Integer> ofTheReceiver =
        List.of(401, 402, 403, 404, 405, 407, 421, 423, 424, 426, 428, 451);
    for (int status = 100; status < 1000; status++) {
      DeliveryResult result = judge(status);
      Class<?> expected = Retry.class;
      if (status >= 200 && status < 300) {
        expected = Delivered.class;
      } else if (status == 410) {
        expected = Disable.class;
      } else if (status >= 400 && status < 500) {
        boolean again = List.of(408, 425, 429).contains(status) || ofTheReceiver.contains(status);
        expected = again ? Retry.class : Rejected.class;
      }
      assertThat(result).as("status %d", status).isInstanceOf(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 409, 413, 415, 422, 499})
  void doesAsTheEmitterSaysWithClientErrors(int status) {
    assertThat(judge(false, OutcomeRules.ClientErrors.PARK, status)).isInstanceOf(Rejected.class);
    assertThat(judge(false, OutcomeRules.ClientErrors.RETRY, status)).isInstanceOf(Retry.class);
    assertThat(judge(false, OutcomeRules.ClientErrors.DISABLE, status)).isInstanceOf(Disable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 503})
  void triesAgainWhateverTheEmitterSaysOfClientErrors(int status) {
    for (OutcomeRules.ClientErrors errors : OutcomeRules.ClientErrors.values()) {
      assertThat(judge(false, errors, status)).isInstanceOf(Retry.class);
      assertThat(judge(false, errors, 410)).isInstanceOf(Disable.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"399, true", "302, true", "200, true", "400, false", "199, false"})
  void takesRedirectsForDeliveredWhereAskedFor(int status, boolean delivered) {
    DeliveryResult result = judge(true, OutcomeRules.ClientErrors.AUTO, status);

    assertThat(result instanceof Delivered).isEqualTo(delivered);
  }

  @Test
  void followsNoRedirectAndShowsWhereToWithoutSecrets() throws Exception {
    try (RawServer elsewhere = Posting.accepting()) {
      String to = elsewhere.uri("/new").toString().replace("//", "//me:pass@") + "?token=s3cret";
      Retry result = (Retry) outcome("", Posting.Reply.of(307, "Location: " + to));

      assertThat(result.reason())
          .isEqualTo(
              "the receiver answered 307, a redirect to http://..@127.0.0.1:"
                  + elsewhere.port()
                  + "/new?..; redirects are not followed: if the receiver has moved, change url");
      assertThat(elsewhere.accepted()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, 7, 7",
    "503, ' 7 ', 7",
    "500, 0, 0",
    "429, 3600, 3600",
    "429, 3601, 3600",
    "429, 99999999999999999999999999, 3600",
    "408, 1, 1"
  })
  void waitsAsLongAsTheReceiverAsksUpToTheBound(int status, String asked, long seconds) {
    assertThat(((Retry) judge(status, new HttpHeader("retry-after", asked))).after())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "soon", "1 s", "Thu, 32 Jan 2026 00:00:07 GMT", "٧"})
  void takesNoNoticeOfWhatIsNoRetryAfter(String asked) {
    assertThat(((Retry) judge(503, new HttpHeader("Retry-After", asked))).after()).isNull();
  }

  @Test
  void waitsUntilTheDateThatTheReceiverNames() {
    DateTimeFormatter format =
        DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).withZone(ZoneOffset.UTC);
    HttpHeader soon = new HttpHeader("Retry-After", "Thu, 01 Jan 2026 00:00:07 GMT");
    HttpHeader late = new HttpHeader("Retry-After", format.format(NOW.plusSeconds(99_999)));
    HttpHeader past = new HttpHeader("Retry-After", "Wed, 31 Dec 2025 00:00:07 GMT");

    assertThat(((Retry) judge(503, soon)).after()).isEqualTo(Duration.ofSeconds(7));
    assertThat(((Retry) judge(503, late)).after()).isEqualTo(Duration.ofHours(1));
    assertThat(((Retry) judge(503, past)).after()).isNull();
  }

  @ParameterizedTest
  @Tag("RFC9110-10.2.3")
  @ValueSource(
      strings = {
        "Thursday, 01-Jan-26 00:00:07 GMT",
        "Thu Jan  1 00:00:07 2026",
        "1 Jan 2026 00:00:07 GMT"
      })
  void waitsUntilADateInAnyForm(String date) {
    assertThat(((Retry) judge(503, new HttpHeader("Retry-After", date))).after())
        .isEqualTo(Duration.ofSeconds(7));
  }

  /** The media type is ours and that of all requests: a hundred events were once set aside. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "structured | application/cloudevents+json; try mode binary",
        "batched    | application/cloudevents-batch+json; try mode structured or binary",
        "records    | application/json"
      })
  void triesAgainWhereTheReceiverDoesNotTakeTheMediaType(String mode, String words)
      throws Exception {
    Retry result = (Retry) outcome("'mode':'" + mode + "'", Posting.Reply.of(415));

    assertThat(result.reason()).isEqualTo("the receiver answered 415: it does not take " + words);
    assertThat(result.countsTowardsDisable()).isTrue();
    assertThat(outcome("'mode':'" + mode + "','onClientError':'park'", Posting.Reply.of(415)))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void setsAsideWhatHasAMediaTypeOfItsOwn() throws Exception {
    assertThat(outcome("'mode':'binary'", Posting.Reply.of(415))).isInstanceOf(Rejected.class);
  }

  @Test
  void letsTheEmitterBoundTheWait() throws Exception {
    Retry result =
        (Retry) outcome("'maxRetryAfter':'2s'", Posting.Reply.of(429, "Retry-After: 60"));

    assertThat(result.after()).isEqualTo(Duration.ofSeconds(2));
    assertThat(result.countsTowardsDisable()).isTrue();
  }

  @Test
  void saysWhyItDisables() throws Exception {
    DeliveryResult result = outcome("", Posting.Reply.of(410));

    assertThat(((Disable) result).reason()).startsWith("the receiver answered 410 (gone)");
  }

  @Test
  void readsHowTheEmitterWantsItsOutcomes() throws Exception {
    assertThat(outcome("'onClientError':'disable'", Posting.Reply.of(415)))
        .isInstanceOf(Disable.class);
    assertThat(outcome("'onClientError':'retry'", Posting.Reply.of(400))).isInstanceOf(Retry.class);
    assertThat(outcome("'success':'below-400'", Posting.Reply.of(303)))
        .isInstanceOf(Delivered.class);
  }

  @Test
  void keepsTheBeginningOfTheAnswerAsEvidence() throws Exception {
    String body = "x".repeat(3000);
    Evidence evidence = outcome("", new Posting.Reply(500, body, List.of())).evidence();

    assertThat(evidence.status()).isEqualTo(500);
    assertThat(evidence.answer()).isEqualTo("x".repeat(1024) + "..");
    assertThat(Objects.requireNonNull(evidence.duration())).isPositive();
  }

  @Test
  void triesAgainWhenTheReceiverIsSlow() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Connection::hang);
        Posting posting = Posting.to(server, "'timeout':'2s'")) {
      Retry result = (Retry) posting.deliver("1");
      assertThat(result.reason()).contains("gave no answer within 2 s");
      assertThat(result.evidence().status()).isNull();
    }
  }
}
