package dev.emitter.engine;

import dev.emitter.execution.Execution;
import dev.emitter.execution.Worker;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * One worker that owns the state of the engine: all that changes it is a message, and messages run
 * one after the other, in the order in which they came in. Between messages it does the work that
 * it was given. Thread-safe.
 */
final class EventLoop implements Executor {

  private static final Logger LOG = Loggers.of(EventLoop.class);

  private static final long AFTER_A_FAULT_NANOS = 50_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_FRAMES = 12;

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

  private final AtomicBoolean hanging = new AtomicBoolean();
  private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
  private final Execution execution;
  private final FaultReports faults;
  private final DelayedMessages delayed;
  private final Worker worker;
  private final Object afterEnd = new Object();
  private final Work work;
  private volatile boolean stopped;
  private volatile boolean ended;

  /** Creates a loop that does not run yet. */
  EventLoop(Execution execution, String name, Work work) {
    this.execution = execution;
    this.faults = new FaultReports(execution::nanoTime);
    this.delayed = new DelayedMessages(execution.nanoTime());
    this.work = work;
    this.worker = execution.worker(name, new Round());
  }

  void start() {
    worker.start();
  }

  /** Ends the thread once the messages that are there are done. */
  void stop() {
    stopped = true;
    signal();
  }

  /** Returns whether the caller is on the thread of the loop. */
  boolean isInLoop() {
    return worker.isCurrent();
  }

  /** Adds a message. Once the thread has ended, the caller runs it. */
  @Override
  public void execute(Runnable message) {
    messages.add(message);
    if (ended) {
      drainAfterEnd();
    } else {
      worker.wakeUp();
    }
  }

  /** Runs a message later, by the time of the execution, unless the loop has ended by then. */
  void executeIn(Duration delay, Runnable message) {
    long at = nanoTime() + Deadline.nanos(delay);
    execute(() -> delayed.add(at, message));
  }

  /** Returns the time of the execution, which is nobody else's. */
  long nanoTime() {
    return execution.nanoTime();
  }

  /** Returns what says that something fails again and again. */
  FaultReports faults() {
    return faults;
  }

  /** Lets the loop look at its work, although there is no message. */
  void signal() {
    worker.signal();
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
    CompletableFuture<T> answer = ask(message);
    if (!execution.awaitUninterruptibly(answer, PATIENCE.toNanos())) {
      tellHanging();
    }
    return await(answer);
  }

  private <T> CompletableFuture<T> ask(Supplier<T> message) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(
        () -> {
          try {
            answer.complete(message.get());
          } catch (Throwable e) { // the caller's to deal with
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  /**
   * Runs something that changes nothing as a message, and returns what it returned.
   *
   * @throws EmitterException if the loop hangs
   */
  <T> T look(Supplier<T> message) {
    if (isInLoop()) {
      return message.get();
    }
    CompletableFuture<T> answer = ask(message);
    if (!execution.awaitUninterruptibly(answer, PATIENCE.toNanos())) {
      tellHanging();
      throw new EmitterException(
          "the engine does not answer: a filter, a security constraint or a clock hangs or takes"
              + " long; the log of this process says where it is");
    }
    return await(answer);
  }

  /** Tells, once, where the loop is that does not answer. */
  private void tellHanging() {
    if (hanging.compareAndSet(false, true)) {
      List<StackTraceElement> at = worker.position();
      LOG.error(
          "the engine has not answered for {}, and all emitters wait for it: a filter, a security"
              + " constraint or a clock hangs or takes long; it is at {}",
          PATIENCE,
          at.subList(0, Math.min(at.size(), MOST_FRAMES)));
    }
  }

  private void tellAnswering() {
    if (hanging.get() && hanging.compareAndSet(true, false)) {
      LOG.info("the engine answers again");
    }
  }

  /** Waits also when interrupted: the message will be run, and its outcome must be known. */
  private <T> T await(CompletableFuture<T> answer) {
    try {
      return execution.join(answer);
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
    return execution.await(done, nanos);
  }

  /** Messages, then the work between them. */
  private final class Round implements Worker.Step {

    @Override
    public long run() {
      if (stopped) {
        return Worker.END;
      }
      try {
        drain();
        long rest =
            delayed.isEmpty() ? Long.MAX_VALUE : delayed.run(nanoTime(), EventLoop.this::runSafely);
        long pause = work.run();
        tellAnswering();
        return Math.min(pause, rest);
      } catch (Throwable e) { // the loop goes on, whatever happens
        faults.report(LOG, "the engine's loop", "it failed; this is a fault of the library", e);
        return AFTER_A_FAULT_NANOS;
      }
    }

    @Override
    public boolean isPending() {
      return stopped || !messages.isEmpty();
    }

    @Override
    public void ended() {
      ended = true;
      drainAfterEnd();
    }
  }

  private void drain() {
    Runnable message = messages.poll();
    while (message != null) {
      runSafely(message);
      message = messages.poll();
    }
  }

  private void runSafely(Runnable message) {
    try {
      message.run();
    } catch (Throwable e) { // one message must not take another one down
      faults.report(LOG, "the engine's loop", "a message failed, by a fault of the library", e);
    }
  }

  private void drainAfterEnd() {
    synchronized (afterEnd) {
      drain();
    }
  }
}
