package dev.emitter.file;

import dev.emitter.file.Intent.Entry;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Looks for the records of an intent in the file they were to be appended to. */
final class IntentCheck {

  private static final int BLOCK = 1 << 16;

  private IntentCheck() {}

  /**
   * Returns which records are there, in the file of that path or, if it was given another name in
   * its folder, in that one. What is torn at its end is cut, unless all were written.
   *
   * @param done whether all were written; then they count as there if the file is not to be found
   */
  static BitSet written(Intent intent, boolean done, PathScope scope) throws IOException {
    Path path = scope.resolve(Path.of(intent.path()));
    BitSet found = in(path, intent, done, scope);
    if (found.cardinality() == intent.records().size() || isSame(path, intent)) {
      return found;
    }
    Path renamed = renamed(path, intent.identity());
    if (renamed != null) {
      BitSet other = in(renamed, intent, done, scope);
      return other.cardinality() > found.cardinality() ? other : found;
    }
    if (done && found.isEmpty()) {
      found.set(0, intent.records().size());
    }
    return found;
  }

  private static boolean isSame(Path path, Intent intent) {
    Object identity = Identity.of(path);
    return identity != null && identity.toString().equals(intent.identity());
  }

  private static @Nullable Path renamed(Path path, String identity) throws IOException {
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return null;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (identity.equals(String.valueOf(Identity.of(file)))) {
          return file;
        }
      }
      return null;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static BitSet in(Path path, Intent intent, boolean done, PathScope scope)
      throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return new BitSet();
    }
    SharedFile file = OpenFiles.acquire(path);
    try {
      BitSet found = file.read(scope, channel -> in(channel, intent));
      if (!done && found.cardinality() < intent.records().size()) {
        if (isSame(path, intent)) {
          long remains = file.read(scope, channel -> IntentRemains.of(channel, intent, found));
          if (remains >= 0) {
            file.cut(remains, scope);
            found.clear(found.nextClearBit(0), intent.records().size());
          }
        }
        file.mend(scope); // perhaps nothing is appended to it any more, as its day is over
      }
      return found;
    } catch (NoSuchFileException | AccessDeniedException | PathEscapeException unreadable) {
      return new BitSet(); // others may pass, and are tried again rather than taken for an answer
    } finally {
      OpenFiles.release(file, Duration.ZERO);
    }
  }

  private static BitSet in(FileChannel file, Intent intent) throws IOException {
    BitSet found = new BitSet();
    long at = intent.offset();
    long size = file.size();
    for (int i = 0; i < intent.records().size(); i++) {
      Entry record = intent.records().get(i);
      if (at + record.length() > size) {
        break;
      }
      long end = at + record.length();
      found.set(i, crc(file, at, record.length()) == record.crc() && isEnded(file, end, size));
      at = end + 1;
    }
    return found;
  }

  /** The last line feed may be missing: it is written before the next record. */
  private static boolean isEnded(FileChannel file, long end, long size) throws IOException {
    return end == size || new ByteWindow(file).at(end) == '\n';
  }

  private static int crc(FileChannel file, long from, int length) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer block = ByteBuffer.allocate(Math.min(BLOCK, length));
    for (int done = 0; done < length; ) {
      block.clear().limit(Math.min(block.capacity(), length - done));
      int read = file.read(block, from + done);
      if (read < 0) {
        throw new EOFException("the file was cut by another program while it was read");
      }
      crc.update(block.flip());
      done += read;
    }
    return (int) crc.getValue();
  }
}
