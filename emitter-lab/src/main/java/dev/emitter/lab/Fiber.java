package dev.emitter.lab;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs only while all others of its simulation wait for it, so that a task can stop
 * in the middle. They are used again, as a new thread takes long to make.
 */
final class Fiber {

  private static final Queue<Fiber> FREE = new ConcurrentLinkedQueue<>();

  private final Thread thread;
  private volatile boolean resumed;
  private @Nullable Runnable task;

  private Fiber(@Nullable Thread thread) {
    this.thread = thread == null ? new Thread(this::run, "emitter-lab-fiber") : thread;
    if (thread == null) {
      this.thread.setDaemon(true);
    }
  }

  static Fiber ofThisThread() {
    return new Fiber(Thread.currentThread());
  }

  /** Returns one that has no task. */
  static Fiber take() {
    Fiber free = FREE.poll();
    if (free == null) {
      free = new Fiber(null);
      free.thread.start();
    }
    return free;
  }

  /** Lets others have it. */
  void free() {
    FREE.add(this);
  }

  /** Gives it a task, which begins when it is resumed; its last act is to resume another one. */
  void task(Runnable next) {
    task = next;
  }

  /** Lets it go on; the caller has to park, or to end its task. */
  void resume() {
    resumed = true;
    LockSupport.unpark(thread);
  }

  /** Waits until it is resumed. */
  void park() {
    while (!resumed) {
      LockSupport.park(this);
    }
    resumed = false;
  }

  private void run() {
    while (true) {
      park();
      Runnable next = task;
      if (next != null) {
        task = null;
        next.run();
      }
    }
  }
}
