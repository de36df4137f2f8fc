package dev.emitter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.emitter.testkit.RecordingChannel;
import dev.emitter.testkit.TestEmitters;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An emitter that fails long enough leads to one mail, also when the mail server was down. */
@Tag("R2")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class MailedDisablingTest {

  private static TestEmitters start(int port) {
    return TestEmitters.builder()
        .channel(RecordingChannel.of("Webhook"))
        .definition("a", "{\"type\": \"Webhook\"}")
        .configure(builder -> builder.notifier(Samples.settings(port).build()))
        .start();
  }

  @Test
  void mailsOnceAlthoughTheServerWasDownAtFirst() throws IOException {
    try (Socket reserved = new Socket()) { // which does not listen, and nobody else gets its port
      reserved.setReuseAddress(true);
      reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      mailsOnce(reserved.getLocalPort());
    }
  }

  private static void mailsOnce(int port) {
    GreenMail later = Samples.server(ServerSetup.SMTP.port(port));
    try (TestEmitters test = start(port)) {
      test.script("a").disableNext("410 gone");
      test.emitters().publish(Topic.of("orders"), "order.placed", Map.of("total", 1));
      test.advance(Duration.ofSeconds(10)); // and the first attempt fails
      later.start();
      test.advance(Duration.ofHours(1));
      assertThat(later.waitForIncomingEmail(Samples.TIMEOUT.toMillis(), 1)).isTrue();
      test.advance(Duration.ofHours(9));
      assertThat(later.getReceivedMessages()).hasSize(1);
    } finally {
      later.stop();
    }
  }
}
