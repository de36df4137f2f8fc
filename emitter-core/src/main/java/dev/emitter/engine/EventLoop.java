package dev.emitter.engine;

import dev.emitter.problem.Loggers;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * One thread that owns the state of the engine: all that changes it is a message, and messages run
 * one after the other, in the order in which they came in. Between messages it does the work that
 * it was given. Thread-safe.
 */
final class EventLoop implements Executor {

  private static final Logger LOG = Loggers.of(EventLoop.class);

  private static final long AFTER_A_FAULT_NANOS = 50_000_000L;

  /** What the loop does between messages. */
  interface Work {

    /**
     * Does some of it, so that messages never wait long.
     *
     * @return how long nothing is to be done after that, unless there is a message: 0 if there is
     *     more to do now, {@link Long#MAX_VALUE} for as long as there is none
     */
    long run();
  }

  private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private final Object afterEnd = new Object();
  private final Work work;
  private volatile boolean parked;
  private volatile boolean signalled;
  private volatile boolean stopped;
  private volatile boolean ended;

  /** Creates a loop that does not run yet. */
  EventLoop(String name, Work work) {
    this.work = work;
    this.thread = Threads.daemon(name, this::run);
  }

  void start() {
    thread.start();
  }

  /** Ends the thread once the messages that are there are done. */
  void stop() {
    stopped = true;
    signal();
  }

  /** Returns whether the caller is on the thread of the loop. */
  boolean isInLoop() {
    return Thread.currentThread() == thread;
  }

  /** Adds a message. Once the thread has ended, the caller runs it. */
  @Override
  public void execute(Runnable message) {
    messages.add(message);
    if (ended) {
      drainAfterEnd();
    } else {
      wakeUp();
    }
  }

  /** Lets the loop look at its work, although there is no message. */
  void signal() {
    if (!signalled) {
      signalled = true;
      wakeUp();
    }
  }

  private void wakeUp() {
    if (parked) {
      parked = false;
      LockSupport.unpark(thread);
    }
  }

  /**
   * Runs something as a message and returns what it returned; at once if the caller is on the
   * thread of the loop.
   *
   * @throws RuntimeException what it threw
   */
  <T> T call(Supplier<T> message) {
    if (isInLoop()) {
      return message.get();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(
        () -> {
          try {
            answer.complete(message.get());
          } catch (Throwable e) { // the caller's to deal with
            answer.completeExceptionally(e);
          }
        });
    return await(answer);
  }

  /** Waits also when interrupted: the message will be run, and its outcome must be known. */
  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** Runs something as a message, and returns once it has run. */
  void run(Runnable message) {
    call(
        () -> {
          message.run();
          return Boolean.TRUE;
        });
  }

  /**
   * Runs something as a message.
   *
   * @return whether it has run within the time; if not, it may run later
   */
  boolean run(Runnable message, long nanos) throws InterruptedException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    execute(
        () -> {
          try {
            message.run();
          } finally {
            done.complete(null);
          }
        });
    try {
      done.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void run() {
    while (!stopped) {
      signalled = false;
      long pause = AFTER_A_FAULT_NANOS;
      try {
        drain();
        pause = work.run();
      } catch (Throwable e) { // the loop goes on, whatever happens
        LOG.error("the engine's loop failed; this is a fault of the library", e);
      }
      if (pause > 0) {
        pause(pause);
      }
    }
    ended = true;
    drainAfterEnd();
  }

  private void drain() {
    Runnable message = messages.poll();
    while (message != null) {
      runSafely(message);
      message = messages.poll();
    }
  }

  private static void runSafely(Runnable message) {
    try {
      message.run();
    } catch (Throwable e) { // one message must not take another one down
      LOG.error("a message of the engine failed; this is a fault of the library", e);
    }
  }

  /** What comes in while it has not parked yet is seen here, what comes in later wakes it up. */
  private void pause(long nanos) {
    for (int i = 0; i < Threads.YIELDS && isNothingToDo(); i++) {
      Threads.letOthersRun();
    }
    parked = true;
    if (isNothingToDo()) {
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
    }
    parked = false;
  }

  private boolean isNothingToDo() {
    return messages.isEmpty() && !signalled && !stopped;
  }

  private void drainAfterEnd() {
    synchronized (afterEnd) {
      drain();
    }
  }
}
