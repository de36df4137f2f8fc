package dev.emitter.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.emitter.compatibility.Receiver.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks over HTTP and TLS, with the HTTP client of the set. */
@Tag("C5")
final class WebhookTest {

  private static final Map<String, String> SECRETS =
      Map.of("HOOK_SECRET", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3");

  @TempDir Path folder = Path.of("");

  private void define(String id, String parameters) throws Exception {
    Shop.define(folder, id, "Webhook", parameters);
  }

  private static List<String> bodies(Receiver receiver) {
    return receiver.requests().stream().map(Request::body).toList();
  }

  @Test
  void sendsOverHttp() throws Exception {
    try (Receiver receiver = Receiver.http()) {
      define("plain", "{\"url\": \"" + receiver.url() + "\"}");
      try (Shop shop = Shop.open(folder)) {
        shop.trade();
        shop.awaitDelivered();
      }
      assertThat(bodies(receiver))
          .containsExactly(
              "{\"number\":1,\"customer\":\"ada\",\"total\":100}",
              "{\"number\":4,\"customer\":\"dan\",\"total\":4000}");
      assertThat(receiver.requests().get(0).header("Ce-type")).isEqualTo("order.placed");
    }
  }

  @Test
  void sendsOverTls() throws Exception {
    Keys keys = Keys.in(folder);
    try (Receiver receiver = Receiver.https(keys.context())) {
      Path ca = Files.writeString(folder.resolve("ca.pem"), keys.certificate());
      define(
          "secure",
          """
          {"url": "%s", "mode": "structured", "tls": {"ca": "${file:%s}"},
           "signing": {"scheme": "standard", "secrets": ["${env:HOOK_SECRET}"]}}
          """
              .formatted(receiver.url(), ca));
      try (Shop shop = Shop.open(folder, SECRETS, UnaryOperator.identity())) {
        assertThat(shop.emitters().check("secure").toCompletableFuture().get().fault()).isNull();
        shop.trade();
        shop.awaitDelivered();
      }
      List<Request> orders =
          receiver.requests().stream().filter(one -> !one.body().isEmpty()).toList();
      assertThat(orders).hasSize(2);
      assertThat(orders.get(1).body()).contains("\"specversion\"").contains("\"dan\"");
      assertThat(orders.get(1).header("Webhook-signature")).startsWith("v1,");
    }
  }

  @Test
  void saysThatACertificateIsNotVouchedFor() throws Exception {
    try (Receiver receiver = Receiver.https(Keys.in(folder).context())) {
      define("stranger", "{\"url\": \"" + receiver.url() + "\"}");
      try (Shop shop = Shop.open(folder)) {
        shop.trade();
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () ->
                    assertThat(shop.emitters().status("stranger").lastError()).contains("tls.ca"));
      }
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void triesAgainAndSendsTheRestAsABatch() throws Exception {
    try (Receiver receiver = Receiver.http()) {
      receiver.answerNext(503);
      define(
          "batches",
          "{\"url\": \"" + receiver.url() + "\", \"mode\": \"batched\", \"batch\": {\"max\": 2}}");
      try (Shop shop = Shop.open(folder)) {
        shop.trade();
        shop.awaitDelivered();
      }
      List<String> bodies = bodies(receiver);
      assertThat(bodies).hasSizeGreaterThan(1);
      assertThat(bodies.get(0)).startsWith("[{");
      assertThat(bodies.get(bodies.size() - 1)).contains("\"dan\"");
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    String url;
    try (Receiver gone = Receiver.http()) {
      url = gone.url();
    }
    define("nobody", "{\"url\": \"" + url + "\"}");
    try (Shop shop = Shop.open(folder)) {
      shop.trade();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(shop.emitters().status("nobody").lastError())
                      .containsIgnoringCase("refused"));
    }
  }
}
