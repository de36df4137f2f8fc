package dev.emitter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ManualClock;
import dev.emitter.testkit.RecordingChannel;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An emitter that fails long enough leads to one mail, also when the mail server was down. */
@Tag("R2")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class MailedDisablingTest {

  private final ManualClock clock = ManualClock.create();
  private final RecordingChannel webhook = RecordingChannel.of("Webhook");

  private Emitters start(int port) {
    return Emitters.builder()
        .time(clock)
        .channel(webhook)
        .closeGrace(Duration.ZERO)
        .notifier(Samples.settings(port).build())
        .start();
  }

  @Test
  void mailsOnceAlthoughTheServerWasDownAtFirst() {
    GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    server.start();
    int port = server.getSmtp().getPort();
    server.stop();
    GreenMail later = new GreenMail(ServerSetup.SMTP.port(port));
    try (Emitters emitters = start(port)) {
      emitters.register(EmitterDefinition.builder("a", "Webhook").build());
      webhook.disableNext("410 gone");
      emitters.publish(Topic.of("orders"), "order.placed", Map.of("total", 1));
      clock.advance(Duration.ofSeconds(10), emitters); // and the first attempt fails
      later.start();
      clock.advance(Duration.ofHours(1), emitters);
      assertThat(later.waitForIncomingEmail(Samples.TIMEOUT.toMillis(), 1)).isTrue();
      clock.advance(Duration.ofHours(9), emitters);
      assertThat(later.getReceivedMessages()).hasSize(1);
    } finally {
      later.stop();
    }
  }
}
