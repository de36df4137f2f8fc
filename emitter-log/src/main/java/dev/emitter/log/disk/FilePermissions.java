package dev.emitter.log.disk;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Who may read and write the files of a log, which hold events in plain text. They are given to a
 * file as it is made, so that it is never open to more. Where the file system knows no such
 * permissions (Windows), files get what their folder gives. Thread-safe.
 */
final class FilePermissions {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);

  private static final Map<PosixFilePermission, PosixFilePermission> ENTERS =
      new EnumMap<>(
          Map.of(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE,
              PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE,
              PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE));

  /** The owner alone: 0600 for files, 0700 for folders. */
  static final FilePermissions PRIVATE = new FilePermissions(Set.of());

  private final Set<PosixFilePermission> ofFiles;
  private final Set<PosixFilePermission> ofFolders;

  private FilePermissions(Set<PosixFilePermission> more) {
    ofFiles = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    ofFiles.addAll(more);
    ofFolders = EnumSet.copyOf(ofFiles);
    ofFiles.stream().filter(ENTERS::containsKey).map(ENTERS::get).forEach(ofFolders::add);
  }

  /**
   * Returns those of files; the owner's own are always among them, and who may read a file may
   * enter its folder.
   *
   * @throws IllegalArgumentException if somebody could execute a file
   */
  static FilePermissions of(Set<PosixFilePermission> files) {
    if (files.stream().anyMatch(ENTERS::containsValue)) {
      throw new IllegalArgumentException(
          "filePermissions = "
              + PosixFilePermissions.toString(files)
              + ": nobody executes a file of a log; leave x out");
    }
    return new FilePermissions(files);
  }

  private static boolean apply(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Makes a folder, and those above it that are missing. */
  void makeFolder(Path folder) throws IOException {
    if (!apply(folder)) {
      Files.createDirectories(folder);
      return;
    }
    Path missing = folder;
    for (Path above = folder.getParent(); above != null && !Files.exists(above); ) {
      missing = above;
      above = above.getParent();
    }
    Files.createDirectories(folder, attribute(ofFolders));
    for (Path made = folder; made != null; made = made.getParent()) {
      beyondUmask(made, ofFolders);
      if (made.equals(missing)) {
        break;
      }
    }
  }

  /** Makes a file and opens it; fails if there is one. */
  FileChannel create(Path file, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(Arrays.asList(options));
    all.add(StandardOpenOption.CREATE_NEW);
    if (!apply(file)) {
      return FileChannel.open(file, all);
    }
    FileChannel channel = FileChannel.open(file, all, attribute(ofFiles));
    beyondUmask(file, ofFiles);
    return channel;
  }

  /** Opens a file, or makes it. */
  FileChannel openOrCreate(Path file, OpenOption... options) throws IOException {
    while (true) {
      try {
        return FileChannel.open(file, options);
      } catch (NoSuchFileException e) {
        try {
          return create(file, options);
        } catch (FileAlreadyExistsException made) {
          // by another process, just now: it is opened next
        }
      }
    }
  }

  /** The umask takes from what a file is made with; what was asked for is given all the same. */
  private static void beyondUmask(Path made, Set<PosixFilePermission> wanted) {
    try {
      if (!Files.getPosixFilePermissions(made).equals(wanted)) {
        Files.setPosixFilePermissions(made, wanted);
      }
    } catch (IOException e) { // a mount that knows one mode for all of its files
      LOG.debug("the permissions of {} cannot be set: {}", made, e.toString());
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> attribute(
      Set<PosixFilePermission> wanted) {
    return PosixFilePermissions.asFileAttribute(wanted);
  }

  /**
   * Returns what is open to more than it would be if it were made now, the folder first; a folder
   * that others cannot enter protects what is in it.
   */
  List<Path> moreOpen(Path folder) throws IOException {
    if (!apply(folder) || !isMoreOpen(folder, ofFolders)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return Stream.concat(
              Stream.of(folder),
              files.filter(Files::isRegularFile).filter(file -> isMoreOpen(file, ofFiles)).sorted())
          .toList();
    }
  }

  private static boolean isMoreOpen(Path path, Set<PosixFilePermission> wanted) {
    try {
      Set<PosixFilePermission> found = EnumSet.noneOf(PosixFilePermission.class);
      found.addAll(Files.getPosixFilePermissions(path));
      found.removeAll(wanted);
      found.removeIf(one -> one.name().startsWith("OWNER"));
      return !found.isEmpty();
    } catch (IOException gone) {
      return false;
    }
  }
}
