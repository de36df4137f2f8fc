package dev.emitter.file;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;

/** Somebody else keeps a file locked; its message says who and what to do. It passes by itself. */
final class LockedException extends IOException {

  private LockedException(String message) {
    super(message);
  }

  static LockedException byAnotherProgram(Duration waited) {
    return new LockedException(
        "locked by another program that writes to it, after a wait of "
            + waited.toMillis()
            + " ms; it is tried again, or end that program");
  }

  static LockedException byThisProcess(OverlappingFileLockException cause) {
    LockedException locked =
        new LockedException(
            "locked by another part of this process; it is tried again, or make that part release"
                + " it");
    locked.initCause(cause);
    return locked;
  }
}
