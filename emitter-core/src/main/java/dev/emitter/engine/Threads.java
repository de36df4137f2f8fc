package dev.emitter.engine;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Names the library's threads; none of them keeps the JVM alive. */
final class Threads {

  private Threads() {}

  static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> daemon(name + "-" + count.incrementAndGet(), task);
  }

  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
