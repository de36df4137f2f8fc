package dev.emitter.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folders of stores below a root: a folder for each emitter, under a name any system takes. */
final class StoreFolders {

  private static final String SAFE = "-_.";
  private static final int LONGEST = 200;
  private static final String PURGED = ".purged-";

  private StoreFolders() {}

  /** Returns the folder of an emitter: its id, with what not every system takes as {@code %XX}. */
  static Path of(Path root, String emitter) {
    StringBuilder name = new StringBuilder();
    for (byte one : emitter.getBytes(UTF_8)) {
      boolean letter = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z');
      boolean plain = letter || (one >= '0' && one <= '9') || SAFE.indexOf(one) >= 0;
      if (plain && !(one == '.' && name.isEmpty())) {
        name.append((char) one);
      } else {
        name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
      }
    }
    return root.resolve(
        name.length() <= LONGEST
            ? name.toString()
            : name.substring(0, LONGEST - 64).replace('%', '_')
                + Sha256.of(emitter.getBytes(UTF_8)));
  }

  /** Returns whose stores there are, by emitter. */
  static Map<String, StoreInfo> list(Path root) throws IOException {
    Map<String, StoreInfo> found = new TreeMap<>();
    if (!Files.isDirectory(root)) {
      return found;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path folder : folders) {
        StoreInfo info = isPurged(folder) ? null : StoreInfo.read(folder);
        if (info != null) {
          found.put(info.emitter(), info);
        }
      }
    }
    return found;
  }

  private static boolean isPurged(Path folder) {
    return String.valueOf(folder.getFileName()).startsWith(PURGED);
  }

  /** Removes a store: at once for everybody, then from the disk. */
  static void purge(Path folder) throws IOException {
    Path gone = folder.resolveSibling(PURGED + TemporaryFiles.beside(folder).getFileName());
    PrivateFiles.rename(folder, gone);
    delete(gone);
  }

  /** Removes what is left of stores that were purged. */
  static void finishPurging(Path root) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(root, StoreFolders::isPurged)) {
      for (Path folder : left) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  /** Returns how many bytes the segments in a folder take. */
  static long bytes(Path folder) throws IOException {
    return Files.isDirectory(folder)
        ? SegmentFile.list(folder).stream().mapToLong(SegmentFile::size).sum()
        : 0;
  }
}
