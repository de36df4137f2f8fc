package dev.emitter.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.Channel;
import dev.emitter.channel.Delivery;
import dev.emitter.event.Presentation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

@Tag("C4")
class LogChannelTest {

  private final Logger root = Logger.getLogger("console-test");
  private final RecordingHandler recorded = new RecordingHandler();

  @BeforeEach
  void record() {
    root.setUseParentHandlers(false);
    root.setLevel(Level.ALL);
    root.addHandler(recorded);
  }

  @AfterEach
  void stopRecording() {
    root.removeHandler(recorded);
  }

  private static Channel open(String level) {
    Map<String, String> parameters =
        Map.of("output", "log", "logPrefix", "console-test.", "level", level);
    return new ConsoleChannelProvider().open(Consoles.context(parameters));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SEVERE", "WARNING", "INFO", "FINE"})
  void logsAtTheLevelAskedForWithTheLoggerOfTheType(String level) {
    Delivery event = Consoles.delivery("{}", "order.placed");

    Consoles.deliver(open(level), event);

    byte[] json = event.event().structured(Presentation.PLAIN).toByteArray();
    assertThat(recorded.records)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.getLevel()).isEqualTo(Level.parse(level));
              assertThat(one.getLoggerName()).isEqualTo("console-test.order.placed");
              assertThat(one.getMessage()).isEqualTo(new String(json, StandardCharsets.UTF_8));
            });
  }

  @Test
  void makesATypeFitForALoggersName() {
    assertThat(TypeLoggers.sanitise("com.shop/order placed\n{x}"))
        .isEqualTo("com.shop_order_placed__x_");
    assertThat(TypeLoggers.sanitise("x".repeat(5000))).hasSize(200);
  }

  @Test
  void boundsTheNumberOfLoggers() {
    TypeLoggers loggers = new TypeLoggers("console-test.");
    for (int i = 0; i < TypeLoggers.MAX_TYPES; i++) {
      loggers.of("type-" + i);
    }

    assertThat(loggers.of("one-more").getName()).isEqualTo("console-test.other");
    assertThat(loggers.of("type-0").getName()).isEqualTo("console-test.type-0");
  }

  private static final class RecordingHandler extends Handler {
    private final List<LogRecord> records = new ArrayList<>();

    @Override
    public void publish(LogRecord one) {
      records.add(one);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
