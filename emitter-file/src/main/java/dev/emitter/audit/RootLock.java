package dev.emitter.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/**
 * Makes this process the one that writes below a root. The operating system lets go when the
 * process ends, however it ends.
 *
 * @param file holds the lock
 */
record RootLock(FileChannel file) {

  static final String NAME = "audit.lock";

  static RootLock take(Path root) throws IOException {
    FileChannel file = PrivateFiles.open(root.resolve(NAME));
    boolean locked = false;
    try {
      FileLock lock = file.tryLock();
      locked = lock != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    } finally {
      if (!locked) {
        file.close();
      }
    }
    if (!locked) {
      throw new RootInUseException(root);
    }
    return new RootLock(file);
  }

  void release() throws IOException {
    file.close();
  }
}
