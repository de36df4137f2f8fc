package dev.emitter.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

@Tag("D6")
final class LoggersTest {

  private static final String HOSTILE = "x\r\nWARN forged\u001b[2J\u202e\u2028\u0085";
  private static final String SHOWN = "x\\r\\nWARN forged\\u001b[2J\\u202e\\u2028\\u0085";

  private final java.util.logging.Logger target =
      java.util.logging.Logger.getLogger(LoggersTest.class.getName());
  private final Logger logger = Loggers.of(LoggersTest.class);
  private final List<LogRecord> records = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    target.setUseParentHandlers(false);
    target.setLevel(Level.ALL);
    target.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    target.removeHandler(handler);
    target.setUseParentHandlers(true);
    target.setLevel(null);
  }

  private String printed() {
    SimpleFormatter formatter = new SimpleFormatter();
    StringBuilder all = new StringBuilder();
    records.forEach(record -> all.append(formatter.format(record)));
    return all.toString();
  }

  @Test
  void argumentsAreShownOnOneLineAtEveryLevel() {
    logger.trace("a {}", HOSTILE);
    logger.debug("a {} {}", 1, HOSTILE);
    logger.info("a {} {} {}", 1, CharBuffer.wrap(HOSTILE), true);
    logger.warn("a {}", List.of(HOSTILE));
    logger.error("a {}", (Object) new String[] {HOSTILE});
    logger.atWarn().addArgument(HOSTILE).log("a {}");
    assertThat(records).hasSize(6);
    assertThat(records)
        .extracting(LogRecord::getMessage)
        .containsExactly(
            "a " + SHOWN,
            "a 1 " + SHOWN,
            "a 1 " + SHOWN + " true",
            "a [" + SHOWN + "]",
            "a [" + SHOWN + "]",
            "a " + SHOWN);
  }

  @Test
  void exceptionsTheirCausesAndWhatTheySuppressedCannotForgeALine() {
    Exception cause = new IllegalStateException(HOSTILE);
    Exception fault = new IllegalArgumentException("plain", cause);
    fault.addSuppressed(new java.io.IOException(HOSTILE));
    logger.error("failed {}", HOSTILE, fault);
    assertThat(printed())
        .contains(
            "java.lang.IllegalArgumentException: plain",
            "Caused by: java.lang.IllegalStateException: " + SHOWN,
            "Suppressed: java.io.IOException: " + SHOWN,
            "LoggersTest.java")
        .doesNotContain("\u001b", "\u202e", "\u2028", "\u0085", "\nWARN");
  }

  @Test
  void anExceptionThatShowsAllStaysItself() {
    Exception fault = new IllegalStateException("plain");
    logger.warn("failed", fault);
    assertThat(records.get(0).getThrown()).isSameAs(fault);
  }

  @Test
  void exceptionsThatCauseEachOtherEnd() {
    Exception one = new IllegalStateException(HOSTILE);
    Exception other = new IllegalStateException("other", one);
    one.initCause(other);
    logger.warn("failed", one);
    assertThat(records.get(0).getThrown()).hasMessageContaining(SHOWN);
  }

  /** What is logged may be the application's; whoever logs it goes on. */
  @Test
  void whatCannotBeShownIsNamed() {
    Exception fault =
        new IllegalStateException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new NullPointerException("asked");
          }
        };
    Object silent =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("asked");
          }
        };
    logger.warn("failed {}", silent, fault);
    assertThat(printed()).contains("failed " + silent.getClass().getName());
    assertThat(records.get(0).getThrown()).hasMessageContaining("cannot be shown");
  }

  @Test
  void aLogThatFailsStopsNobody() {
    Handler failing =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            throw new IllegalStateException("no space left");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    target.addHandler(failing);
    try {
      logger.warn("here {}", 1);
    } finally {
      target.removeHandler(failing);
    }
    assertThat(records).hasSize(1);
  }

  @Test
  void thePlaceIsThatOfTheCaller() {
    logger.warn("here");
    logger.warn("here {}", 1);
    assertThat(records)
        .extracting(LogRecord::getSourceClassName)
        .containsOnly(LoggersTest.class.getName());
  }

  @Test
  void aLevelThatIsOffAsksNobodyForText() {
    target.setLevel(Level.WARNING);
    logger.info(
        "{}",
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("asked");
          }
        });
    assertThat(records).isEmpty();
  }
}
