package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.http.RawServer;
import dev.emitter.net.HttpExchange;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much of an attempt is kept for the delivery log. */
@Tag("FPT")
@Timeout(240)
final class AttemptDetailTest {

  private static final Identity BEARER = new Identity.Bearer(Secret.of("bearer-of-much"));
  private static final String ANSWER = "thank you very much, it was read: bearer-of-much";

  private static RawServer answering(int status) throws Exception {
    return RawServer.start(
        Posting.replying(
            request ->
                new Posting.Reply(
                    status,
                    ANSWER,
                    List.of(
                        "Set-Cookie: session=s3cr3t-session",
                        "WWW-Authenticate: Bearer error=\"invalid_token\"",
                        "Location: https://u:p4ss@elsewhere.example/a?token=t0ken",
                        "X-Seen: bearer-of-much",
                        "X-Trace: 17"))));
  }

  private static DeliveryResult deliver(int status, String members) throws Exception {
    try (RawServer server = answering(status);
        Posting posting = Posting.as(BEARER, server, members)) {
      return posting.deliver("1");
    }
  }

  private static List<String> lines(List<HttpExchange.Header> headers) {
    return headers.stream().map(one -> one.name() + ": " + one.value()).toList();
  }

  private static HttpExchange exchange(DeliveryResult result) {
    return Objects.requireNonNull(result.evidence().exchange());
  }

  @Test
  void aFailureKeepsHeadersAndTheBeginningOfTheBodyWithoutSecrets() throws Exception {
    DeliveryResult result =
        deliver(
            503,
            "'headers':{'X-Csrf-Token':'of-the-form','X-Plain':'seen'},"
                + "'signing':{'scheme':'github','secrets':['signing-secret']}");
    HttpExchange exchange = exchange(result);
    assertThat(lines(exchange.requestHeaders()))
        .contains(
            "Content-Type: application/json",
            "ce-id: 1",
            "Emitter-Attempt: 1",
            "X-Plain: seen",
            "X-Csrf-Token: ****",
            "X-Hub-Signature-256: ****",
            "Authorization: ****");
    assertThat(exchange.requestBody()).isEqualTo("{\"n\":\"1\"}");
    assertThat(lines(exchange.responseHeaders()))
        .contains(
            "Set-Cookie: ****",
            "WWW-Authenticate: **** error=\"invalid_token\"",
            "Location: https://..@elsewhere.example/a?..",
            "X-Seen: ****",
            "X-Trace: 17");
    assertThat(result.evidence().answer()).isEqualTo("thank you very much, it was read: ****");
  }

  @Test
  void aDeliveryKeepsTheBeginningOfTheAnswerUnlessMoreIsAskedFor() throws Exception {
    DeliveryResult result = deliver(200, "");
    assertThat(result.evidence().exchange()).isNull();
    assertThat(result.evidence().answer()).isEqualTo("thank you ..");

    DeliveryResult all = deliver(200, "'attempts':{'heads':'all','bodyBytes':3}");
    assertThat(exchange(all).requestBody()).isEqualTo("{\"n");
    assertThat(lines(exchange(all).responseHeaders())).contains("X-Trace: 17");
    assertThat(all.evidence().answer()).isEqualTo("thank you very much, it was read: ****");
  }

  @Test
  void headersAreLeftOutWhereTheDefinitionSaysSo() throws Exception {
    DeliveryResult none = deliver(503, "'attempts':{'heads':'none'}");
    assertThat(none.evidence().exchange()).isNull();
    assertThat(none.evidence().answer()).contains("thank you very much");
    assertThat(exchange(deliver(503, "'attempts':{'bodyBytes':0}")).requestBody()).isNull();
  }

  @Test
  void aRequestWithoutAnAnswerIsKeptToo() throws Exception {
    RawServer server = Posting.accepting();
    try (Posting posting = Posting.as(BEARER, server, "")) {
      server.close();
      DeliveryResult result = posting.deliver("1");
      assertThat(result).isInstanceOf(Retry.class);
      assertThat(lines(exchange(result).requestHeaders())).contains("Authorization: ****");
      assertThat(exchange(result).responseHeaders()).isEmpty();
    }
  }

  @Test
  void oneEventOfARequestKeepsItForAll() throws Exception {
    try (RawServer server = answering(503);
        Posting posting = Posting.to(server, "'mode':'batched'")) {
      List<DeliveryResult> results =
          posting.deliver(Posting.event("1"), Posting.event("2"), Posting.event("3"));
      assertThat(results).extracting(one -> one.evidence().status()).containsOnly(503);
      assertThat(exchange(results.get(0)).requestBody()).contains("\"id\":\"1\"");
      assertThat(results.subList(1, 3)).allMatch(one -> one.evidence().exchange() == null);
    }
  }
}
