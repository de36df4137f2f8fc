package dev.emitter.log.disk;

import dev.emitter.execution.Execution;
import dev.emitter.execution.Worker;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that exactly one worker commits, and that there is one. The worker that has committed
 * tells publishers itself, which costs no change of threads; but what runs then is theirs, and may
 * publish and wait. So while it answers, another worker may take the role, and the first one ends
 * when it comes back. Thread-safe.
 */
final class CommitterRole {

  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long GRACE = TimeUnit.SECONDS.toNanos(10);

  /** What who has the role is doing. */
  private sealed interface Doing permits Committing, Answering {}

  private record Committing() implements Doing {}

  /** Answering, since that time; each is only equal to itself, or one could end that of another. */
  private static final class Answering implements Doing {
    private final long since;

    Answering(long since) {
      this.since = since;
    }
  }

  private static final Doing COMMITTING = new Committing();

  private final Execution execution;
  private final AtomicReference<Doing> state = new AtomicReference<>(COMMITTING);
  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private volatile Worker.@Nullable Step work;
  private volatile @Nullable Worker committer;

  CommitterRole(Execution execution) {
    this.execution = execution;
  }

  /** Starts the first worker. */
  void start(Worker.Step committing) {
    work = committing;
    startWorker(committing);
  }

  private void startWorker(Worker.Step committing) {
    Worker worker = execution.worker("emitter-log", new Counted(committing));
    workers.add(worker);
    committer = worker;
    worker.start();
  }

  /** The steps of a worker that is known until it ends. */
  private final class Counted implements Worker.Step {

    private final Worker.Step step;

    Counted(Worker.Step step) {
      this.step = step;
    }

    @Override
    public long run() {
      return step.run();
    }

    @Override
    public boolean isPending() {
      return step.isPending();
    }

    @Override
    public void ended() {
      workers.removeIf(Worker::isCurrent);
    }
  }

  /** Something has come in: whoever commits looks at it. */
  void wakeUp() {
    Worker now = committer;
    if (now != null) {
      now.wakeUp();
    }
  }

  /** Runs what is not the log's own, while another worker may take the role. */
  boolean answer(Runnable answers) {
    Doing answering = new Answering(execution.nanoTime());
    state.set(answering);
    answers.run();
    return state.compareAndSet(answering, COMMITTING);
  }

  /** Is called when there is something to commit: somebody must be there to do it. */
  void require() {
    if (!(state.get() instanceof Answering answering)) {
      return;
    }
    boolean late = execution.nanoTime() - answering.since > PATIENCE;
    if (late || workers.stream().anyMatch(Worker::isCurrent)) {
      Worker.Step committing = work;
      if (committing != null && state.compareAndSet(answering, COMMITTING)) {
        startWorker(committing);
      }
    }
  }

  /** The last event is committed. */
  void finish() {
    finished.complete(null);
  }

  /** Waits until the last event is committed, and a while for what is being answered. */
  void join() {
    execution.join(finished);
    long deadline = execution.nanoTime() + GRACE;
    for (Worker worker : workers) {
      long left = deadline - execution.nanoTime();
      if (left > 0) {
        execution.joinUninterruptibly(worker, left);
      }
    }
  }
}
