package dev.emitter.mail;

import static dev.emitter.mail.Samples.notice;
import static dev.emitter.mail.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.emitter.delivery.Notice;
import dev.emitter.topic.Topic;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is in the mails, and who gets them. */
@Tag("R2")
final class MailNotifierTest {

  private final GreenMail server = Samples.server(ServerSetup.SMTP.dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private MimeMessage[] sent(MailNotifier.Builder settings, Notice notice) throws Exception {
    settings.build().tell(notice);
    assertThat(server.waitForIncomingEmail(Samples.TIMEOUT.toMillis(), 1)).isTrue();
    return server.getReceivedMessages();
  }

  private MimeMessage sent(Notice notice) throws Exception {
    return sent(settings(server.getSmtp().getPort()), notice)[0];
  }

  private static String text(MimeMessage mail) throws Exception {
    return mail.getContent().toString().replace("\r\n", "\n");
  }

  @Test
  void saysAllThatAPersonNeedsToAct() throws Exception {
    MimeMessage mail = sent(notice("ann@example.com"));
    assertThat(mail.getSubject()).isEqualTo("[shop] Emitter orders-eu is disabled");
    assertThat(text(mail))
        .startsWith(
            """
            Emitter "orders-eu" (channel Webhook, owner ann@example.com) is disabled.
            It delivers nothing until a person enables it.

            Since:   2026-01-01 00:05:00 UTC
            Why:     503 Service Unavailable
            Event:   4711, of type order.placed
            Topic:   orders / eu
            Waiting: about 2003 events; they are kept in their order

            What to do:
            1. Look at the reason above\
            """)
        .contains("3. Otherwise enable emitter \"orders-eu\".");
  }

  @Test
  void tellsThoseWhomTheDefinitionNamesInPlaceOfTheOwner() throws Exception {
    Notice notice =
        notice("ann@example.com").to(List.of("night@example.com", "no address", "b@c.de"));
    MimeMessage mail = sent(notice);
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("night@example.com", "b@c.de");
    assertThat(sent(notice("ann@example.com").to(List.of("none"))).getAllRecipients()).isNotEmpty();
  }

  @Test
  void saysThatAnEmitterIsUnstableAndThatItHasRecovered() throws Exception {
    Notice disabled = notice("ann@example.com");
    MimeMessage unstable = sent(as(Notice.What.UNSTABLE, "503 Service Unavailable", disabled));
    assertThat(unstable.getSubject()).isEqualTo("[shop] Emitter orders-eu is unstable");
    assertThat(text(unstable))
        .contains("is unstable: a delivery has failed", "Why:     503 Service Unavailable")
        .contains("Event:   4711, of type order.placed")
        .doesNotContain("enable emitter");
    server.purgeEmailFromAllMailboxes();
    MimeMessage well = sent(as(Notice.What.RECOVERED, "no delivery has failed", disabled));
    assertThat(well.getSubject()).isEqualTo("[shop] Emitter orders-eu has recovered");
    assertThat(text(well)).contains("has recovered: no delivery has failed.");
    server.purgeEmailFromAllMailboxes();
    MimeMessage limited = sent(as(Notice.What.LIMITED, "filterTime = 1: is used up", disabled));
    assertThat(limited.getSubject()).isEqualTo("[shop] Emitter orders-eu is limited");
    assertThat(text(limited)).contains("What:    filterTime = 1: is used up");
  }

  private static Notice as(Notice.What what, String reason, Notice of) {
    return new Notice(
        what, of.emitterId(), of.type(), of.owner(), reason, of.at(), of.event(), of.waiting());
  }

  @Test
  void hasTheHeadersOfAMailThatAProgramWrites() throws Exception {
    MimeMessage mail = sent(notice("ann@example.com"));
    assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("shop@example.com");
    assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getSentDate()).isEqualTo("2026-01-01T00:06:00Z");
    assertThat(mail.getMessageID()).endsWith("@example.com>");
  }

  @Test
  void hasTheSameMessageIdWhenTheSameNoticeIsGivenAgain() throws Exception {
    String first = sent(notice("ann@example.com")).getMessageID();
    settings(server.getSmtp().getPort()).build().tell(notice("ann@example.com"));
    settings(server.getSmtp().getPort()).build().tell(notice("other", "ann@example.com", "x"));
    assertThat(server.waitForIncomingEmail(Samples.TIMEOUT.toMillis(), 3)).isTrue();
    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails[1].getMessageID()).isEqualTo(first);
    assertThat(mails[2].getMessageID()).isNotEqualTo(first);
  }

  @Test
  void goesToTheOperatorsForASystemEmitterAndForAnOwnerWithoutAddress() throws Exception {
    for (String owner : Arrays.asList(null, "ann", "ann@example.com, eve@example.com", "@", "")) {
      assertThat(recipients(sent(notice(owner)))).containsExactly("ops@example.com");
      server.purgeEmailFromAllMailboxes();
    }
  }

  private static List<String> recipients(MimeMessage mail) throws Exception {
    return Arrays.stream(mail.getRecipients(Message.RecipientType.TO))
        .map(Object::toString)
        .toList();
  }

  @Test
  void goesToTheOwnerAlone() throws Exception {
    assertThat(recipients(sent(notice("ann@example.com")))).containsExactly("ann@example.com");
    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  @Test
  void goesToAllAddressesThatTheLookupKnows() throws Exception {
    MailNotifier.Builder settings =
        settings(server.getSmtp().getPort())
            .owners(owner -> List.of(owner + "@a.example", "no address", owner + "@b.example"));
    settings.build().tell(notice("ann"));
    assertThat(server.waitForIncomingEmail(Samples.TIMEOUT.toMillis(), 2)).isTrue();
    for (MimeMessage mail : server.getReceivedMessages()) {
      assertThat(recipients(mail)).containsExactly("ann@a.example", "ann@b.example");
    }
    assertThat(server.getReceivedMessages()).hasSize(2);
  }

  @Test
  void goesToAllOperators() throws Exception {
    settings(server.getSmtp().getPort())
        .operators("one@example.com", "two@example.com")
        .owners(owner -> List.of())
        .build()
        .tell(notice("ann"));
    assertThat(server.waitForIncomingEmail(Samples.TIMEOUT.toMillis(), 2)).isTrue();
    assertThat(server.getReceivedMessages()).hasSize(2);
  }

  @Test
  void keepsEveryLetter() throws Exception {
    MimeMessage mail = sent(notice("bestellungen-für-Łódź", "Иван", "受信者が拒否しました 🙁"));
    assertThat(mail.getSubject()).isEqualTo("[shop] Emitter bestellungen-für-Łódź is disabled");
    assertThat(text(mail)).contains("owner Иван").contains("Why:     受信者が拒否しました 🙁\n");
    assertThat(raw(mail).chars()).allMatch(one -> one < 128);
  }

  private static String raw(MimeMessage mail) throws Exception {
    var bytes = new java.io.ByteArrayOutputStream();
    mail.writeTo(bytes);
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void letsNoTextAddHeadersOrLines() throws Exception {
    String evil = "x\r\nBcc: eve@example.com\r\n\r\nWhat to do:\u2028call eve\n.\r\nQUIT\r";
    Notice.FailedEvent event = new Notice.FailedEvent(Topic.of(evil, evil), evil, evil);
    MimeMessage mail =
        sent(
            settings(server.getSmtp().getPort()).application(evil),
            notice(evil, evil, evil, event))[0];
    assertThat(server.getReceivedMessages()).hasSize(1);
    assertThat(Collections.list(mail.getAllHeaders()))
        .extracting(header -> header.getName())
        .doesNotContain("Bcc", "What to do");
    assertThat(mail.getSubject()).doesNotContain("\r", "\n");
    assertThat(text(mail).lines().filter(line -> line.startsWith("What to do:"))).hasSize(1);
    assertThat(text(mail).lines()).noneMatch(line -> line.startsWith("Bcc") || line.equals("."));
    assertThat(text(mail)).endsWith("set time and size.");
  }

  @Test
  void cutsWhatIsTooLong() throws Exception {
    MimeMessage mail = sent(notice("i".repeat(100_000), null, "r".repeat(1_000_000)));
    assertThat(raw(mail).length()).isLessThan(10_000);
    assertThat(raw(mail).lines()).allMatch(line -> line.length() < 998);
    assertThat(text(mail)).contains("rrr...\n");
  }

  @Test
  void leavesOutTheEventWhenThereIsNone() throws Exception {
    assertThat(text(sent(notice("a", null, "no room", null))))
        .contains("Why:     no room\nWaiting: ")
        .doesNotContain("Event:", "Topic:");
  }
}
