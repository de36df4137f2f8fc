package dev.emitter.cli;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs commands in a folder of files, without a process. */
final class Shell {

  private final Path folder;
  private final Termination termination = new Termination();
  private @Nullable InputStream in;
  private Terminal terminal = Terminal.NONE;

  Shell(Path folder) {
    this.folder = folder;
  }

  /** What a command left behind. */
  record Result(int status, String out, String err) {

    List<String> messages() {
      return err.lines().toList();
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Writes a file; a definition may name a path below the folder as {@code @/name}. */
  Path write(String name, String content) {
    Path file = path(name);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, content.replace("@/", folder + "/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a definition that appends events to the file {@code <id>.log}. */
  Path writeFileEmitter(String id, String members) {
    return write(
        "emitters/" + id + ".json",
        """
        {"type": "File", %s "parameters": {"path": "@/%s.log", "fsync": "never"}}
        """
            .formatted(members, id));
  }

  List<String> lines(String name) {
    try {
      return Files.exists(path(name)) ? Files.readAllLines(path(name)) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a reader of a file, which is empty if there is none. */
  BufferedReader reader(String name) throws IOException {
    return new BufferedReader(
        Files.exists(path(name)) ? Files.newBufferedReader(path(name)) : Reader.nullReader());
  }

  /** Returns a line of events. */
  static String line(String topic, String id) {
    return """
        {"topic":["%s"],"event":{"specversion":"1.0","id":"%s","source":"urn:t","type":"t","data":1}}
        """
        .formatted(topic.replace("/", "\",\""), id);
  }

  Shell input(String text) {
    return input(text.getBytes(StandardCharsets.UTF_8));
  }

  Shell input(byte[] bytes) {
    return input(new ByteArrayInputStream(bytes));
  }

  Shell input(InputStream stream) {
    in = stream;
    return this;
  }

  /** Runs commands on a terminal from now on. */
  Shell on(Terminal screen) {
    terminal = screen;
    return this;
  }

  Termination termination() {
    return termination;
  }

  /** Runs {@code run} with the folder {@code emitters}. */
  Result publish(@Nullable String events, String... options) {
    List<String> args = new ArrayList<>(List.of("run", "--emitters"));
    args.add(path("emitters").toString());
    args.addAll(List.of(options));
    if (events != null) {
      args.add(path(events).toString());
    }
    return run(args.toArray(String[]::new));
  }

  /** Runs {@code log} with the folders {@code emitters} and {@code data}. */
  Result log(String command, String... options) {
    List<String> args = new ArrayList<>(List.of("log", command, "--data"));
    args.addAll(List.of(path("data").toString(), "--emitters", path("emitters").toString()));
    args.addAll(List.of(options));
    return run(args.toArray(String[]::new));
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    InputStream input = in == null ? InputStream.nullInputStream() : in;
    Streams streams = new Streams(input, printer(out), printer(err), terminal);
    int status = Main.run(List.of(args), streams, termination);
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
