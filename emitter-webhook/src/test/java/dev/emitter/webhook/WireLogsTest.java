package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.http.RawServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP client prints credentials if it is asked to; the operator is told. */
@Tag("C1")
final class WireLogsTest {

  private static final Logger OURS = Logger.getLogger(WebhookChannelProvider.class.getName());

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          warnings.add(String.valueOf(entry.getMessage()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    OURS.addHandler(handler);
  }

  @AfterEach
  void stop() {
    OURS.removeHandler(handler);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.hc.client5.http.wire",
        "org.apache.hc.client5.http.headers",
        "org.apache.hc.client5"
      })
  void warnsOnceOfLogsThatShowCredentials(String name) throws Exception {
    Logger logger = Logger.getLogger(name);
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.FINE);
    try (RawServer server = Posting.accepting()) {
      WebhookChannelProvider provider = new WebhookChannelProvider();
      Posting.open(provider, server.uri("/"), "", null, null).close();
      Posting.open(provider, server.uri("/"), "", null, null).close();

      assertThat(warnings)
          .hasSize(1)
          .allSatisfy(text -> assertThat(text).contains("CREDENTIALS").contains("http.wire"));
    } finally {
      logger.setLevel(null);
      logger.setUseParentHandlers(true);
    }
  }

  @Test
  void saysNothingOtherwise() throws Exception {
    try (RawServer server = Posting.accepting()) {
      Posting.open(new WebhookChannelProvider(), server.uri("/"), "", null, null).close();

      assertThat(warnings).isEmpty();
    }
  }
}
