package dev.emitter.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One log and its destinations, and processes that publish and deliver one after the other, each of
 * which is killed, up to the last, which ends when all is delivered. Not thread-safe.
 */
final class KilledWriterRound {

  /** How many events a process publishes that is killed, if it lives long enough. */
  private static final int A_LIFE = 1_500;

  private final Path folder;
  private int lives;

  KilledWriterRound(Path folder) {
    this.folder = folder;
  }

  /**
   * Lets a process live for some time.
   *
   * @param atWork whether the time runs from its first delivery, else from its start
   */
  void kill(boolean atWork, int millis) throws IOException, InterruptedException {
    long before = size();
    start(A_LIFE, "go on").kill(() -> !atWork || size() > before, millis);
  }

  private long size() {
    try {
      Path file = WrittenEvents.file(folder, "plain");
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Lets a last process publish some events more and deliver all, and judges.
   *
   * @return how many events were acknowledged
   * @throws Violation if one is missing or is there more often than it should
   */
  int end(int events) throws IOException, InterruptedException {
    start(events, KilledWriter.TO_THE_END).awaitEnd();
    List<Integer> acknowledged = KilledProcess.acknowledged(folder);
    WrittenEvents.judge(folder, acknowledged);
    return acknowledged.size();
  }

  private KilledProcess start(int events, String end) throws IOException {
    int first = A_LIFE * lives;
    lives++;
    return KilledProcess.start(
        folder,
        KilledWriter.class,
        List.of(folder.toString(), Integer.toString(first), Integer.toString(events), end));
  }
}
