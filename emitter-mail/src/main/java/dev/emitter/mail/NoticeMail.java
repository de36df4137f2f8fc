package dev.emitter.mail;

import dev.emitter.delivery.Notice;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * A mail that gives a notice. The same notice always gets the same message id, so that a mail
 * server or program can tell a repetition.
 */
final class NoticeMail extends MimeMessage {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String messageId;

  private NoticeMail(Session session, Notice notice, InternetAddress from) {
    super(session);
    this.messageId = messageId(notice, from);
  }

  /** Returns the mail, ready to be sent. */
  static NoticeMail of(
      Session session, Notice notice, Envelope envelope, String application, Instant now)
      throws MessagingException {
    NoticeText text = new NoticeText(notice);
    NoticeMail mail = new NoticeMail(session, notice, envelope.from());
    mail.setFrom(envelope.from());
    mail.setRecipients(Message.RecipientType.TO, envelope.to().toArray(InternetAddress[]::new));
    mail.setSubject(text.subject(application), UTF_8);
    mail.setSentDate(Date.from(now));
    mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no holiday notes, please
    mail.setText(text.body(), UTF_8);
    mail.saveChanges();
    return mail;
  }

  /**
   * From whom to whom.
   *
   * @param from the sender
   * @param to the recipients, at least one
   */
  record Envelope(InternetAddress from, List<InternetAddress> to) {}

  private static String messageId(Notice notice, InternetAddress from) {
    String address = from.getAddress();
    String what = notice.what() + "\n" + notice.at() + "\n" + notice.emitterId();
    return "<"
        + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8))
        + address.substring(address.lastIndexOf('@'))
        + ">";
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }
}
