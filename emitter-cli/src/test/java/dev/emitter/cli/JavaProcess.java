package dev.emitter.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds processes that run a command. */
final class JavaProcess {

  private JavaProcess() {}

  /** Returns the builder of one in a folder, whose file {@code err.txt} gets standard error. */
  static ProcessBuilder in(Path folder, String... args) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assumeTrue(Files.isExecutable(java), "no java to start a process with");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(java.toString(), "-Xmx32m"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // it soon ends
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectError(folder.resolve("err.txt").toFile())
        .directory(folder.toFile());
  }
}
