package dev.emitter.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs each command once on the files of an example, so that the launcher can have the JVM archive
 * the classes that they need (class data sharing) and later starts are fast.
 */
final class Rehearsal {

  private Rehearsal() {}

  /** Takes the folder of definitions and the file of events. */
  public static void main(String[] args) {
    String folder = args[0];
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Streams streams =
        new Streams(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Terminal.NONE);
    Termination never = Termination.ofProcess();
    int status = 0;
    for (List<String> command :
        List.of(
            List.of("--help"),
            List.of("schema"),
            List.of("check", folder, "no-such-file"),
            List.of("filter", "event.type = \"x\"", args[1]),
            List.of("run", "--emitters", folder, args[1]))) {
      status = Main.run(command, streams, never);
    }
    never.ended(status);
  }
}
