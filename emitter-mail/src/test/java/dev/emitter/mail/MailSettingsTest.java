package dev.emitter.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.definition.Secret;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that cannot work are refused at once, all of them. */
final class MailSettingsTest {

  @Test
  void namesEveryFault() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                MailNotifier.builder(" ")
                    .port(70_000)
                    .encryption(Encryption.NONE)
                    .credentials("shop", Secret.of("open sesame"))
                    .timeout(Duration.ZERO)
                    .from("shop@example.com\nBcc: eve@example.com")
                    .operators("ops@example.com", "nobody")
                    .build())
        .withMessageNotContaining("sesame")
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::path)
                    .containsExactly("host", "port", "timeout", "encryption", "from", "operators"));
  }

  @Test
  void needsASenderAndOperators() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> MailNotifier.builder("localhost").build())
        .withMessageContaining("from")
        .withMessageContaining("operators");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann@example.com", "a.n+n@mail.example.co.uk", "1@x-y.example"})
  void takesANameThatLooksLikeAnAddressForOne(String owner) {
    assertThat(Recipients.named(owner)).containsExactly(owner);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ann",
        "ann@localhost",
        "@example.com",
        "ann@",
        "ann@example.com ",
        "ann@example.com\r\nRCPT TO:<eve@example.com>",
        "Ann <ann@example.com>",
        "ann@example.com,eve@example.com",
        "ann@-example.com",
        "ann@example..com",
        "a@b@example.com",
        "änn@example.com",
        "ann@exämple.com"
      })
  void takesNoOtherNameForAnAddress(String owner) {
    assertThat(Recipients.named(owner)).isEmpty();
  }

  @Test
  void answersForLongNamesQuickly() {
    assertThat(Recipients.named("a".repeat(1_000_000) + "@example.com")).isEmpty();
    assertThat(Recipients.named("a@" + "b-".repeat(120) + ".com")).isEmpty();
  }

  @Test
  void makesOneLineOfAnything() {
    assertThat(OneLine.of("a\r\nb\tc\u0000d\u0085e\u2029f\u202Eg\uD83Dh", 100))
        .isEqualTo("a\\r\\nb\\tc\\u0000d\\u0085e\\u2029f\\u202eg\\ud83dh");
    assertThat(OneLine.of("12345", 5)).isEqualTo("12345");
    assertThat(OneLine.of("1234🙂", 5)).isEqualTo("1234...");
  }
}
