package dev.emitter.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether the process was asked to end (SIGTERM, SIGINT). A command that heeds it then finishes its
 * work in good order and the process ends with the status of that work; a second signal ends it at
 * once. Any other command is ended by the first one, wherever it is. Thread-safe.
 */
final class Termination {

  private static final int OF_SIGNAL = 128; // what shells add to its number
  private static final long LAST_WORDS_MILLIS = 1_000;

  private final AtomicBoolean heeded = new AtomicBoolean();
  private final AtomicReference<@Nullable Long> requested = new AtomicReference<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private volatile Runnable lastWords = () -> {};

  /** Returns one that the signals of this process request. */
  static Termination ofProcess() {
    Termination termination = new Termination();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(termination::endWithStatus, "emitter-termination"));
    for (String signal : List.of("TERM", "INT")) {
      Signals.take(signal, termination::signalled);
    }
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

  private void signalled(int number) {
    if (hasEnded() || !heeded.get()) {
      System.exit(OF_SIGNAL + number);
    } else if (!request()) {
      endAtOnce();
    }
  }

  /** Whatever hangs, the last words must not: they have a thread and a time of their own. */
  private void endAtOnce() {
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    Thread speaker = new Thread(lastWords, "emitter-last-words");
    speaker.setDaemon(true);
    speaker.start();
    try {
      speaker.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitStatus.UNDELIVERED);
  }

  /** Says that the command comes to an end by itself once it is asked to. */
  void heed() {
    heeded.set(true);
  }

  /** Sets what is told before a second signal ends the process at once. */
  void beforeEndingAtOnce(Runnable words) {
    lastWords = words;
  }

  /** Asks the command to come to an end; returns whether it was not asked before. */
  boolean request() {
    return requested.compareAndSet(null, System.nanoTime());
  }

  /** Returns whether the command should come to an end. */
  boolean isRequested() {
    return requested.get() != null;
  }

  /** Returns when a time is over that began when the command was asked to end, or null. */
  @Nullable Deadline after(Duration time) {
    Long asked = requested.get();
    return asked == null ? null : new Deadline(asked, Deadline.nanos(time));
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
