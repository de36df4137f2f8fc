package dev.emitter.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.emitter.delivery.Notice;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Notices and settings for tests. */
final class Samples {

  static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Instant AT = Instant.parse("2026-01-01T00:05:00Z");

  private Samples() {}

  /** Returns a server that may take its time to start. */
  static GreenMail server(ServerSetup setup) {
    ServerSetup patient = setup.createCopy();
    patient.setServerStartupTimeout(TIMEOUT.toMillis());
    return new GreenMail(patient);
  }

  static Notice notice(@Nullable String owner) {
    return notice("orders-eu", owner, "503 Service Unavailable");
  }

  static Notice notice(String id, @Nullable String owner, String reason) {
    Notice.FailedEvent event =
        new Notice.FailedEvent(Topic.of("orders", "eu"), "4711", "order.placed");
    return notice(id, owner, reason, event);
  }

  static Notice notice(
      String id, @Nullable String owner, String reason, Notice.@Nullable FailedEvent event) {
    return new Notice(Notice.What.DISABLED, id, "Webhook", owner, reason, AT, event, 2_003);
  }

  /** Returns settings for a server on this machine, in the clear. */
  static MailNotifier.Builder settings(int port) {
    return MailNotifier.builder("localhost")
        .port(port)
        .encryption(Encryption.NONE)
        .from("shop@example.com")
        .operators("ops@example.com")
        .application("shop")
        .timeout(TIMEOUT)
        .clock(Clock.fixed(AT.plusSeconds(60), ZoneOffset.UTC));
  }
}
