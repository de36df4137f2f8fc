package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs whose system calls fail: {@code -Dstrace=true}, and strace must be there and be allowed to
 * trace. Nothing that was acknowledged is lost.
 */
@Tag("R2")
@EnabledIfSystemProperty(
    named = "strace",
    matches = "true",
    disabledReason = "takes minutes and needs strace: -Dstrace=true")
final class BrokenDiskTest {

  private static final int EVENTS = 3_000;
  private static final int FRESH = 100;
  private static final Map<String, String> MESSAGES =
      Map.of("EIO", "Input/output error", "ENOSPC", "No space left on device");
  private static final List<Integer> ENDS =
      List.of(ExitStatus.DONE, ExitStatus.FAULT, ExitStatus.UNDELIVERED);

  @TempDir static Path classes = Path.of("");
  private static @Nullable Launcher launcher;

  @TempDir Path folder = Path.of("");

  /**
   * A call on some files that fails.
   *
   * @param when the first such call of each thread that fails, with a plus sign if all later ones
   *     do
   */
  record Fault(String call, List<String> files, String error, String when) {

    List<String> command(Shell shell, Path trace) {
      List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq"));
      command.addAll(List.of("-o", trace.toString()));
      files.forEach(file -> command.addAll(List.of("-P", shell.path(file).toString())));
      command.addAll(List.of("-e", "trace=" + call));
      command.addAll(List.of("-e", "inject=" + call + ":error=" + error + ":when=" + when));
      return command;
    }

    @Override
    public String toString() {
      return String.join(" ", call, error, when, String.join(",", files));
    }
  }

  @BeforeAll
  static void prepare() throws Exception {
    assumeTrue(mayTrace(), "strace is missing, or may not trace here");
    launcher = KillRound.rehearsed(classes);
  }

  private static boolean mayTrace() throws InterruptedException {
    try {
      return new ProcessBuilder("strace", "-f", "-qq", "-o", "/dev/null", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  static Stream<Fault> faults() {
    List<String> events = List.of("data/00000000000000000001.events", "data/segment.begun");
    List<String> state = List.of("data/state-0000000001.txt", "data/state-0000000001.draft");
    List<String> start = List.of("data/log.start");
    List<String> outputs = List.of("all.log", "slow.log", "some.log");
    List<Fault> faults = new ArrayList<>();
    add(faults, "pwrite64", events, List.of("1", "2", "4", "1+", "2+", "4+"));
    add(faults, "fdatasync", events, List.of("1", "2", "4", "1+", "2+", "4+"));
    add(faults, "openat", events, List.of("1", "1+"));
    add(faults, "rename", events, List.of("1", "1+"));
    add(faults, "fsync", List.of("data"), List.of("1", "2", "1+"));
    add(faults, "pwrite64", state, List.of("1", "2", "1+", "2+"));
    add(faults, "fdatasync", state, List.of("1", "2", "1+", "2+"));
    add(faults, "openat", state, List.of("1", "1+"));
    add(faults, "rename", state, List.of("1", "1+"));
    add(faults, "pwrite64", start, List.of("1", "1+"));
    add(faults, "fdatasync", start, List.of("1", "1+"));
    add(faults, "write", outputs, List.of("1", "3", "1+", "3+"));
    add(faults, "fdatasync", List.of("slow.log"), List.of("1", "1+"));
    add(faults, "write", List.of("acks.txt"), List.of("1", "2+"));
    return faults.stream();
  }

  private static void add(List<Fault> faults, String call, List<String> files, List<String> whens) {
    for (String when : whens) {
      for (String error : List.of("EIO", "ENOSPC")) {
        faults.add(new Fault(call, files, error, when));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void nothingThatWasAcknowledgedIsLost(Fault fault) throws Exception {
    Launcher sound = Objects.requireNonNull(launcher);
    KillRound round = new KillRound(folder, sound, 0);
    Shell shell = new Shell(folder);
    Path trace = shell.path("trace.txt");
    int status = round.run(sound.under(fault.command(shell, trace)), EVENTS, "--drain", "3s");
    assertThat(trace).content().contains("(INJECTED)");
    String said = String.join("\n", shell.lines("run.txt"));
    assertThat(status).as(said).isIn(ENDS);
    if (shell.lines("acks.txt").size() < EVENTS) {
      assertThat(said).contains(MESSAGES.get(fault.error())).contains(folder.toString());
      assertThat(status).as(said).isNotEqualTo(ExitStatus.DONE);
    }
    assertThat(round.run(sound, FRESH, "--drain", "60s", "--enable", "all")).isZero();
    assertThat(Arrivals.check(shell).acknowledged()).isGreaterThanOrEqualTo(FRESH);
  }
}
