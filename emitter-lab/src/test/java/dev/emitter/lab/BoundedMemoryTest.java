package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for dead receivers does not fill the memory: processes that have little of it. */
@Tag("R1")
final class BoundedMemoryTest {

  @TempDir Path folder = Path.of("");

  @Test
  void largeEventsWaitInTheLog() throws Exception {
    run(3, 90, 900_000);
  }

  @Test
  void largeEventsOfOneUserWaitInTheLog() throws Exception {
    run(6, 80, 900_000, "eve");
  }

  @Test
  void manyEmittersOnADeadReceiverShareTheMemory() throws Exception {
    run(30, 300, 10_000);
  }

  private void run(int emitters, int events, int bytes, String... owner)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                folder.toString(),
                Integer.toString(emitters),
                Integer.toString(events),
                Integer.toString(bytes)));
    arguments.addAll(List.of(owner));
    KilledProcess.start(folder, DeadReceivers.class, arguments).awaitEnd();
    int all = emitters * events;
    assertThat(Files.readString(folder.resolve("said.txt")))
        .contains(all + " of " + all + " delivered");
  }

  @Test
  void refusedEventsAreOnDisk() throws Exception {
    refuse(folder.resolve("log").toString(), 80);
    refuse(folder.resolve("log").toString(), 0);
    assertThat(said())
        .containsExactly(
            "80 of ours, 9 of hers, 71 dropped",
            "80 of ours, 9 of hers, 0 dropped",
            "80 sent again, 0 left");
  }

  @Test
  void refusedEventsInMemoryAreFew() throws Exception {
    refuse(RefusedEvents.IN_MEMORY, 80);
    assertThat(said())
        .hasSize(1)
        .allMatch(said -> said.matches("\\d of ours, 0 of hers, 80 dropped"));
  }

  private void refuse(String where, int events) throws IOException, InterruptedException {
    KilledProcess.start(folder, RefusedEvents.class, List.of(where, Integer.toString(events)))
        .awaitEnd();
  }

  private List<String> said() throws IOException {
    return Files.readAllLines(folder.resolve("said.txt"));
  }
}
