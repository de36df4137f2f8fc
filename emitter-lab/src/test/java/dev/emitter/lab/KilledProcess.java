package dev.emitter.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process that is killed, or ends by itself. Its output goes to the file {@code said.txt} of a
 * folder, which the next one continues, its errors to {@code errors.txt}. Not thread-safe.
 */
final class KilledProcess {

  /** What a process says of each event that was acknowledged, before its number. */
  static final String ACKNOWLEDGED = "acknowledged ";

  private static final int KILLED = 137;
  private static final long LONGEST_SECONDS = 480;
  private static final String SAID = "said.txt";

  private final Path folder;
  private final Process process;

  private KilledProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  static KilledProcess start(Path folder, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-XX:-UsePerfData"); // a killed process would leave its file behind
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(SAID).toFile()))
            .redirectError(ProcessBuilder.Redirect.to(folder.resolve("errors.txt").toFile()))
            .start();
    return new KilledProcess(folder, process);
  }

  /**
   * Kills it some time after it has begun, or at once if it does not.
   *
   * @throws Violation if it had ended by itself
   */
  void kill(BooleanSupplier begun, int millis) throws IOException, InterruptedException {
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
      while (!begun.getAsBoolean() && System.nanoTime() < deadline) {
        if (process.waitFor(2, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
      process.waitFor(millis, TimeUnit.MILLISECONDS);
    } finally {
      process.destroyForcibly();
    }
    requireEnd(KILLED);
  }

  /**
   * Waits until it has ended by itself.
   *
   * @throws Violation if it does not, or fails
   */
  void awaitEnd() throws IOException, InterruptedException {
    try {
      requireEnd(0);
    } finally {
      process.destroyForcibly();
    }
  }

  private void requireEnd(int status) throws IOException, InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new Violation("the process does not end");
    }
    if (process.exitValue() != status) {
      throw new Violation(
          "the process ended with "
              + process.exitValue()
              + ": "
              + Files.readString(folder.resolve("errors.txt")));
    }
  }

  /**
   * Returns the numbers of the events that the processes of a folder said were acknowledged. The
   * last line of a killed process may be cut off; it counts as not said.
   *
   * @throws Violation if one said something else
   */
  static List<Integer> acknowledged(Path folder) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    String text = Files.readString(folder.resolve(SAID), StandardCharsets.UTF_8);
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      if (!line.startsWith(ACKNOWLEDGED)) {
        throw new Violation("a process said: " + line);
      }
      numbers.add(Integer.parseInt(line.substring(ACKNOWLEDGED.length())));
    }
    return numbers;
  }
}
