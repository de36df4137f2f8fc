package dev.emitter.benchmarks.webhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A child JVM that serves, as this one sees it. Not thread-safe. */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final List<Integer> ports;

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    this.out = process.inputReader();
    this.in = process.outputWriter();
    this.ports = Stream.of(line().split(" ", -1)).map(Integer::valueOf).toList();
  }

  /** Starts the main method of a class, which first of all prints its ports. */
  static ServerProcess start(Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ServerProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server has ended");
    }
    return line;
  }

  List<Integer> ports() {
    return ports;
  }

  /** Returns what a request of this action looks like on the wire. */
  String request(Runnable action) throws IOException {
    in.write(HookServerProcess.SHOW + "\n");
    in.flush();
    if (!line().equals(HookServerProcess.READY)) {
      throw new IOException("the server does not answer");
    }
    action.run();
    return new String(HexFormat.of().parseHex(line()), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
