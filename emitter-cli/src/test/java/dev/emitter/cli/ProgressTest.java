package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How far a run is, where standard error is no terminal. */
@Tag("R1")
final class ProgressTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Emitters emitters = Emitters.builder().start();

  @AfterEach
  void close() {
    emitters.close(Duration.ZERO);
  }

  private Progress progress(boolean terminal) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Progress(emitters, new Messages(stream, terminal), Terminal.NONE, nanos::get);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLineAMinuteIsSaid() {
    Progress progress = progress(false);
    emitters.publish(Topic.of("a"), "t", 1);
    progress.show();
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    progress.show();
    assertThat(said()).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    progress.show();
    progress.show();
    assertThat(said().lines()).containsExactly("published 1, delivered 0, waiting 0");
    nanos.addAndGet(Duration.ofSeconds(60).toNanos());
    progress.show();
    assertThat(said().lines()).hasSize(2);
  }

  @Test
  void aTerminalShowsItAtOnceInPlace() {
    progress(true).show();
    assertThat(said()).contains("published 0, delivered 0, waiting 0").doesNotContain("\n");
  }
}
