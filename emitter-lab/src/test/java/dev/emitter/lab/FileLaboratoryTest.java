package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.log.EventLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.log.disk.Storage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files have each event once when the power goes, with the log and the notes on the same disk. */
@Tag("X1")
@Tag("C3")
final class FileLaboratoryTest {

  private static final int ROUNDS = 25;

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  @Test
  void writesEachEventOnce() {
    AtomicLong cuts = new AtomicLong();
    Laboratory.run(ROUNDS, seed -> cuts.addAndGet(FileRound.run(seed, FileLaboratoryTest::open)));
    System.out.printf("%,d power cuts, each event once in its files%n", cuts.get());
    assertThat(cuts.get()).isPositive();
  }

  @Test
  void findsThatEventsComeTwiceWithoutNotes() {
    assertThat(
            Laboratory.firstFailure(
                100, seed -> FileRound.run(seed, FileLaboratoryTest::open, false)))
        .isPositive();
  }

  @Test
  void findsWhatIsNoEvent() {
    String event = "{\"specversion\":\"1.0\",\"source\":\"/a\",\"id\":\"7\"}\n";
    String indented = event.replace("{", "{\n  ").replace("}", "\n}");
    assertThat(WrittenFiles.numbers(event + indented + event, "/a", "f")).containsExactly(7, 7, 7);
    assertThat(WrittenFiles.numbers(event, "/b", "f")).isEmpty();
    for (String broken :
        List.of(event + "\0\n", event + event.trim() + event, event.trim(), "{\n" + event)) {
      assertThatThrownBy(() -> WrittenFiles.numbers(broken, "/a", "f"))
          .isInstanceOf(Violation.class);
    }
  }

  private static EventLog open(Storage storage, Clock clock) {
    return DiskEventLog.builder(Path.of("simulated"))
        .storage(storage)
        .clock(clock)
        .segmentBytes(8192)
        .open();
  }
}
