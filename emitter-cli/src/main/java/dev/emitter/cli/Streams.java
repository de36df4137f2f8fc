package dev.emitter.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes.
 *
 * @param in events, when no file is named
 * @param out what was asked for
 * @param err messages for a person
 * @param terminal what of these is a terminal
 */
record Streams(InputStream in, PrintStream out, PrintStream err, Terminal terminal) {

  /** What a person is told when standard output is closed or full. */
  static final String OUT_FAULT = "standard output cannot be written";

  /** Returns those of the process, which write UTF-8 whatever the platform's encoding. */
  static Streams ofProcess() {
    return new Streams(
        System.in,
        StandardOutput.ofProcess(),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        Terminal.ofProperties());
  }

  /**
   * Writes what is held back, and returns why that cannot be, or null; also if its reader has gone,
   * who wants no more.
   */
  @Nullable String outFault() {
    boolean broken = out.checkError();
    boolean gone = out instanceof StandardOutput output && output.readerIsGone();
    return broken && !gone ? OUT_FAULT : null;
  }
}
