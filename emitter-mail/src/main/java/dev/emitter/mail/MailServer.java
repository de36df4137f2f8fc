package dev.emitter.mail;

import dev.emitter.problem.Loggers;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Hands mails to an SMTP server, over a connection for each. Thread-safe.
 *
 * @param host its name
 * @param port its port
 * @param encryption how the connection is protected
 * @param trust what the server's certificate is judged by; null for the default of the JVM
 * @param credentials who one is to it; null to say nothing of it
 * @param timeout the longest wait for the connection, and for each answer
 */
record MailServer(
    String host,
    int port,
    Encryption encryption,
    @Nullable SSLContext trust,
    @Nullable Credentials credentials,
    Duration timeout) {

  private static final Logger LOG = Loggers.of(MailServer.class);

  /** Returns what mails are made in and sent by. */
  Session session() {
    Properties properties = new Properties();
    String millis = Long.toString(Math.max(1, timeout.toMillis()));
    properties.setProperty("mail.smtp.host", host);
    properties.setProperty("mail.smtp.port", Integer.toString(port));
    properties.setProperty("mail.smtp.connectiontimeout", millis);
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    properties.setProperty("mail.smtp.quitwait", "false");
    properties.setProperty("mail.smtp.sendpartial", "true");
    properties.setProperty("mail.smtp.auth", Boolean.toString(credentials != null));
    properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    encrypt(properties);
    return Session.getInstance(properties);
  }

  private void encrypt(Properties properties) {
    boolean startTls = encryption == Encryption.STARTTLS;
    properties.setProperty("mail.smtp.ssl.enable", String.valueOf(encryption == Encryption.TLS));
    properties.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
    properties.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    if (trust != null) {
      properties.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
    }
  }

  /**
   * Sends the mail; on return the server is responsible for it.
   *
   * @throws MessagingException if it has accepted the mail for no recipient
   */
  void send(Session session, NoticeMail mail) throws MessagingException {
    Transport transport = session.getTransport("smtp");
    try {
      connect(transport);
      transport.sendMessage(mail, mail.getAllRecipients());
    } catch (SendFailedException e) {
      requireSome(e);
    } finally {
      close(transport);
    }
  }

  private void connect(Transport transport) throws MessagingException {
    if (credentials == null) {
      transport.connect();
    } else {
      transport.connect(host, port, credentials.user(), credentials.password().reveal());
    }
  }

  /** Who has the mail must not get it again because of those that the server refuses. */
  private static void requireSome(SendFailedException e) throws SendFailedException {
    Address[] sent = e.getValidSentAddresses();
    if (sent == null || sent.length == 0) {
      throw e;
    }
    LOG.warn(
        "the mail server refused the addresses {} {}, and took the mail for {}",
        Arrays.toString(e.getInvalidAddresses()),
        Arrays.toString(e.getValidUnsentAddresses()),
        Arrays.toString(sent));
  }

  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) { // the mail is sent, or what has failed is known
      LOG.debug("the connection to the mail server could not be closed in order", e);
    }
  }
}
