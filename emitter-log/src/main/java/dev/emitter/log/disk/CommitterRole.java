package dev.emitter.log.disk;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that exactly one thread commits, and that there is one. The thread that has committed
 * tells publishers itself, which costs no change of threads; but what runs then is theirs, and may
 * publish and wait. So while it answers, another thread may take the role, and the first one ends
 * when it comes back. Thread-safe.
 */
final class CommitterRole {

  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long GRACE = TimeUnit.SECONDS.toNanos(10);

  private enum State {
    COMMITTING,
    ANSWERING
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.COMMITTING);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile @Nullable Runnable work;
  private volatile long answeringSince;

  /** Starts the first thread. */
  void start(Runnable committing) {
    work = committing;
    startThread(committing);
  }

  private void startThread(Runnable committing) {
    Thread thread =
        Threads.daemon(
            "emitter-log",
            () -> {
              try {
                committing.run();
              } finally {
                threads.remove(Thread.currentThread());
              }
            });
    threads.add(thread);
    thread.start();
  }

  /** Runs what is not the log's own, while another thread may take the role. */
  boolean answer(Runnable answers) {
    answeringSince = System.nanoTime();
    state.set(State.ANSWERING);
    answers.run();
    return state.compareAndSet(State.ANSWERING, State.COMMITTING);
  }

  /** Is called when there is something to commit: somebody must be there to do it. */
  void require() {
    if (state.get() != State.ANSWERING) {
      return;
    }
    boolean late = System.nanoTime() - answeringSince > PATIENCE;
    if (late || threads.contains(Thread.currentThread())) {
      Runnable committing = work;
      if (committing != null && state.compareAndSet(State.ANSWERING, State.COMMITTING)) {
        startThread(committing);
      }
    }
  }

  /** The last event is committed. */
  void finish() {
    finished.countDown();
  }

  /** Waits until the last event is committed, and a while for what is being answered. */
  void join() {
    boolean interrupted = false;
    while (finished.getCount() > 0) {
      try {
        finished.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    long deadline = System.nanoTime() + GRACE;
    for (Thread thread : threads) {
      Threads.join(thread, deadline);
    }
  }
}
