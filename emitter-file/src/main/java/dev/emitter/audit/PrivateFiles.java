package dev.emitter.audit;

import dev.emitter.storage.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files and folders that the user of this process alone may read, where the file system knows such
 * permissions: they hold events in plain text.
 */
final class PrivateFiles {

  private PrivateFiles() {}

  /** Makes a folder, and those above it that are missing; their names survive a power cut. */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, permissions(folder, "rwx------"));
    }
    Disk.forceNames(folder);
  }

  /** Opens a file to be written, and makes it if it is missing. */
  static FileChannel open(Path file, OpenOption... more) throws IOException {
    Set<OpenOption> options = new HashSet<>(List.of(more));
    options.add(StandardOpenOption.WRITE);
    if (!options.contains(StandardOpenOption.CREATE_NEW)) {
      options.add(StandardOpenOption.CREATE);
    }
    return FileChannel.open(file, options, permissions(file, "rw-------"));
  }

  /** Puts bytes in place of a file: whoever reads it sees the old ones or the new ones, whole. */
  static void replace(Path file, byte[] bytes) throws IOException {
    Path made = TemporaryFiles.beside(file);
    try {
      try (FileChannel channel = open(made, StandardOpenOption.CREATE_NEW)) {
        write(channel, ByteBuffer.wrap(bytes), 0);
        channel.force(true);
      }
      rename(made, file);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  /** Gives a file another name, and makes that survive a power cut. */
  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = to.toAbsolutePath().getParent();
    if (folder != null) {
      Disk.forceFolder(folder);
    }
  }

  /** Writes all bytes at a place of a file. */
  static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
    for (long next = at; bytes.hasRemaining(); ) {
      next += channel.write(bytes, next);
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String text) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}
