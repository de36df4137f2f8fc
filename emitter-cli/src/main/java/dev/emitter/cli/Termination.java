package dev.emitter.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the process was asked to end (SIGTERM, SIGINT). A command that heeds it then finishes its
 * work in good order and the process ends with the status of that work; any other is ended at once,
 * wherever it is. Thread-safe.
 */
final class Termination {

  private final AtomicBoolean heeded = new AtomicBoolean();
  private final AtomicBoolean requested = new AtomicBoolean();
  private final CompletableFuture<Integer> status = new CompletableFuture<>();

  /** Returns one that the signals of this process request. */
  static Termination ofProcess() {
    Termination termination = new Termination();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(termination::endWithStatus, "emitter-termination"));
    return termination;
  }

  /** The status of a process that a signal ends is fixed, unless it is halted with another. */
  private void endWithStatus() {
    if (hasEnded() || !heeded.get()) {
      return;
    }
    request();
    Runtime.getRuntime().halt(status.join());
  }

  /** Says that the command comes to an end by itself once it is asked to. */
  void heed() {
    heeded.set(true);
  }

  /** Asks the command to come to an end. */
  void request() {
    requested.set(true);
  }

  /** Returns whether the command should come to an end. */
  boolean isRequested() {
    return requested.get();
  }

  /** Returns whether the command has done all it had to do, or failed. */
  boolean hasEnded() {
    return status.isDone();
  }

  /** Notes that the command has done all it had to do. */
  void ended(int exitStatus) {
    status.complete(exitStatus);
  }
}
