package dev.emitter.audit;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The file of a segment: plain while it grows, compressed soon after.
 *
 * @param path the file
 * @param first the number of its first entry
 * @param compressed whether it is
 */
record SegmentFile(Path path, long first, boolean compressed) {

  private static final Pattern NAME = Pattern.compile("(\\d{20})\\.ndjson(\\.gz)?");
  private static final int BUFFER = 1 << 16;

  static SegmentFile plain(Path folder, long first) {
    return new SegmentFile(folder.resolve(name(first)), first, false);
  }

  static SegmentFile compressed(Path folder, long first) {
    return new SegmentFile(folder.resolve(name(first) + ".gz"), first, true);
  }

  private static String name(long first) {
    return String.format(Locale.ROOT, "%020d.ndjson", first);
  }

  /** Returns the segments of a store in order; a compressed one in place of its plain form. */
  static List<SegmentFile> list(Path folder) throws IOException {
    TreeMap<Long, SegmentFile> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          long first = Long.parseLong(name.group(1));
          SegmentFile one = new SegmentFile(file, first, name.group(2) != null);
          found.merge(first, one, (a, b) -> a.compressed() ? a : b);
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** Returns the file that has this segment now: it may have been compressed meanwhile. */
  SegmentFile current() throws IOException {
    Path folder = folder();
    for (SegmentFile one : List.of(this, compressed(folder, first), plain(folder, first))) {
      if (Files.exists(one.path())) {
        return one;
      }
    }
    throw new NoSuchFileException(path.toString());
  }

  Path folder() {
    return path.resolveSibling("").toAbsolutePath();
  }

  Path index() {
    return path.resolveSibling(path.getFileName() + ".index");
  }

  long size() {
    try {
      return Files.size(path);
    } catch (IOException gone) {
      return 0;
    }
  }

  /**
   * Opens the lines.
   *
   * @param offset where to begin in the file; in a compressed one, where a member of it begins
   */
  InputStream open(long offset) throws IOException {
    InputStream file = opened(offset);
    boolean opened = false;
    try {
      InputStream bytes = new BufferedInputStream(file, BUFFER);
      InputStream lines = compressed ? new GZIPInputStream(bytes, BUFFER) : bytes;
      opened = true;
      return lines;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  private InputStream opened(long offset) throws IOException {
    if (path.getFileSystem() != FileSystems.getDefault()) {
      return Channels.newInputStream(FileChannel.open(path).position(offset));
    }
    FileInputStream file = opened(); // unlike a channel, no interrupt closes it
    file.getChannel().position(offset);
    return file;
  }

  private FileInputStream opened() throws IOException {
    try {
      return new FileInputStream(path.toFile());
    } catch (FileNotFoundException e) {
      if (Files.exists(path)) {
        throw e; // its message says why
      }
      throw new NoSuchFileException(path.toString());
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(index());
  }
}
