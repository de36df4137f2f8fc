package dev.emitter.engine;

import dev.emitter.execution.Execution;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;

/** The channels that are open, so that each is closed, and closed once. Thread-safe. */
final class OpenChannels {

  private static final Logger LOG = Loggers.of(OpenChannels.class);

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int MOST_CLOSERS = 256; // some of which may hang in what they close
  private static final long LAST_CHANCE = Duration.ofSeconds(1).toNanos();

  private final Set<ActiveDefinition> open = ConcurrentHashMap.newKeySet();
  private final Execution execution;
  private final Executor executor;
  private volatile CompletableFuture<Void> none = new CompletableFuture<>();

  OpenChannels(Execution execution, Executor executor) {
    this.execution = execution;
    this.executor = executor;
  }

  void opened(ActiveDefinition active) {
    open.add(active);
  }

  /** Closes the channel on a thread that may block. */
  void close(ActiveDefinition active) {
    try {
      executor.execute(() -> close(active, GRACE));
    } catch (RejectedExecutionException e) {
      closeBySomebody(active);
    }
  }

  private void closeBySomebody(ActiveDefinition active) {
    execution.start("emitter-close", () -> close(active, Duration.ZERO));
  }

  private void closeAtOnce(Queue<ActiveDefinition> all) {
    for (int i = Math.min(all.size(), MOST_CLOSERS); i > 0; i--) {
      execution.start(
          "emitter-close",
          () -> {
            for (ActiveDefinition active = all.poll(); active != null; active = all.poll()) {
              close(active, Duration.ZERO);
            }
          });
    }
  }

  private void close(ActiveDefinition active, Duration grace) {
    if (!active.beginClosing()) {
      return;
    }
    try {
      active.channel().close(grace);
    } catch (Throwable e) { // closing is the last thing that is asked of a channel
      LOG.warn("emitter {}: its channel failed while closing", active.definition().id(), e);
    }
    if (active.isRemoved()) {
      tellRemoved(active);
    }
    open.remove(active);
    if (open.isEmpty()) {
      none.complete(null);
    }
  }

  private static void tellRemoved(ActiveDefinition active) {
    try {
      active.channel().removed();
    } catch (Throwable e) { // its emitter is gone whatever the channel says
      LOG.warn("emitter {}: its channel has not forgotten it", active.definition().id(), e);
    }
  }

  /**
   * Waits until all channels are closed; those that are not by then are closed although deliveries
   * are still under way.
   */
  void awaitClosed(long nanos) throws InterruptedException {
    if (!awaitNone(nanos)) {
      List<ActiveDefinition> left = new ArrayList<>(open);
      List<String> ids = left.stream().map(active -> active.definition().id()).sorted().toList();
      if (!ids.isEmpty()) {
        LOG.warn("channels have not closed in time, those of emitters: {}", new FewNames(ids));
      }
      closeAtOnce(new ConcurrentLinkedQueue<>(left));
      boolean unused = awaitNone(LAST_CHANCE);
    }
  }

  private boolean awaitNone(long nanos) throws InterruptedException {
    CompletableFuture<Void> awaited = new CompletableFuture<>();
    none = awaited; // before the look, so that the last one sees it
    return open.isEmpty() || execution.await(awaited, nanos);
  }
}
