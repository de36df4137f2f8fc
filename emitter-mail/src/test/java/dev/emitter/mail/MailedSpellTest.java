package dev.emitter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.emitter.testkit.RecordingChannel;
import dev.emitter.testkit.TestEmitters;
import dev.emitter.topic.Topic;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A group is mailed once when an emitter becomes unstable, and once when it has recovered. */
@Tag("C1")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class MailedSpellTest {

  private static final String UNSTABLE = "[shop] Emitter a is unstable";
  private static final String RECOVERED = "[shop] Emitter a has recovered";
  private static final String DEFINITION =
      """
      {"type": "Webhook", "notify": {"to": ["night"]},
       "delivery": {"disable": {"afterFailures": 100000, "over": "10d"}}}
      """;

  private final GreenMail server = Samples.server(ServerSetup.SMTP.dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private void fail(TestEmitters test, int times) {
    for (int i = 0; i < times; i++) {
      test.script("a").failNext(1);
      test.emitters().publish(Topic.of("orders"), "order.placed", Map.of("total", i));
      test.advance(Duration.ofMinutes(2));
    }
  }

  /** Returns the subjects of all copies: each of the two has one. */
  private List<String> subjects() throws Exception {
    MimeMessage[] mails = server.getReceivedMessages();
    for (MimeMessage mail : mails) {
      assertThat(mail.getAllRecipients())
          .extracting(Object::toString)
          .containsExactly("ann@example.com", "bob@example.com");
    }
    return Arrays.stream(mails).map(MailedSpellTest::subject).toList();
  }

  private static String subject(MimeMessage mail) {
    try {
      return mail.getSubject();
    } catch (jakarta.mail.MessagingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void mailsAGroupOnceASpell() throws Exception {
    try (TestEmitters test =
        TestEmitters.builder()
            .channel(RecordingChannel.of("Webhook"))
            .configure(
                builder ->
                    builder
                        .recipients(
                            (name, owner) ->
                                name.equals("night")
                                    ? List.of("ann@example.com", "bob@example.com")
                                    : List.of())
                        .notifier(Samples.settings(server.getSmtp().getPort()).build()))
            .definition("a", DEFINITION)
            .start()) {
      fail(test, 51);
      assertThat(subjects()).containsOnly(UNSTABLE).hasSize(2);
      test.advance(Duration.ofHours(26));
      assertThat(subjects()).containsOnly(UNSTABLE, RECOVERED).hasSize(4);
      fail(test, 1);
      assertThat(subjects()).filteredOn(UNSTABLE::equals).hasSize(4);
      assertThat(subjects()).hasSize(6);
    }
  }
}
