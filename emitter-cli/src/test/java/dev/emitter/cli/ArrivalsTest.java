package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tests that kill processes go by finds what it is there to find. */
final class ArrivalsTest {

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
    shell.write("acks.txt", "0-0\n0-1\n1-3\n");
    write("all.log", "0-0", "0-1", "0-2", "1-3");
    write("slow.log", "0-0", "0-1", "1-3");
    write("some.log", "0-0", "1-3");
  }

  private void write(String file, String... ids) {
    StringBuilder lines = new StringBuilder();
    for (String id : ids) {
      lines.append("{\"id\":\"").append(id).append("\",\"data\":1}\n");
    }
    shell.write(file, lines.toString());
  }

  @Test
  void acceptsThatEventsArriveThatWereNotAcknowledgedOrArriveAgain() throws Exception {
    write("slow.log", "0-0", "0-1", "0-0", "0-1", "1-3");
    assertThat(Arrivals.check(shell)).isEqualTo(new Arrivals(3, 2));
  }

  @Test
  void findsWhatIsLost() {
    write("slow.log", "0-0", "1-3");
    assertThatThrownBy(() -> Arrivals.check(shell)).hasMessageContaining("slow.log: 1 lost");
  }

  @Test
  void findsWhatIsOutOfOrder() {
    write("all.log", "0-0", "0-2", "0-1", "1-3");
    assertThatThrownBy(() -> Arrivals.check(shell)).hasMessageContaining("all.log: in order");
  }

  @Test
  void findsWhatShouldNotHaveArrived() {
    write("some.log", "0-0", "0-1", "1-3");
    assertThatThrownBy(() -> Arrivals.check(shell)).hasMessageContaining("some.log");
  }

  @Test
  void findsALineThatIsNoEvent() {
    shell.write("some.log", "{\"id\":\"0-0\"}\n{\"id\":\"1-3\"");
    assertThatThrownBy(() -> Arrivals.check(shell)).hasMessageContaining("that is no event");
  }

  @Test
  void findsWhatIsAcknowledgedTwice() {
    shell.write("acks.txt", String.join("\n", List.of("0-0", "0-1", "0-1", "1-3")));
    assertThatThrownBy(() -> Arrivals.check(shell)).hasMessageContaining("acknowledged twice");
  }
}
