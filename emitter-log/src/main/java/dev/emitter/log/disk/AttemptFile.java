package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The file of the delivery log that is being written. Not thread-safe. */
final class AttemptFile {

  private static final byte[] BREAK = "\n".getBytes(StandardCharsets.US_ASCII);

  private final StorageFile file;
  private final long number;
  private final Instant begun;
  private long size;

  private AttemptFile(StorageFile file, long number, Instant begun, long size) {
    this.file = file;
    this.number = number;
    this.begun = begun;
    this.size = size;
  }

  /** Begins a file. */
  static AttemptFile create(Storage storage, AttemptSeries series, long number, Instant now)
      throws IOException {
    String name = series.file(number);
    AttemptFile created = new AttemptFile(storage.create(name), number, now, 0);
    try {
      return created.begunWith(AttemptLines.header(now));
    } catch (IOException e) { // or a full disk would be full of empty files as well
      storage.delete(name);
      throw e;
    }
  }

  /** Goes on with a file; returns null if a later version, or damage, forbids it. */
  static @Nullable AttemptFile open(Storage storage, AttemptSeries series, long number)
      throws IOException {
    StorageFile file = storage.open(series.file(number));
    AttemptLineParser.Header header = AttemptFiles.header(file);
    if (header == null || header.version() != AttemptLines.VERSION) {
      file.close();
      return null;
    }
    return new AttemptFile(file, number, header.begun(), file.size()).begunWith(BREAK);
  }

  /** An end that a crash has torn must not spoil the next line. */
  private AttemptFile begunWith(byte[] bytes) throws IOException {
    boolean written = false;
    try {
      write(ByteBuffer.wrap(bytes));
      written = true;
      return this;
    } finally {
      if (!written) {
        file.close();
      }
    }
  }

  long number() {
    return number;
  }

  long size() {
    return size;
  }

  Instant begun() {
    return begun;
  }

  /** Appends lines; if that fails, none of them counts. */
  void write(ByteBuffer lines) throws IOException {
    int length = lines.remaining();
    file.write(lines, size);
    size += length;
  }

  /** Lets go after a failure, and takes back what was half written, if possible. */
  void abandon() {
    try (StorageFile closing = file) {
      closing.truncate(size);
    } catch (IOException e) {
      // lines have checksums: a reader passes over what is left there
    }
  }

  void close() throws IOException {
    file.close();
  }
}
