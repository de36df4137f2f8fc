package dev.emitter.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * Files anywhere: symbolic links are followed, to a missing file too, and so are devices.
 *
 * @param start the absolute folder that relative paths start from
 */
record AnyPath(Path start) implements PathScope {

  private static final int MAX_LINKS = 40;

  @Override
  public Path resolve(Path given) {
    return start.resolve(given.toString());
  }

  @Override
  public Path locate(Path file) throws IOException {
    if (isDevice(file)) {
      return file;
    }
    Path target = file;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    Path folder = PathScope.makeFolder(target);
    return folder.resolve(String.valueOf(target.getFileName()));
  }

  /** A pipe or terminal such as {@code /dev/stdout} has no other path that could be opened. */
  static boolean isDevice(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  @Override
  public FileChannel open(Path located, Set<? extends OpenOption> options) throws IOException {
    return FileChannel.open(located, isDevice(located) ? options : PathScope.unlinked(options));
  }
}
