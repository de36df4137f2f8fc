package dev.emitter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.definition.Secret;
import dev.emitter.problem.EmitterException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TlsTest {

  private static final TlsFiles OWN = TlsFiles.selfSigned("tls-test", "dns:a.example");
  private static final TlsFiles OTHER = TlsFiles.selfSigned("tls-test-other", "dns:a.example");

  private static TlsSettings own(@Nullable String certificate, @Nullable String key) {
    return new TlsSettings(true, null, certificate, key == null ? null : Secret.of(key));
  }

  @Test
  void findsNothingWrongWithWhatCanBeRead() {
    String between = "some words\n" + OWN.certificate() + "\r\nmore\r\n" + OTHER.certificate();

    assertThat(Tls.check(TlsSettings.DEFAULT)).isNull();
    assertThat(Tls.check(own(OWN.certificate(), OWN.key()))).isNull();
    assertThat(Tls.check(new TlsSettings(true, between, null, null))).isNull();
    assertThat(Pem.certificates(between)).hasSize(2);
  }

  @Test
  void namesTheMemberThatCannotBeReadAndWhy() {
    String broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    assertThat(Tls.check(new TlsSettings(true, "nothing", null, null)))
        .startsWith("tls.ca has no certificate");
    assertThat(Tls.check(new TlsSettings(true, OWN.certificate() + broken, null, null)))
        .startsWith("tls.ca has a certificate that cannot be read (number 2)");
    assertThat(Tls.check(own("x", OWN.key()))).startsWith("tls.certificate has no certificate");
    assertThat(Tls.check(own(OWN.certificate(), null))).contains("without tls.key");
    assertThat(Tls.check(own(null, OWN.key()))).contains("without tls.certificate");
    assertThat(Tls.check(own(OWN.certificate(), OTHER.key())))
        .startsWith("tls.key is not the key of the first certificate");
  }

  @Test
  void neverShowsAKey() {
    String old = OWN.key().replace("PRIVATE KEY", "RSA PRIVATE KEY");
    String locked = OWN.key().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    String garbage = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";

    assertThat(Tls.check(own(OWN.certificate(), old)))
        .startsWith("tls.key is a RSA PRIVATE KEY")
        .contains("openssl pkcs8");
    assertThat(Tls.check(own(OWN.certificate(), locked))).contains("ENCRYPTED PRIVATE KEY");
    for (String key : List.of(garbage, "secret", OWN.certificate())) {
      assertThat(Tls.check(own(OWN.certificate(), key)))
          .startsWith("tls.key ")
          .doesNotContain("c2Vj")
          .doesNotContain("secret");
    }
  }

  @Test
  void passesOnThatASecretCannotBeRead() {
    Secret gone =
        Secret.from(
            () -> {
              throw new EmitterException("the variable KEY is not set");
            });

    assertThat(Tls.check(new TlsSettings(true, null, OWN.certificate(), gone)))
        .isEqualTo("the variable KEY is not set");
  }

  @Test
  void makesNoContextOfWhatCannotBeRead() {
    assertThatThrownBy(() -> Tls.context(new TlsSettings(true, "x", null, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tls.ca");
  }
}
