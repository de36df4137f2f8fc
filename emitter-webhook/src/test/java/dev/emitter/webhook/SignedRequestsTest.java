package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.event.EncodedEvent;
import dev.emitter.http.RawServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sends a request can be proved to the receiver: signatures and credentials. */
@Tag("D5")
@Timeout(240)
final class SignedRequestsTest {

  private static final byte[] KEY = new byte[32];
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

  /** A clock that stands still until it is told to go on by a minute. */
  private static final class MinuteSteps extends Clock {

    private final AtomicInteger requests = new AtomicInteger();

    void next() {
      requests.incrementAndGet();
    }

    @Override
    public Instant instant() {
      return Posting.TIME.toInstant().plusSeconds(60L * requests.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void signsWhatItSendsInEachMode() throws Exception {
    for (String mode : List.of("binary", "structured", "batched", "records")) {
      try (RawServer server = Posting.accepting();
          Posting posting =
              Posting.to(
                  server, "'mode':'%s','signing':{'secrets':['%s']}".formatted(mode, SECRET))) {
        posting.deliver("7.ü");
        RawServer.Request request = server.requests().get(0);
        String signed =
            request.header("webhook-id")
                + "."
                + request.header("webhook-timestamp")
                + "."
                + request.text();
        assertThat(request.header("webhook-signature")).isEqualTo("v1," + mac(signed));
      }
    }
  }

  private static String mac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void givesEachAttemptTheSameIdAndANewTime() throws Exception {
    for (String mode : List.of("binary", "batched")) {
      AtomicInteger count = new AtomicInteger();
      MinuteSteps clock = new MinuteSteps();
      try (RawServer server =
              RawServer.start(
                  Posting.replying(
                      request -> Posting.Reply.of(count.incrementAndGet() == 1 ? 503 : 200)));
          Posting posting =
              Posting.at(
                  clock,
                  server,
                  "'mode':'%s','signing':{'secrets':['%s']}".formatted(mode, SECRET))) {
        assertThat(posting.deliver("1")).isInstanceOf(Retry.class);
        clock.next();
        assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
        clock.next();
        assertThat(posting.deliver("2")).isInstanceOf(Delivered.class);
        List<String> ids =
            server.requests().stream()
                .map(one -> String.valueOf(one.header("webhook-id")))
                .toList();
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
        List<String> times =
            server.requests().stream()
                .map(one -> String.valueOf(one.header("webhook-timestamp")))
                .toList();
        assertThat(times).containsExactly("1767225600", "1767225660", "1767225720");
      }
    }
  }

  private static EncodedEvent event(String source, String id) {
    return Posting.complete(
        Posting.builder(id)
            .withSource(URI.create(source))
            .withData("application/json", Posting.bytes("1")));
  }

  /** Standard Webhooks 1.0, "webhook-id"; CloudEvents 1.0, "source": both make an event unique. */
  @ParameterizedTest
  @ValueSource(strings = {"binary", "structured", "batched", "records"})
  void tellsEventsOfTwoSourcesApart(String mode) throws Exception {
    List<EncodedEvent> events =
        List.of(
            event("/a", "1"),
            event("/b", "1"),
            event("/a", "2"),
            event("/a", "1_2"),
            event("/a/1", "1.1"),
            event("/a", "1".repeat(64)),
            event("/a", "1".repeat(5_000)),
            event("/b", "1".repeat(5_000)),
            event("/a", "ü 😀"),
            event("/a", "ü".repeat(65)));
    Set<String> ids = new HashSet<>();
    // the source that is sent in their place does not make one of two events
    try (RawServer server = Posting.accepting();
        Posting posting =
            Posting.to(
                server,
                "'mode':'%s','source':'/front','signing':{'secrets':['%s']}"
                    .formatted(mode, SECRET))) {
      for (int attempt = 0; attempt < 2; attempt++) {
        for (EncodedEvent event : events) {
          assertThat(posting.deliver(event).get(0)).isInstanceOf(Delivered.class);
        }
      }
      server.requests().forEach(one -> ids.add(String.valueOf(one.header("webhook-id"))));
      assertThat(server.requests()).hasSize(2 * events.size());
    }
    assertThat(ids).hasSize(events.size()).allMatch(id -> id.matches("[!-~&&[^.]]{1,700}"));
  }

  @Test
  void signsAsGitHubAndFlowProductionTrackingDo() throws Exception {
    assertThat(header("github", "X-Hub-Signature-256")).matches("sha256=[0-9a-f]{64}");
    assertThat(header("flow-production-tracking", "X-SG-SIGNATURE")).matches("sha1=[0-9a-f]{40}");
  }

  private static String header(String scheme, String name) throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting =
            Posting.to(server, "'signing':{'scheme':'%s','secrets':['s']}".formatted(scheme))) {
      posting.deliver("1");
      return String.valueOf(server.requests().get(0).header(name));
    }
  }

  @Test
  void sendsTheCredentialsOfTheIdentity() throws Exception {
    assertThat(sent(new Identity.Basic("u", Secret.of("p")), "Authorization"))
        .isEqualTo("Basic dTpw");
    assertThat(sent(new Identity.Bearer(Secret.of("tok")), "Authorization"))
        .isEqualTo("Bearer tok");
    assertThat(sent(new Identity.ApiKey("X-Key", Secret.of("k")), "X-Key")).isEqualTo("k");
  }

  private static String sent(Identity identity, String header) throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.as(identity, server, "")) {
      assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
      return String.valueOf(server.requests().get(0).header(header));
    }
  }

  @Test
  void fetchesANewTokenOnceWhenTheOldIsRefused() throws Exception {
    AtomicInteger tokens = new AtomicInteger();
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/token",
        exchange -> {
          byte[] json =
              Posting.bytes(
                  "{\"access_token\":\"t%d\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                      .formatted(tokens.incrementAndGet()));
          exchange.sendResponseHeaders(200, json.length);
          exchange.getResponseBody().write(json);
          exchange.close();
        });
    issuer.start();
    Identity identity =
        new Identity.OAuth2(
            URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/token"),
            "id",
            Secret.of("client-secret"),
            List.of());
    try (RawServer server =
            RawServer.start(
                Posting.replying(
                    one ->
                        Posting.Reply.of(
                            "Bearer t1".equals(one.header("Authorization"))
                                    || one.text().contains("never")
                                ? 401
                                : 200)));
        Posting posting = Posting.as(identity, server, "")) {
      assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
      assertThat(server.requests())
          .extracting(one -> one.header("Authorization"))
          .containsExactly("Bearer t1", "Bearer t2");

      Retry refused = (Retry) posting.deliver("never");
      assertThat(refused.reason()).contains("401").contains("check the identity");
      assertThat(server.requests().size()).isLessThanOrEqualTo(4);
      assertThat(tokens.get()).isLessThanOrEqualTo(3);
    } finally {
      issuer.stop(0);
    }
  }
}
