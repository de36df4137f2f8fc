package dev.emitter.file;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.storage.Disk;
import java.io.IOException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Why a batch could not be written, for a person.
 *
 * @param reason the path, what is wrong and what to do
 * @param passing whether it ends by itself, as a full disk does once there is space
 */
record WriteFault(String reason, boolean passing) {

  static WriteFault of(Path path, IOException failure) {
    boolean full = Disk.isFull(path, failure);
    boolean passing = full || isLocked(failure);
    String what = full ? "no space left on its disk; free some, or raise the quota" : what(failure);
    return new WriteFault("file " + path + ": " + what, passing);
  }

  DeliveryResult retry() {
    DeliveryResult.Retry retry = DeliveryResult.retry(reason);
    return passing ? retry.uncounted() : retry;
  }

  static IOException isFolder(Path path) {
    return new FileSystemException(path.toString(), null, "Is a directory");
  }

  private static boolean isLocked(IOException failure) {
    return failure instanceof FileLockInterruptionException || failure instanceof LockedException;
  }

  private static String what(IOException failure) {
    if (failure instanceof PathEscapeException) {
      return failure.getMessage() + "; give a path below it";
    }
    if (failure instanceof NamedPipe) {
      return NamedPipe.REASON;
    }
    if (failure instanceof AccessDeniedException denied) {
      return "permission denied"
          + at(denied)
          + "; let the user that the process runs as write there, or give another path";
    }
    if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
      return "a folder is needed"
          + at((FileSystemException) failure)
          + " but something else is there; move it, or give another path";
    }
    if (failure instanceof NoSuchFileException gone) {
      return "not found" + at(gone) + "; make its folder, or give another path";
    }
    if (failure instanceof LockedException) {
      return String.valueOf(failure.getMessage());
    }
    if (isLocked(failure)) {
      return "locked by another program that writes to it; it is tried again, or end that program";
    }
    return other(systemWords(failure));
  }

  /** Returns what the system says, without the path where that is apart. */
  private static String systemWords(IOException failure) {
    String reason = failure instanceof FileSystemException refused ? refused.getReason() : null;
    return reason == null ? String.valueOf(failure.getMessage()) : reason;
  }

  private static String other(String message) {
    return message.contains("Is a directory")
        ? "is a folder; give the path of a file"
        : "cannot be written: " + message + "; mend it, or give another path";
  }

  private static String at(FileSystemException failure) {
    return failure.getFile() == null ? "" : " at " + failure.getFile();
  }
}
