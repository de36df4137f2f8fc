package dev.emitter.file;

import dev.emitter.channel.CheckResult;
import dev.emitter.storage.Disk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Answers whether a file could be appended to, without making anything. */
final class FileCheck {

  private FileCheck() {}

  static CheckResult of(Path file, PathScope scope) {
    try {
      Path nearest = scope.nearestExisting(file);
      requireUsable(file, nearest);
      return CheckResult.OK;
    } catch (IOException e) {
      return CheckResult.failing(WriteFault.of(file, e).reason());
    }
  }

  private static void requireUsable(Path file, Path nearest) throws IOException {
    NamedPipe.refuse(file);
    if (nearest.equals(file) && Files.isDirectory(file)) {
      throw WriteFault.isFolder(file);
    }
    if (!nearest.equals(file) && !Files.isDirectory(nearest)) {
      throw new NotDirectoryException(nearest.toString());
    }
    if (!Files.isWritable(nearest)) {
      throw new AccessDeniedException(nearest.toString());
    }
    if (!AnyPath.isDevice(file) && Disk.isFull(nearest)) {
      throw Disk.noSpace(nearest);
    }
  }
}
