package dev.emitter.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Standard output, which knows whether its reader has gone, as {@code head} does when it has
 * enough: that is no fault. Writes UTF-8 whatever the platform's encoding. Thread-safe.
 */
final class StandardOutput extends PrintStream {

  private static final int BUFFER = 1 << 13;
  private static final Path DESCRIPTOR = Path.of("/proc/self/fd/1");

  private final Watched watched;

  private StandardOutput(Watched watched) {
    super(new BufferedOutputStream(watched, BUFFER), false, StandardCharsets.UTF_8);
    this.watched = watched;
  }

  static StandardOutput ofProcess() {
    return new StandardOutput(new Watched(new FileOutputStream(FileDescriptor.out)));
  }

  boolean readerIsGone() {
    return watched.readerIsGone;
  }

  /** Remembers what a {@link PrintStream} keeps to itself. */
  private static final class Watched extends FilterOutputStream {

    private volatile boolean readerIsGone;

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        readerIsGone |= saysSo(e) || isPipe();
        throw e;
      }
    }

    private static boolean saysSo(IOException e) {
      return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    /** The system's words depend on its language; but all that a pipe can lack is a reader. */
    private static boolean isPipe() {
      try {
        String target = Files.readSymbolicLink(DESCRIPTOR).toString();
        return target.startsWith("pipe:") || target.startsWith("socket:");
      } catch (IOException | UnsupportedOperationException e) {
        return false;
      }
    }
  }
}
