package dev.emitter.mail;

import dev.emitter.definition.Secret;
import dev.emitter.delivery.Notice;
import dev.emitter.delivery.Notifier;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problems;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells people by e-mail what happens to an emitter: those whom {@code notify} of its definition
 * names; without it its owner, or the operators for a system emitter and for an owner without an
 * address. Thread-safe.
 *
 * <pre>{@code
 * Notifier mail =
 *     MailNotifier.builder("smtp.example.com")
 *         .credentials("shop", Secret.from(() -> System.getenv("SMTP_PASSWORD")))
 *         .from("shop@example.com")
 *         .operators("operators@example.com")
 *         .build();
 * }</pre>
 */
public final class MailNotifier implements Notifier {

  private final MailServer server;
  private final Recipients recipients;
  private final InternetAddress from;
  private final String application;
  private final Clock clock;

  private MailNotifier(
      MailServer server, Recipients recipients, InternetAddress from, Builder settings) {
    this.server = server;
    this.recipients = recipients;
    this.from = from;
    this.application = settings.application;
    this.clock = settings.clock;
  }

  /**
   * Starts the configuration.
   *
   * @param host the name of the SMTP server
   */
  public static Builder builder(String host) {
    return new Builder(host);
  }

  /**
   * Sends one mail to all who are to be told.
   *
   * @throws MessagingException if the server cannot be reached, or took the mail for nobody
   * @throws dev.emitter.problem.EmitterException if the password cannot be read
   */
  @Override
  public void tell(Notice notice) throws MessagingException {
    Session session = server.session();
    NoticeMail.Envelope envelope = new NoticeMail.Envelope(from, recipients.of(notice));
    server.send(session, NoticeMail.of(session, notice, envelope, application, clock.instant()));
  }

  /** Configures mails. Not thread-safe. */
  public static final class Builder {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final String host;
    private @Nullable Integer port;
    private Encryption encryption = Encryption.STARTTLS;
    private @Nullable SSLContext trust;
    private @Nullable Credentials credentials;
    private String from = "";
    private List<String> operators = List.of();
    private Function<String, List<String>> owners = Recipients::named;
    private Duration timeout = Duration.ofSeconds(10);
    private String application = "emitter";
    private Clock clock = Clock.systemUTC();

    private Builder(String host) {
      this.host = host;
    }

    /** Sets the port. If unset, the usual one: 587 for STARTTLS, 465 for TLS, 25 for none. */
    public Builder port(int number) {
      this.port = number;
      return this;
    }

    /**
     * Sets how the connection is protected. If unset, by STARTTLS: a server that does not offer it,
     * or whose certificate is not for its name, gets nothing.
     */
    public Builder encryption(Encryption how) {
      this.encryption = how;
      return this;
    }

    /** Sets what the certificate of the server is judged by. If unset, the default of the JVM. */
    public Builder sslContext(SSLContext context) {
      this.trust = context;
      return this;
    }

    /** Sets who logs in; the password is read anew each time. If unset, nobody logs in. */
    public Builder credentials(String user, Secret password) {
      this.credentials = new Credentials(user, password);
      return this;
    }

    /** Sets the address that mails come from; required. */
    public Builder from(String address) {
      this.from = address;
      return this;
    }

    /**
     * Sets the addresses of the operators, who are told of system emitters and in place of owners
     * without an address; at least one is required.
     */
    public Builder operators(String... addresses) {
      this.operators = List.of(addresses);
      return this;
    }

    /**
     * Sets how the addresses of an owner are found, none if there is no such one; it may block. If
     * unset, the name of the owner is the address if it looks like one.
     */
    public Builder owners(Function<String, List<String>> lookup) {
      this.owners = lookup;
      return this;
    }

    /** Sets the longest wait for the connection, and for each answer. If unset, 10 s. */
    public Builder timeout(Duration longest) {
      this.timeout = longest;
      return this;
    }

    /** Sets the name that the subject begins with, in brackets. If unset, {@code emitter}. */
    public Builder application(String name) {
      this.application = name;
      return this;
    }

    /** Sets the clock that dates the mails. If unset, the system's in UTC. */
    public Builder clock(Clock timeOfDay) {
      this.clock = timeOfDay;
      return this;
    }

    /**
     * Returns the notifier. The server is not asked yet.
     *
     * @throws ConfigurationException with every fault of the settings
     */
    public MailNotifier build() {
      Problems problems = new Problems();
      int number = port == null ? encryption.port() : port;
      checkServer(number, problems);
      InternetAddress sender = address("from", from, problems);
      List<InternetAddress> known = operators(problems);
      if (sender == null || !problems.isEmpty()) {
        throw new ConfigurationException(
            "mails cannot be sent with these settings", problems.list());
      }
      return new MailNotifier(
          new MailServer(host, number, encryption, trust, credentials, timeout),
          new Recipients(known, owners),
          sender,
          this);
    }

    private void checkServer(int number, Problems problems) {
      if (host.isBlank()) {
        problems.add("host", "is empty; name the SMTP server");
      }
      if (number < 1 || number > 65_535) {
        problems.add("port", number + " is none; give one from 1 to 65535");
      }
      if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
        problems.add("timeout", timeout + " is not possible; give one up to " + LONGEST);
      }
      if (credentials != null && encryption == Encryption.NONE) {
        problems.add("encryption", "NONE would show the password to others; use STARTTLS or TLS");
      }
    }

    private List<InternetAddress> operators(Problems problems) {
      if (operators.isEmpty()) {
        problems.add("operators", "there is none; give the address of those who run the system");
      }
      List<InternetAddress> known = new ArrayList<>();
      for (String text : operators) {
        InternetAddress address = address("operators", text, problems);
        if (address != null) {
          known.add(address);
        }
      }
      return known;
    }

    private static @Nullable InternetAddress address(
        String setting, String text, Problems problems) {
      InternetAddress address = Address.read(text);
      if (address == null) {
        problems.add(
            setting,
            "\"" + OneLine.of(text, 100) + "\" is no address; give one such as shop@example.com");
      }
      return address;
    }
  }
}
