package dev.emitter.execution;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Runs tasks on threads of the JVM, none of which keeps it alive. Immutable. */
final class ThreadExecution implements Execution {

  static final Execution INSTANCE = new ThreadExecution();

  private ThreadExecution() {}

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Worker worker(String name, Worker.Step step) {
    return new ThreadWorker(name, step);
  }

  @Override
  public TaskExecutor executor(String name, int most) {
    return new BoundedExecutor(name, most);
  }

  @Override
  public Executor shared() {
    return ForkJoinPool.commonPool();
  }

  @Override
  public void start(String name, Runnable task) {
    Threads.daemon(name, task).start();
  }

  @Override
  public Lock lock() {
    return new ReentrantLock();
  }

  @Override
  public <T> T join(CompletableFuture<T> answer) {
    return answer.join();
  }

  @Override
  public boolean await(CompletableFuture<?> answer, long nanos) throws InterruptedException {
    try {
      answer.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true; // whoever waits looks what it is
    }
  }
}
