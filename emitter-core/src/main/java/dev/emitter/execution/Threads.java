package dev.emitter.execution;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Names the library's threads; none of them keeps the JVM alive. */
public final class Threads {

  /**
   * So many times a thread that has nothing to do lets others run before it sleeps: most often they
   * have something for it soon, and to wake it up costs more.
   */
  static final int YIELDS = 10;

  private Threads() {}

  /** Lets other threads run, if there are any that can. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing hangs on it but speed
  static void letOthersRun() {
    Thread.yield();
  }

  public static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> daemon(name + "-" + count.incrementAndGet(), task);
  }

  public static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
