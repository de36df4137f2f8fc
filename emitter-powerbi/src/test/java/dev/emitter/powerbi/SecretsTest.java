package dev.emitter.powerbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.testkit.ManualClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
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
import org.junit.jupiter.api.Timeout;

/** Neither the secret nor a token is in a log, a status, an attempt, a reason or an exception. */
@Tag("C5")
@Timeout(240)
final class SecretsTest {

  /** The logs of the HTTP client show all that goes over the wire, and warn of it. */
  private static final Logger WIRE = Logger.getLogger("org.apache.hc");

  private final ManualClock clock = ManualClock.create();
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          StringWriter text = new StringWriter();
          text.append(String.valueOf(entry.getMessage()));
          if (entry.getThrown() != null) {
            entry.getThrown().printStackTrace(new PrintWriter(text));
          }
          logged.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    root.setLevel(Level.ALL);
    WIRE.setLevel(Level.INFO);
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
  }

  @AfterEach
  void stop() {
    root.removeHandler(handler);
    root.setLevel(level);
    WIRE.setLevel(null);
  }

  /** A service that repeats in each answer, and in several forms, what it was sent. */
  @Test
  void areNowhere() throws Exception {
    List<String> seen = new ArrayList<>();
    try (FakePowerBi fake = FakePowerBi.start(clock.clock());
        Emitters emitters = Setup.emitters(fake, clock).start()) {
      fake.repeatsTokens = true;
      emitters.register(Setup.definition("sales", fake).build());
      for (int status : List.of(400, 401, 403, 404, 413, 429, 500)) {
        fake.status = status;
        fake.statusBody = "{\"error\":{\"code\":\"Oops\",\"message\":\"you sent TOKEN\"}}";
        emitters.publish(Setup.TOPIC, Setup.numbered(status));
        clock.advance(Duration.ofMinutes(3), emitters);
        seen.add(emitters.check("sales").toCompletableFuture().join().toString());
        seen.add(emitters.status("sales").toString());
      }
      fake.refusesSecrets = true;
      clock.advance(Duration.ofHours(2), emitters);
      emitters.enable("sales");
      clock.advance(Duration.ofHours(1), emitters);
      seen.add(emitters.status("sales").toString());
      seen.add(emitters.attempts(AttemptQuery.ALL).toString());
      seen.add(emitters.parked("sales").toString());
      seen.add(emitters.definitions().toString());
    }
    seen.addAll(logged);
    String all = String.join("\n", seen);
    assertThat(all).contains("you sent ****", "Oops", "token endpoint");
    assertThat(all).doesNotContain(FakePowerBi.SECRET, "very-secret-token", "s3cr3t");
  }
}
