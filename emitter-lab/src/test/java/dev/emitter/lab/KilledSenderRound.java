package dev.emitter.lab;

import dev.emitter.definition.Ordering;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One log and one receiver, and processes that publish and deliver one after the other, each of
 * which is killed, up to the last, which ends when all is delivered. Then every event that was
 * acknowledged must have reached each emitter's receiver, in order. Not thread-safe.
 */
final class KilledSenderRound {

  /** How many events a process publishes that is killed, if it lives long enough. */
  static final int A_LIFE = 800;

  private static final int KILLED = 137;
  private static final long LONGEST_SECONDS = 180;

  private final Path folder;
  private final HookReceiver receiver;
  private final Ordering ordering;
  private int lives;

  KilledSenderRound(Path folder, HookReceiver receiver, Ordering ordering) {
    this.folder = folder;
    this.receiver = receiver;
    this.ordering = ordering;
  }

  /**
   * Lets a process live for some time.
   *
   * @param atWork whether the time runs from its first delivery, else from its start
   */
  void kill(boolean atWork, int millis) throws IOException, InterruptedException {
    int before = receiver.count();
    Process process = start(A_LIFE, "go on");
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
      while (atWork && receiver.count() == before && System.nanoTime() < deadline) {
        if (process.waitFor(2, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
      process.waitFor(millis, TimeUnit.MILLISECONDS);
    } finally {
      process.destroyForcibly();
    }
    requireEnd(process, KILLED);
  }

  /**
   * Lets a last process publish some events more and deliver all, and judges.
   *
   * @return how many events were acknowledged
   * @throws Violation if a promise was not kept
   */
  Outcome end(int events) throws IOException, InterruptedException {
    Process process = start(events, KilledSender.TO_THE_END);
    try {
      requireEnd(process, 0);
    } finally {
      process.destroyForcibly();
    }
    return judge();
  }

  /** What became of a round: events acknowledged, and arrivals beyond the first. */
  record Outcome(int acknowledged, int repeated) {}

  private Process start(int events, String end) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-XX:-UsePerfData"); // a killed process would leave its file behind
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KilledSender.class.getName(), folder.resolve("log").toString()));
    command.addAll(List.of(Integer.toString(receiver.port()), ordering.name()));
    command.addAll(List.of(Integer.toString(A_LIFE * lives), Integer.toString(events), end));
    lives++;
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(said().toFile()))
        .redirectError(ProcessBuilder.Redirect.to(folder.resolve("errors.txt").toFile()))
        .start();
  }

  private Path said() {
    return folder.resolve("said.txt");
  }

  private void requireEnd(Process process, int status) throws IOException, InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new Violation("the process of life " + lives + " does not end");
    }
    if (process.exitValue() != status) {
      throw new Violation(
          "the process of life "
              + lives
              + " ended with "
              + process.exitValue()
              + ": "
              + Files.readString(folder.resolve("errors.txt")));
    }
  }

  private Outcome judge() throws IOException {
    if (!receiver.strange().isEmpty()) {
      throw new Violation("the receiver got " + receiver.strange());
    }
    List<Integer> acknowledged = acknowledged();
    int repeated = 0;
    for (Map.Entry<String, Integer> emitter : KilledSender.EMITTERS.entrySet()) {
      FirstArrivals first =
          new FirstArrivals(emitter.getKey(), receiver.received(emitter.getKey()));
      first.requireAll(acknowledged.stream().filter(one -> one % emitter.getValue() == 0).toList());
      first.requireGrowing();
      repeated += first.repeated();
    }
    return new Outcome(acknowledged.size(), repeated);
  }

  /** The last line of a killed process may be cut off; it counts as not said. */
  private List<Integer> acknowledged() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    String text = Files.readString(said(), StandardCharsets.UTF_8);
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      if (!line.startsWith(KilledSender.ACKNOWLEDGED)) {
        throw new Violation("a process said: " + line);
      }
      numbers.add(Integer.parseInt(line.substring(KilledSender.ACKNOWLEDGED.length())));
    }
    return numbers;
  }
}
