package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.definition.Secret;
import dev.emitter.event.Payload;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.RawServer;
import dev.emitter.problem.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver tells what was signed with its secret from all else. */
@Tag("C1")
final class SignatureVerifierTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final Instant AT = Instant.ofEpochSecond(1614265330);
  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

  private static List<Secret> secrets(String... values) {
    return Arrays.stream(values).map(Secret::of).toList();
  }

  private static Map<String, String> signed(String scheme, String... secrets) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpHeader one :
        Signing.of(scheme).signer(secrets(secrets)).sign("msg.1", AT, Payload.of(BODY))) {
      headers.put(one.name(), one.value());
    }
    return headers;
  }

  @Test
  void takesTheKnownMessageOfStandardWebhooks() {
    Map<String, String> headers =
        Map.of(
            "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp", "1614265330",
            "webhook-signature",
                "v1,bm9ldHUjKzFob2VudXRob2VodWUzMjRvdWVvdW9ldQo="
                    + " v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    assertThat(SignatureVerifier.of("standard", secrets(SECRET)).fault(headers::get, body, AT))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "standard, whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,"
        + " whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "github, one, two",
    "flow-production-tracking, one, two"
  })
  void takesWhatWasSignedAndRefusesAllElse(String scheme, String secret, String another) {
    Map<String, String> headers = signed(scheme, secret);
    SignatureVerifier verifier = SignatureVerifier.of(scheme, secrets(secret));
    assertThat(verifier.accepts(headers::get, BODY, AT)).isTrue();
    assertThat(
            SignatureVerifier.of(scheme, secrets(another, secret)).accepts(headers::get, BODY, AT))
        .isTrue();

    assertThat(SignatureVerifier.of(scheme, secrets(another)).fault(headers::get, BODY, AT))
        .contains("another secret")
        .doesNotContain(secret)
        .doesNotContain(another);
    byte[] changed = "{\"a\":2}".getBytes(StandardCharsets.UTF_8);
    assertThat(verifier.accepts(headers::get, changed, AT)).isFalse();
    for (String name : headers.keySet()) {
      Map<String, String> less = new TreeMap<>(headers);
      less.remove(name);
      assertThat(verifier.fault(less::get, BODY, AT)).isEqualTo("it lacks " + name);
      less.put(name, headers.get(name) + "0");
      assertThat(verifier.accepts(less::get, BODY, AT)).as(name).isFalse();
    }
  }

  @Test
  void takesASecretThatIsExchanged() {
    Map<String, String> headers = signed("standard", OTHER, SECRET);
    assertThat(SignatureVerifier.of("standard", secrets(SECRET)).accepts(headers::get, BODY, AT))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"300, true", "301, false", "-300, true", "-301, false"})
  void toleratesFiveMinutes(long seconds, boolean accepted) {
    Map<String, String> headers = signed("standard", SECRET);
    SignatureVerifier verifier = SignatureVerifier.of("standard", secrets(SECRET));
    Instant now = AT.plusSeconds(seconds);
    assertThat(verifier.accepts(headers::get, BODY, now)).isEqualTo(accepted);
    assertThat(verifier.tolerating(Duration.ofHours(1)).accepts(headers::get, BODY, now)).isTrue();
    if (!accepted) {
      assertThat(verifier.fault(headers::get, BODY, now))
          .contains("is 301 s " + (seconds > 0 ? "behind" : "ahead of"))
          .contains("300 s are tolerated");
    }
  }

  @Test
  void verifiesWithThePublicKeyAlone() throws Exception {
    for (int i = 0; i < 8; i++) { // x is odd in half of the keys
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      byte[] open = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(open, open.length - 32, open.length);
      assertThat(((EdECPublicKey) pair.getPublic()).getPoint().isXOdd()).isEqualTo(raw[31] < 0);
      Map<String, String> headers =
          signed("standard", "whsk_" + Base64.getEncoder().encodeToString(seed));
      String key = "whpk_" + Base64.getEncoder().encodeToString(raw);
      SignatureVerifier verifier = SignatureVerifier.of("standard", secrets(key));

      assertThat(verifier.fault(headers::get, BODY, AT)).isNull();
      assertThat(verifier.accepts(headers::get, new byte[0], AT)).isFalse();
      assertThat(SignatureVerifier.of("standard", secrets(SECRET)).accepts(headers::get, BODY, AT))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "v1", "v1,", "v1,%", "v1,AAAA", "v1a,AAAA", "v2,g0hM9SsE", ",", " , v1,"})
  void survivesWhatIsNoSignature(String signature) {
    Map<String, String> headers = signed("standard", SECRET);
    headers.put("webhook-signature", signature);
    assertThat(SignatureVerifier.of("standard", secrets(SECRET)).accepts(headers::get, BODY, AT))
        .isFalse();
    headers.put("webhook-timestamp", "soon");
    assertThat(SignatureVerifier.of("standard", secrets(SECRET)).accepts(headers::get, BODY, AT))
        .isFalse();
  }

  @Test
  void saysWhichSecretIsNoneWithoutShowingIt() {
    assertThatThrownBy(() -> SignatureVerifier.of("standard", secrets(SECRET, "hidden")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("secrets[1]: it must begin with whsec_, or whpk_")
        .hasMessageNotContaining("hidden");
    assertThatThrownBy(() -> SignatureVerifier.of("standard", secrets("whpk_aGlkZGVu")))
        .hasMessageContaining("it has 6 bytes; a public key has 32");
    assertThatThrownBy(
            () ->
                SignatureVerifier.of(
                    "standard",
                    secrets("whsk_" + Base64.getEncoder().encodeToString(new byte[32]))))
        .hasMessageContaining("give the public key");
    assertThatThrownBy(() -> SignatureVerifier.of("github", secrets("")))
        .hasMessageContaining("secrets[0]: it is empty");
    assertThatThrownBy(() -> SignatureVerifier.of("github", List.of()))
        .hasMessageContaining("none is given");
    assertThatThrownBy(() -> SignatureVerifier.of("md5", secrets("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"standard", "github", "flow-production-tracking"})
  void takesWhatAWebhookSends(String scheme) throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting =
            Posting.to(
                server,
                "'mode':'structured','signing':{'scheme':'"
                    + scheme
                    + "','secrets':['"
                    + SECRET
                    + "']}")) {
      posting.deliver("e.1");
      RawServer.Request request = server.requests().get(0);
      byte[] body = request.text().getBytes(StandardCharsets.UTF_8);
      assertThat(
              SignatureVerifier.of(scheme, secrets(SECRET))
                  .fault(request::header, body, Instant.now()))
          .isNull();
    }
  }
}
