package dev.emitter.cli;

import dev.emitter.problem.FileFault;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the events that the log has accepted, a line each, for whoever published them. What
 * cannot be written is kept and tried again. Not thread-safe.
 */
final class Acks implements AutoCloseable {

  private static final int LONGEST_END = 1 << 16;

  private final Path file;
  private final OutputStream out;
  private byte[] unwritten = {};
  private long size;

  private Acks(Path file, OutputStream out, long size) {
    this.file = file;
    this.out = out;
    this.size = size;
  }

  /** Returns why acks cannot be written there, or null if they probably can. */
  static @Nullable String fault(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return prefix(file) + "is a folder; name a file";
    }
    if (Files.exists(file)) {
      return Files.isWritable(file) ? null : prefix(file) + "may not be written; name another file";
    }
    return parent != null && Files.isDirectory(parent) && Files.isWritable(parent)
        ? null
        : prefix(file) + parent + " is not a folder that can be written";
  }

  private static String prefix(Path file) {
    return "acks = " + file + ": ";
  }

  /**
   * Opens the file to go on at its end. A last line that does not end was cut off with the process
   * that wrote it: it is no ack, and is removed.
   *
   * @throws IOException if it cannot be written, with a message for a person
   */
  static Acks open(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file) || isRemovedUnfinished(file)) {
        OutputStream out = new FileOutputStream(file.toFile(), true);
        return new Acks(file, out, Files.isRegularFile(file) ? Files.size(file) : -1);
      }
    } catch (IOException e) {
      throw new IOException(prefix(file) + FileFault.writing(file, e), e);
    }
    throw new IOException(prefix(file) + "has other content than lines of ids; name another file");
  }

  /**
   * Returns the ids in a file of acks, and how often each is there: events of two sources may have
   * the same. A last line that does not end is no ack.
   *
   * @throws IOException if it cannot be read, with a message for a person
   */
  static Map<String, Integer> read(Path file) throws IOException {
    Map<String, Integer> ids = new HashMap<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          ids.merge(line.toString(StandardCharsets.UTF_8), 1, Integer::sum);
          line.reset();
        } else {
          line.write(next);
        }
      }
      return ids;
    } catch (IOException e) {
      throw new IOException(
          "skip-acked = " + file + ": " + FileFault.reading(file, e) + "; name a file of acks", e);
    }
  }

  /** Removes a last line that does not end; returns false if there is no line at all. */
  private static boolean isRemovedUnfinished(Path file) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      long size = content.length();
      byte[] end = new byte[(int) Math.min(size, LONGEST_END)];
      content.seek(size - end.length);
      content.readFully(end);
      int length = end.length;
      while (length > 0 && end[length - 1] != '\n') {
        length--;
      }
      if (length == 0 && size > 0) {
        return false;
      }
      content.setLength(size - end.length + length);
      return true;
    }
  }

  /**
   * Writes ids after those that could not be written before, and gives them to the operating
   * system.
   *
   * @throws IOException if that fails; what is left is written with the next ones
   */
  void write(List<String> ids) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(unwritten);
    for (String id : ids) {
      lines.writeBytes(id.getBytes(StandardCharsets.UTF_8));
      lines.write('\n');
    }
    unwritten = lines.toByteArray();
    try {
      out.write(unwritten);
      size += size < 0 ? 0 : unwritten.length;
      unwritten = new byte[0];
    } catch (IOException e) {
      passOverWritten();
      throw new IOException(prefix(file) + FileFault.writing(file, e), e);
    }
  }

  /** A full disk may have taken a part. */
  private void passOverWritten() throws IOException {
    if (size >= 0) {
      long now = Files.size(file);
      int taken = (int) Math.max(0, Math.min(unwritten.length, now - size));
      unwritten = Arrays.copyOfRange(unwritten, taken, unwritten.length);
      size = now;
    }
  }

  /** Returns how many bytes could not be written so far. */
  int behind() {
    return unwritten.length;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
