package dev.emitter.benchmarks.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A measurement that runs in a JVM of its own and prints Markdown tables.
 *
 * @param name what the page calls it
 * @param main its class
 * @param options of the JVM
 * @param arguments of the program; {@code {folder}} stands for an empty folder
 * @param libraries how the files begin of the libraries that it measures besides ours
 */
record Program(
    String name,
    String main,
    List<String> options,
    List<String> arguments,
    List<String> libraries) {

  private static final String FOLDER = "{folder}";

  static Program of(String name, String main, String... arguments) {
    return new Program(
        name, "dev.emitter.benchmarks." + main, List.of(), List.of(arguments), List.of());
  }

  Program with(String... jvmOptions) {
    return new Program(name, main, List.of(jvmOptions), arguments, libraries);
  }

  Program beside(String... jars) {
    return new Program(name, main, options, arguments, List.of(jars));
  }

  /**
   * Runs it and returns the tables that it prints.
   *
   * @param folder where it may work, and where everything it prints is kept
   * @throws IOException if it ends with a fault, or without a table
   */
  String run(Path folder) throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve(name));
    Path out = own.resolve("out.txt");
    Path work = Files.createTempDirectory(own, "run");
    try {
      run(work, own, out);
    } finally {
      delete(work); // the logs in it may have gigabytes
    }
    String tables = tables(Files.readString(out, StandardCharsets.UTF_8));
    if (tables.isEmpty()) {
      throw new IOException(name + " printed no table; see " + out);
    }
    return tables;
  }

  private void run(Path work, Path own, Path out) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(work))
            .redirectOutput(out.toFile())
            .redirectError(own.resolve("err.txt").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(name + " ended with " + process.exitValue() + "; see " + own);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<String> command(Path work) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    arguments.forEach(each -> command.add(each.replace(FOLDER, work.toString())));
    return command;
  }

  /** Keeps the tables, one empty line between them. */
  static String tables(String printed) {
    StringBuilder tables = new StringBuilder();
    boolean inTable = false;
    for (String line : printed.lines().toList()) {
      boolean row = line.startsWith("|");
      if (row) {
        tables.append(inTable || tables.length() == 0 ? "" : "\n").append(line).append('\n');
      }
      inTable = row;
    }
    return tables.toString();
  }

  /** Returns the libraries with their versions, as their files are called. */
  String versions(Path libraryFolder) throws IOException {
    try (Stream<Path> files = Files.list(libraryFolder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> libraries.stream().anyMatch(file::startsWith))
          .map(file -> file.substring(0, file.length() - ".jar".length()))
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }
}
