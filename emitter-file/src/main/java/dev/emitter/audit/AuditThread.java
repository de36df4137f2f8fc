package dev.emitter.audit;

import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** The one thread of this process that compresses segments and looks for what is too old. */
final class AuditThread {

  private static final Logger LOG = Loggers.of(AuditThread.class);
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final long IDLE_SECONDS = 10;

  private static final ScheduledThreadPoolExecutor THREAD = thread();

  private AuditThread() {}

  private static ScheduledThreadPoolExecutor thread() {
    ScheduledThreadPoolExecutor made =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "emitter-audit");
              thread.setDaemon(true);
              return thread;
            });
    made.setRemoveOnCancelPolicy(true);
    made.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    made.allowCoreThreadTimeOut(true);
    return made;
  }

  static void execute(Runnable work) {
    THREAD.execute(guarded(work));
  }

  /** Does something each hour until it is cancelled. */
  static ScheduledFuture<?> hourly(Runnable work) {
    long seconds = SWEEP.toSeconds();
    return THREAD.scheduleWithFixedDelay(guarded(work), seconds, seconds, TimeUnit.SECONDS);
  }

  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException | Error e) { // the thread goes on, whatever happens
        LOG.error("audit: work in the background failed", e);
      }
    };
  }
}
