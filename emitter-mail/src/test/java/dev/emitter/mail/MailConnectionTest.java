package dev.emitter.mail;

import static dev.emitter.mail.Samples.notice;
import static dev.emitter.mail.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.emitter.definition.Secret;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How mails reach the server, and what happens when they do not. */
@Tag("R2")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class MailConnectionTest {

  @BeforeAll
  static void certificate() {
    TestCertificate.use();
  }

  private static GreenMail secureServer() {
    GreenMail server = Samples.server(ServerSetup.SMTPS.dynamicPort());
    server.start();
    server.setUser("shop@example.com", "shop", "open sesame");
    return server;
  }

  private static MailNotifier.Builder secure(int port) throws Exception {
    return settings(port)
        .encryption(Encryption.TLS)
        .sslContext(TestCertificate.context())
        .credentials("shop", Secret.of("open sesame"));
  }

  @Test
  void logsInOverTls() throws Exception {
    GreenMail server = secureServer();
    try {
      secure(server.getSmtps().getPort()).build().tell(notice("ann@example.com"));
      assertThat(server.waitForIncomingEmail(Samples.TIMEOUT.toMillis(), 1)).isTrue();
    } finally {
      server.stop();
    }
  }

  @Test
  void failsWithAWrongPasswordAndDoesNotTellIt() {
    GreenMail server = secureServer();
    try {
      assertThatExceptionOfType(AuthenticationFailedException.class)
          .isThrownBy(
              () ->
                  secure(server.getSmtps().getPort())
                      .credentials("shop", Secret.of("guessed"))
                      .build()
                      .tell(notice(null)))
          .withMessageNotContaining("guessed");
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void sendsNothingToAServerThatItCannotTrust() {
    GreenMail server = secureServer();
    try {
      MailNotifier.Builder untrusted =
          settings(server.getSmtps().getPort()).encryption(Encryption.TLS);
      assertThatExceptionOfType(MessagingException.class)
          .isThrownBy(() -> untrusted.build().tell(notice(null)))
          .withStackTraceContaining("PKIX");
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void sendsNothingToAServerOfAnotherName() {
    GreenMail server = secureServer();
    try {
      assertThatExceptionOfType(MessagingException.class)
          .isThrownBy(
              () ->
                  MailNotifier.builder("127.0.0.1") // the certificate says localhost
                      .port(server.getSmtps().getPort())
                      .encryption(Encryption.TLS)
                      .sslContext(TestCertificate.context())
                      .from("shop@example.com")
                      .operators("ops@example.com")
                      .build()
                      .tell(notice(null)));
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void turnsToTlsBeforeItSaysAnything() throws Exception {
    try (TinyMailServer server = TinyMailServer.withStartTls(TestCertificate.context())) {
      secure(server.port()).encryption(Encryption.STARTTLS).build().tell(notice(null));
      assertThat(server.commands.get(1)).isEqualTo("STARTTLS");
      assertThat(server.commands.subList(2, server.commands.size()))
          .allMatch(command -> command.startsWith("tls "))
          .anyMatch(command -> command.startsWith("tls AUTH PLAIN "))
          .contains("tls RCPT TO:<ops@example.com>");
    }
  }

  @Test
  void sendsNothingToAServerWithoutStartTls() throws Exception {
    try (TinyMailServer server = TinyMailServer.refusing()) {
      assertThatExceptionOfType(MessagingException.class)
          .isThrownBy(
              () ->
                  secure(server.port()).encryption(Encryption.STARTTLS).build().tell(notice(null)));
      assertThat(server.commands)
          .noneMatch(command -> command.startsWith("AUTH") || command.startsWith("MAIL"));
    }
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() throws Exception {
    try (TinyMailServer server = TinyMailServer.silent()) {
      MailNotifier notifier = settings(server.port()).timeout(Duration.ofMillis(300)).build();
      assertThatExceptionOfType(MessagingException.class)
          .isThrownBy(() -> notifier.tell(notice(null)))
          .withStackTraceContaining("SocketTimeoutException");
    }
  }

  @Test
  void failsWhenNobodyListens() throws Exception {
    int port;
    try (TinyMailServer server = TinyMailServer.silent()) {
      port = server.port();
    }
    assertThatExceptionOfType(MessagingException.class)
        .isThrownBy(() -> settings(port).build().tell(notice(null)));
  }

  @Test
  void isDoneWhenTheServerTookTheMailForSome() throws Exception {
    try (TinyMailServer server = TinyMailServer.refusing("gone@example.com")) {
      MailNotifier.Builder settings =
          settings(server.port()).owners(owner -> List.of("gone@example.com", "ann@example.com"));
      assertThatNoException().isThrownBy(() -> settings.build().tell(notice("ann")));
      assertThat(server.commands).contains("DATA");
    }
  }

  @Test
  void failsWhenTheServerTookTheMailForNobody() throws Exception {
    try (TinyMailServer server = TinyMailServer.refusing("ops@example.com")) {
      assertThatExceptionOfType(MessagingException.class)
          .isThrownBy(() -> settings(server.port()).build().tell(notice(null)))
          .withStackTraceContaining("550 nobody");
      assertThat(server.commands).doesNotContain("DATA");
    }
  }
}
