package dev.emitter.engine;

import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;

/** The channels that are open, so that each is closed, and closed once. Thread-safe. */
final class OpenChannels {

  private static final Logger LOG = Loggers.of(OpenChannels.class);

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long LAST_CHANCE = Duration.ofSeconds(1).toNanos();

  private final Set<Work> open = ConcurrentHashMap.newKeySet();
  private final Waiters waiters = new Waiters();
  private final Executor executor;

  OpenChannels(Executor executor) {
    this.executor = executor;
  }

  void opened(Work work) {
    open.add(work);
  }

  /** Closes the channel on a thread that may block. */
  void close(Work work) {
    try {
      executor.execute(() -> close(work, GRACE));
    } catch (RejectedExecutionException e) {
      closeBySomebody(work);
    }
  }

  private void closeBySomebody(Work work) {
    Threads.daemon("emitter-close", () -> close(work, Duration.ZERO)).start();
  }

  private void close(Work work, Duration grace) {
    if (!work.beginClosing()) {
      return;
    }
    try {
      work.channel().close(grace);
    } catch (Throwable e) { // closing is the last thing that is asked of a channel
      LOG.warn("emitter {}: its channel failed while closing", work.definition().id(), e);
    }
    if (work.isRemoved()) {
      tellRemoved(work);
    }
    open.remove(work);
    waiters.signal();
  }

  private static void tellRemoved(Work work) {
    try {
      work.channel().removed();
    } catch (Throwable e) { // its emitter is gone whatever the channel says
      LOG.warn("emitter {}: its channel has not forgotten it", work.definition().id(), e);
    }
  }

  /**
   * Waits until all channels are closed; those that are not by then are closed although deliveries
   * are still under way.
   */
  void awaitClosed(long nanos) throws InterruptedException {
    if (!waiters.await(open::isEmpty, nanos)) {
      for (Work work : open) {
        LOG.warn("emitter {}: its channel has not closed in time", work.definition().id());
        closeBySomebody(work);
      }
      waiters.await(open::isEmpty, LAST_CHANCE);
    }
  }
}
