package dev.emitter.benchmarks.append;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One thread that writes for all publishers that wait, and makes it durable once for all. */
public final class GroupCommit implements Journal {

  private static final int MOST = 4096;

  private final Target target;
  private final Thread writer = new Thread(this::run, "group-commit");
  private List<CompletableFuture<?>> waiting = new ArrayList<>();
  private boolean closed;

  /** What is written to; used by one thread at a time. */
  public interface Target extends AutoCloseable {

    /** Writes so many records and makes them durable. */
    void write(int records) throws IOException;

    @Override
    void close() throws IOException;
  }

  private GroupCommit(Target target) {
    this.target = target;
  }

  /** Starts the thread that writes to a target, which is closed with it. */
  public static GroupCommit of(Target target) {
    GroupCommit commit = new GroupCommit(target);
    commit.writer.start();
    return commit;
  }

  @Override
  public synchronized CompletableFuture<?> append() {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    waiting.add(done);
    if (waiting.size() == 1) {
      notifyAll();
    }
    return done;
  }

  private synchronized List<CompletableFuture<?>> next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    List<CompletableFuture<?>> all = waiting;
    waiting = new ArrayList<>(all.size());
    return all;
  }

  private void run() {
    List<CompletableFuture<?>> group = List.of();
    try {
      for (group = next(); !group.isEmpty(); group = next()) {
        for (int from = 0; from < group.size(); from += MOST) {
          commit(group.subList(from, Math.min(group.size(), from + MOST)));
        }
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      group.forEach(one -> one.completeExceptionally(e));
      throw new IllegalStateException(e);
    }
  }

  private void commit(List<CompletableFuture<?>> group) throws IOException {
    target.write(group.size());
    group.forEach(one -> one.complete(null));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      writer.join();
      target.close();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
