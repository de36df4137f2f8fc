package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.definition.Secret;
import dev.emitter.event.Payload;
import dev.emitter.http.HttpHeader;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Instant AT = Instant.ofEpochSecond(1614265330);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

  private static Payload payload(String... parts) {
    return Payload.of(
        Arrays.stream(parts)
            .map(part -> part.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new));
  }

  private static RequestSigner signer(String scheme, String... secrets) {
    return Signing.of(scheme).signer(Arrays.stream(secrets).map(Secret::of).toList());
  }

  private static String signature(List<HttpHeader> headers) {
    return headers.get(headers.size() - 1).value();
  }

  @Test
  void signsTheKnownMessageOfStandardWebhooks() {
    assertThat(signer("standard", SECRET).sign(ID, AT, payload("{\"test\": ", "2432232314}")))
        .containsExactly(
            new HttpHeader("webhook-id", ID),
            new HttpHeader("webhook-timestamp", "1614265330"),
            new HttpHeader("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @Test
  void signsAsGitHubDocumentsIt() {
    assertThat(
            signer("github", "It's a Secret to Everybody").sign(ID, AT, payload("Hello, World!")))
        .containsExactly(
            new HttpHeader(
                "X-Hub-Signature-256",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"));
  }

  @Test
  void signsForFlowProductionTrackingWithTheHmacOfRfc2202() {
    assertThat(
            signer("flow-production-tracking", "Jefe")
                .sign(ID, AT, payload("what do ya want ", "for nothing?")))
        .containsExactly(
            new HttpHeader("X-SG-SIGNATURE", "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"));
  }

  @Test
  void signsWithAPrivateKeyThatTheJdkVerifies() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    String key = "whsk_" + Base64.getEncoder().encodeToString(seed);
    String[] both =
        signature(signer("standard", SECRET, key).sign(ID, AT, payload("{", "}"))).split(" ", -1);

    assertThat(both[0]).startsWith("v1,");
    assertThat(both[1]).startsWith("v1a,");
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(pair.getPublic());
    verifier.update((ID + ".1614265330.{}").getBytes(StandardCharsets.UTF_8));
    assertThat(verifier.verify(Base64.getDecoder().decode(both[1].substring(4)))).isTrue();
  }

  @Test
  void takesThePrivateKeyOfRfc8032() throws Exception {
    HexFormat hex = HexFormat.of();
    byte[] seed = hex.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    byte[] open = hex.parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    byte[] pair = Arrays.copyOf(seed, 64);
    System.arraycopy(open, 0, pair, 32, 32);
    String value =
        signature(
            signer("standard", "whsk_" + Base64.getEncoder().encodeToString(pair))
                .sign(ID, AT, payload("x")));

    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(
                    hex.parseHex("302a300506032b6570032100" + hex.formatHex(open)))));
    verifier.update((ID + ".1614265330.x").getBytes(StandardCharsets.UTF_8));
    assertThat(verifier.verify(Base64.getDecoder().decode(value.substring(4)))).isTrue();
  }

  @Test
  void changesWithAllThatIsSigned() {
    RequestSigner signer = signer("standard", SECRET);
    assertThat(
            List.of(
                signature(signer.sign(ID, AT, payload("{}"))),
                signature(signer.sign(ID + "x", AT, payload("{}"))),
                signature(signer.sign(ID, AT.plusSeconds(1), payload("{}"))),
                signature(signer.sign(ID, AT, payload("{} ")))))
        .doesNotHaveDuplicates();
  }

  @Test
  void letsNoIdPassForAnotherNorForgeAHeader() {
    List<HttpHeader> headers = signer("standard", SECRET).sign("a.1\r\nb: é%", AT, payload("{}"));

    assertThat(headers.get(0).value()).isEqualTo("a%2E1%0D%0Ab:%20%C3%A9%25");
  }

  @Test
  void readsTheSecretEachTime() {
    AtomicReference<String> value = new AtomicReference<>(SECRET);
    RequestSigner signer = Signing.STANDARD.signer(List.of(Secret.from(value::get)));
    String before = signature(signer.sign(ID, AT, payload("{}")));
    value.set("whsec_" + Base64.getEncoder().encodeToString(new byte[24]));

    assertThat(signature(signer.sign(ID, AT, payload("{}")))).isNotEqualTo(before);
    value.set("whsec_hidden!");
    assertThatThrownBy(() -> signer.sign(ID, AT, payload("{}")))
        .isInstanceOf(EmitterException.class)
        .hasMessage("secrets[0]: what follows its prefix is not Base64");
  }

  @Test
  void signsOnManyThreads() {
    RequestSigner signer = signer("standard", SECRET);
    long distinct =
        IntStream.range(0, 2000)
            .parallel()
            .mapToObj(i -> signature(signer.sign(ID, AT, payload("{}"))))
            .distinct()
            .count();
    assertThat(distinct).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "standard,hidden,$.s[1]: it must begin with whsec_",
    "standard,whsec_hidden!,$.s[1]: what follows its prefix is not Base64",
    "standard,whsec_aGlkZGVu,$.s[1]: it has 6 bytes; 24 to 64 are needed",
    "standard,whsk_aGlkZGVu,$.s[1]: it has 6 bytes; a private key has 32 or 64",
    "github,hidden,'$.s: 2 are given, the scheme github has room for one'",
    "flow-production-tracking,hidden,$.s: 2 are given"
  })
  void tellsWhatIsWrongWithSecretsButNotTheirValue(String scheme, String bad, String problem) {
    assertThat(problems(Signing.of(scheme), SECRET, bad))
        .startsWith(problem)
        .doesNotContain("hidden", "aGlkZGVu");
  }

  @Test
  void findsNothingWrongWithGoodSecrets() {
    assertThat(problems(Signing.STANDARD, SECRET)).isEmpty();
    assertThat(problems(Signing.GITHUB, "x")).isEmpty();
    assertThat(problems(Signing.GITHUB, "")).isEqualTo("$.s[0]: it is empty");
    assertThat(problems(Signing.STANDARD)).startsWith("$.s: none");
    assertThatThrownBy(() -> Signing.of("sha")).hasMessageContaining("'sha'; allowed: standard");
  }

  private static String problems(Signing signing, String... secrets) {
    Problems problems = new Problems();
    signing.check(Arrays.stream(secrets).map(Secret::of).toList(), "$.s", problems);
    return problems.list().stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }
}
