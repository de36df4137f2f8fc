package dev.emitter.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A named pipe (FIFO) as target: opening one waits until somebody reads it, for ever if nobody
 * does, and nothing can end that wait. A pipe that the process was given, such as {@code
 * /dev/stdout}, has no name of its own and is no such thing.
 */
final class NamedPipe extends FileSystemException {

  static final String REASON =
      "is a named pipe (FIFO), and opening it would wait for somebody to read it; give the path of"
          + " a file, or of /dev/stdout and let the shell write to the pipe";

  private static final long serialVersionUID = 1L;
  private static final int MAX_LINKS = 40;
  private static final int KIND = 0170000;
  private static final int FIFO = 0010000;

  private NamedPipe(Path path) {
    super(path.toString(), null, REASON);
  }

  /** Throws if a file is a named pipe, by itself or behind links. */
  static void refuse(Path path) throws NamedPipe {
    if (is(path)) {
      throw new NamedPipe(path);
    }
  }

  static boolean is(Path path) {
    if (!AnyPath.isDevice(path)
        || !path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return false;
    }
    Path target = path;
    try {
      for (int links = 0; Files.isSymbolicLink(target) && links < MAX_LINKS; links++) {
        if (target.startsWith("/proc")) { // what the process was given open
          return false;
        }
        target = target.resolveSibling(Files.readSymbolicLink(target)).normalize();
      }
      Object mode = Files.getAttribute(target, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return ((Integer) mode & KIND) == FIFO;
    } catch (IOException gone) {
      return false;
    }
  }
}
