package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * Starts the command line in processes of their own, which begin their work soon: from an archive
 * of the classes that a run needs, as {@code ./emitter} does. Thread-safe.
 */
final class Launcher {

  private final List<String> java;

  private Launcher(List<String> java) {
    this.java = List.copyOf(java);
  }

  /**
   * Makes an archive in a folder, from a run with these definitions and events that goes on with
   * what another has left.
   */
  static Launcher rehearsed(Path folder, Shell shell, Path events)
      throws IOException, InterruptedException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "java");
    assumeTrue(Files.isExecutable(program), "no java to start a process with");
    List<String> options =
        List.of(
            program.toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData", // a killed process would leave its file behind
            "-Xlog:disable",
            "-Xlog:all=error:stderr");
    List<String> classPath = List.of("-cp", jars(Files.createDirectories(folder)));
    Path archive = folder.resolve("classes.jsa");
    new Launcher(with(options, List.of(), classPath)).rehearse(shell, events);
    new Launcher(with(options, List.of("-XX:ArchiveClassesAtExit=" + archive), classPath))
        .rehearse(shell, events);
    return new Launcher(with(options, List.of("-XX:SharedArchiveFile=" + archive), classPath));
  }

  private void rehearse(Shell shell, Path events) throws IOException, InterruptedException {
    Process rehearsal = run(shell, "rehearsal", events);
    assertThat(rehearsal.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(rehearsal.exitValue()).as(shell.lines("rehearsal.txt").toString()).isZero();
  }

  private static List<String> with(
      List<String> options, List<String> archive, List<String> classPath) {
    List<String> all = new ArrayList<>(options);
    all.addAll(archive);
    all.addAll(classPath);
    return all;
  }

  /** Returns a launcher that has another program start the processes. */
  Launcher under(List<String> program) {
    List<String> all = new ArrayList<>(program);
    all.addAll(java);
    return new Launcher(all);
  }

  /** Returns the class path without folders, as only jars can be archived. */
  private static String jars(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isRegularFile(path)) {
        jars.add(entry);
      } else if (Files.isDirectory(path) && !path.endsWith("test-classes")) {
        jars.add(jar(path, folder.resolve("classes-" + jars.size() + ".jar")).toString());
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new ZipEntry(name));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  /**
   * Starts a run in the folder of a shell that publishes events and says in {@code NAME.txt} how it
   * went.
   */
  Process run(Shell shell, String name, Path events, String... more) throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of(Main.class.getName(), "run", "--emitters", "emitters"));
    command.addAll(List.of("--data", shell.path("data").toString()));
    command.addAll(List.of("--acks", shell.path("acks.txt").toString()));
    command.addAll(List.of(more));
    command.add(events.toString());
    return new ProcessBuilder(command)
        .directory(shell.path("").toFile())
        .redirectError(shell.path(name + ".txt").toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
