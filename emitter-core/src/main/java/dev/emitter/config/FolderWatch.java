package dev.emitter.config;

import dev.emitter.problem.Loggers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Scans a folder again and again and hands on what is new: at once where the file system tells of
 * changes, and in any case every 500 ms, or ten times as long as a scan takes. One daemon thread
 * calls the consumer. No exception ends it: news whose consumer failed are handed on again with the
 * next. Thread-safe.
 */
public final class FolderWatch implements AutoCloseable {

  private static final Logger LOG = Loggers.of(FolderWatch.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration RETURN = Duration.ofMillis(100);
  private static final int SHARE = 10;
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final DefinitionFolder folder;
  private final Consumer<FolderScan> consumer;
  private final Runnable afterFull;
  private final FolderSignals signals;
  private final Thread thread;
  private @Nullable FolderScan due;
  private volatile boolean closed;

  private FolderWatch(DefinitionFolder folder, Consumer<FolderScan> consumer, Runnable afterFull) {
    this.folder = folder;
    this.consumer = consumer;
    this.afterFull = afterFull;
    this.signals = new FolderSignals(folder.path());
    this.thread = new Thread(this::run, "emitter-definitions");
    this.thread.setDaemon(true);
  }

  /**
   * Starts to watch. Scan the folder once before to know the emitters to begin with.
   *
   * @param consumer takes each scan that has news, one after the other
   */
  public static FolderWatch start(DefinitionFolder folder, Consumer<FolderScan> consumer) {
    return start(folder, consumer, () -> {});
  }

  /**
   * Starts to watch. Scan the folder once before to know the emitters to begin with.
   *
   * @param consumer takes each scan that has news, one after the other
   * @param afterFull is run by the same thread after each look at the whole folder, news or not
   */
  public static FolderWatch start(
      DefinitionFolder folder, Consumer<FolderScan> consumer, Runnable afterFull) {
    FolderWatch watch = new FolderWatch(folder, consumer, afterFull);
    watch.thread.start();
    return watch;
  }

  private void run() {
    long nextFull = System.nanoTime();
    while (!closed) {
      long started = System.nanoTime();
      boolean full = started - nextFull >= 0;
      Set<String> names = signals.drain();
      if (full || names == null) {
        step(null);
        long took = System.nanoTime() - started;
        nextFull = System.nanoTime() + Math.max(INTERVAL.toNanos(), SHARE * took);
      } else if (!names.isEmpty() || folder.awaitsReturn()) {
        step(names);
      }
      signals.await(untilNext(nextFull));
      // Most saves make several signals within a moment: one scan answers them all.
      signals.pause(PAUSE.toNanos());
    }
    signals.close();
  }

  private long untilNext(long nextFull) {
    long wait = nextFull - System.nanoTime();
    return folder.awaitsReturn() ? Math.min(wait, RETURN.toNanos()) : wait;
  }

  private void step(@Nullable Set<String> names) {
    try {
      FolderScan scan = names == null ? folder.scan() : folder.scan(names);
      FolderScan undelivered = due;
      FolderScan all = undelivered == null ? scan : scan.after(undelivered);
      if (all.hasNews() && !closed) {
        due = all;
        consumer.accept(all);
      }
      due = null;
      if (names == null && !closed) {
        afterFull.run();
      }
    } catch (RuntimeException | Error e) {
      Path path = folder.path();
      LOG.error("definitions = {}: a scan or its consumer failed; it is tried again", path, e);
    }
  }

  /** Ends the watch; waits for a call of the consumer that is under way. */
  @Override
  public void close() {
    closed = true;
    signals.wake();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(LONGEST_CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
