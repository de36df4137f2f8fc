package dev.emitter.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file or stream of events, plain or compressed with gzip.
 *
 * @param name what messages call it
 * @param file the file, or null for the stream
 * @param stream the stream to read when there is no file
 */
record EventSource(String name, @Nullable Path file, InputStream stream) {

  private static final int BUFFER = 1 << 16;
  private static final int MAGIC_1 = 0x1F;
  private static final int MAGIC_2 = 0x8B;

  static EventSource of(Path file) {
    return new EventSource(file.toString(), file, InputStream.nullInputStream());
  }

  /** Returns the file that an option names; messages name the option, too. */
  static EventSource ofOption(String option, Path file) {
    return new EventSource(option + " = " + file, file, InputStream.nullInputStream());
  }

  static EventSource ofStandardInput(InputStream in) {
    return new EventSource("standard input", null, in);
  }

  /** Returns why it cannot be read, or null if it probably can. */
  @Nullable String fault() {
    if (file == null) {
      return null;
    }
    if (!Files.exists(file)) {
      return name + ": there is no such file; name a file of events, or none for standard input";
    }
    if (Files.isDirectory(file)) {
      return name + ": is a folder; name a file of events";
    }
    return Files.isReadable(file) ? null : name + ": may not be read by this user";
  }

  /** Opens it; waits for its first bytes to see whether they are compressed. */
  InputStream open() throws IOException {
    InputStream raw = file == null ? stream : Files.newInputStream(file);
    PushbackInputStream head = new PushbackInputStream(raw, 2);
    int first = head.read();
    if (first != MAGIC_1) {
      unread(head, first);
      return head;
    }
    int second = head.read();
    unread(head, second);
    unread(head, first);
    return second == MAGIC_2 ? new GZIPInputStream(new Members(head), BUFFER) : head;
  }

  private static void unread(PushbackInputStream head, int read) throws IOException {
    if (read >= 0) {
      head.unread(read);
    }
  }

  /** Keeps gzip from taking a pause in a pipe for the end of several members in a row. */
  private static final class Members extends FilterInputStream {

    Members(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
