package dev.emitter.expressions;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs Jazzer on one target after the other, each in a JVM of its own with a small heap and the
 * usual stack.
 */
public final class Fuzzing {

  private static final int HANGS_AFTER_SECONDS = 60;
  private static final int LONGEST_INPUT = 2_048;
  private static final int MOST_FINDINGS = 5;

  private final Path folder;
  private final int seconds;
  private final Path feelTck;

  private Fuzzing(Path folder, int seconds, Path feelTck) {
    this.folder = folder;
    this.seconds = seconds;
    this.feelTck = feelTck;
  }

  /**
   * Fuzzes targets, and exits with the number of those that have failed.
   *
   * @param args the folder for what is found, the seconds in all, the conformance cases of FEEL or
   *     a file that does not exist, and the names of the targets with commas between them
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Fuzzing fuzzing = new Fuzzing(Path.of(args[0]), Integer.parseInt(args[1]), Path.of(args[2]));
    List<FuzzTarget> targets = Arrays.stream(args[3].split(",")).map(FuzzTarget::named).toList();
    int shares = targets.stream().mapToInt(target -> target.share).sum();
    int failed = 0;
    for (FuzzTarget target : targets) {
      failed += fuzzing.run(target, shares) ? 0 : 1;
    }
    System.exit(failed);
  }

  private boolean run(FuzzTarget target, int shares) throws IOException, InterruptedException {
    Path here = folder.resolve(target.shown);
    Path corpus = Files.createDirectories(here.resolve("corpus"));
    Path log = here.resolve("log.txt");
    System.out.println(target.shown + ": " + log);
    int exit =
        new ProcessBuilder(
                command(target, here, corpus, Math.max(1, (long) seconds * target.share / shares)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      lines.filter(Fuzzing::matters).forEach(System.out::println);
    }
    return exit == 0;
  }

  private List<String> command(FuzzTarget target, Path here, Path corpus, long time)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Xmx512m");
    command.add("-XX:+UseSerialGC");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.type);
    command.add("--instrumentation_includes=dev.emitter.**");
    command.add("--custom_hook_includes=dev.emitter.**");
    command.add("--keep_going=" + MOST_FINDINGS);
    command.add("--reproducer_path=" + here);
    command.add("--coverage_dump=" + here.resolve("jacoco.exec"));
    command.add("-artifact_prefix=" + here + File.separator);
    command.add("-dict=" + dictionary(here, target));
    command.add("-max_total_time=" + time);
    command.add("-max_len=" + LONGEST_INPUT);
    command.add("-len_control=10");
    command.add("-timeout=" + HANGS_AFTER_SECONDS);
    command.add("-use_value_profile=1");
    command.add("-print_final_stats=1");
    command.add(corpus.toString());
    command.add(seeds(here, target).toString());
    return command;
  }

  private static boolean matters(String line) {
    return line.startsWith("== ")
        || line.startsWith("stat::")
        || line.contains("DONE")
        || line.contains("Error: ");
  }

  private Path seeds(Path here, FuzzTarget target) throws IOException {
    Path seeds = Files.createDirectories(here.resolve("seeds"));
    int number = 0;
    for (String seed : FuzzSeeds.of(target, feelTck)) {
      Files.writeString(seeds.resolve("seed-" + number++), seed);
    }
    return seeds;
  }

  private static Path dictionary(Path here, FuzzTarget target) throws IOException {
    return Files.write(
        here.resolve("dictionary.txt"),
        FuzzSeeds.words(target).stream().map(Fuzzing::entry).toList());
  }

  /** Writes all bytes as numbers, which every character survives. */
  private static String entry(String word) {
    StringBuilder entry = new StringBuilder("\"");
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      entry.append("\\x%02X".formatted(b & 0xFF));
    }
    return entry.append('"').toString();
  }
}
