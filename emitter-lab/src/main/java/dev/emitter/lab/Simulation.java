package dev.emitter.lab;

import dev.emitter.execution.Execution;
import dev.emitter.execution.TaskExecutor;
import dev.emitter.execution.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs all that the library does in one process, one thing at a time, in an order that chance has
 * from a seed: the same seed gives the same order. Whoever waits lets others go on; when nobody
 * can, the time goes on to the next thing that waits for it. What may wait has a {@link Fiber};
 * steps of workers and other tasks run on the thread of whoever waits, and must not wait
 * themselves. Used by one thread, which it was made on, and by its fibers.
 */
public final class Simulation implements Execution {

  private static final int MOST_STEPS = 100_000;
  private static final long LONGEST_NANOS = 600_000_000_000L;

  private final SplittableRandom random;
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final List<SimulatedExecutor> executors = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Choice> choices = new ArrayList<>();
  private final List<Fiber> idle = new ArrayList<>();
  private final List<Fiber> fibers = new ArrayList<>();
  private final Fiber first = Fiber.ofThisThread();
  private final SimulatedExecutor others;
  private Fiber current = first;
  private Object running = first;
  private long now;
  private long digest;
  private boolean ended;
  private @Nullable Violation failure;

  /** Creates the simulation of a process. */
  public Simulation(SplittableRandom random) {
    this.random = random;
    this.others = new SimulatedExecutor(this, "others", Integer.MAX_VALUE);
    executors.add(others);
  }

  /** Something that can go on. */
  interface Choice {

    /** How likely it goes on, against others. */
    int weight();

    /** Returns whether it can go on now. */
    boolean isReady();

    /** Returns when it can go on at the latest. */
    long due();
  }

  /** A fiber that waits. */
  private final class Waiting implements Choice {

    private final Fiber fiber;
    private final BooleanSupplier condition;
    private final long deadline;

    Waiting(Fiber fiber, BooleanSupplier condition, long deadline) {
      this.fiber = fiber;
      this.condition = condition;
      this.deadline = deadline;
    }

    @Override
    public int weight() {
      return 2;
    }

    @Override
    public boolean isReady() {
      return condition.getAsBoolean() || deadline <= now;
    }

    @Override
    public long due() {
      return deadline;
    }
  }

  /** Returns what tells two histories apart: every choice that was made. */
  public long digest() {
    return digest;
  }

  /**
   * Returns how likely something goes on against others: some are slow in one life, fast in
   * another.
   */
  int weight() {
    return 1 << random.nextInt(4);
  }

  /** Lets others go on for a while. */
  public void pause() {
    int steps = random.nextInt(4) == 0 ? random.nextInt(20) : 0;
    for (int i = 0; i < steps; i++) {
      await(() -> true, Long.MAX_VALUE);
    }
  }

  /** Lets a worker do all that it has to do, and nobody else. */
  public void finish(String worker) {
    for (SimulatedWorker one : List.copyOf(workers)) {
      if (one.toString().equals(worker)) {
        runAll(one);
      }
    }
  }

  private void runAll(SimulatedWorker worker) {
    Object before = running;
    running = worker;
    while (worker.isPending() && !ended) {
      runSafely(worker::step);
    }
    running = before;
  }

  /** Ends the process where it is: nothing of it goes on. */
  public void kill() {
    ended = true;
    workers.clear();
    executors.clear();
    for (Fiber fiber : fibers) {
      while (isWaiting(fiber)) {
        handOver(fiber); // it is thrown out of where it waits
        first.park();
      }
      fiber.free();
    }
    fibers.clear();
  }

  private boolean isWaiting(Fiber fiber) {
    return waiting.stream().anyMatch(one -> one.fiber == fiber);
  }

  boolean hasEnded() {
    return ended;
  }

  boolean isRunning(Object one) {
    return running == one;
  }

  // Choosing.

  /** Waits until a condition holds or the time has come; returns whether it holds. */
  boolean await(BooleanSupplier condition, long deadline) {
    requireGoingOn();
    if (running != current) {
      throw fail(running + " waits, which must not");
    }
    if (deadline <= now) {
      return condition.getAsBoolean();
    }
    Waiting mine = new Waiting(current, condition, deadline);
    waiting.add(mine);
    try {
      schedule(mine);
    } finally {
      waiting.remove(mine);
    }
    requireGoingOn();
    return condition.getAsBoolean();
  }

  private void requireGoingOn() {
    if (failure != null && current == first) {
      throw failure;
    }
    if (ended) {
      throw new IllegalStateException("the process has ended");
    }
  }

  private Violation fail(String what) {
    if (failure == null) {
      failure = new Violation(what);
    }
    return failure;
  }

  /** Lets others go on until it is the turn of who waits. */
  private void schedule(Waiting mine) {
    Fiber me = mine.fiber;
    long latest = now + LONGEST_NANOS;
    for (int steps = 0; steps < MOST_STEPS && failure == null && now < latest; steps++) {
      Choice choice = choose();
      if (choice == mine) {
        return;
      }
      if (choice instanceof Waiting other) {
        handOver(other.fiber);
        park(me);
        return;
      }
      if (choice instanceof SimulatedExecutor executor && executor.mayWait()) {
        handOver(fiber(executor.next()));
        park(me);
        return;
      }
      run(choice, me);
    }
    fail("what is waited for does not come: " + describe());
    toFirst(me);
  }

  private void toFirst(Fiber me) {
    if (me != first) {
      handOver(first);
      park(me);
    }
  }

  private void run(Choice choice, Fiber me) {
    running = choice;
    if (choice instanceof SimulatedWorker worker) {
      runSafely(worker::step);
    } else if (choice instanceof SimulatedExecutor executor) {
      running = executor.mayWait() ? me : executor;
      runSafely(executor.next());
    }
    running = me;
  }

  private void handOver(Fiber fiber) {
    fiber.resume();
  }

  private void park(Fiber me) {
    me.park();
    current = me;
    running = me;
  }

  /** A fiber goes on by itself once its task is done, until it is the turn of one that waits. */
  private Fiber fiber(Runnable task) {
    Fiber fiber = idle.isEmpty() ? Fiber.take() : idle.remove(idle.size() - 1);
    if (!fibers.contains(fiber)) {
      fibers.add(fiber);
    }
    fiber.task(() -> runOn(fiber, task));
    return fiber;
  }

  private void runOn(Fiber me, Runnable task) {
    current = me;
    running = me;
    runSafely(task);
    Fiber next = nextFiber(me);
    idle.add(me);
    handOver(next);
  }

  private void runSafely(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) { // as on a thread of the library
      if (!ended) {
        Violation told = fail("a task failed: " + e);
        if (told != e) {
          told.addSuppressed(e);
        }
      }
    }
  }

  private Fiber nextFiber(Fiber me) {
    for (int steps = 0; steps < MOST_STEPS && failure == null && !ended; steps++) {
      Choice choice = choose();
      if (choice instanceof Waiting other) {
        return other.fiber;
      }
      run(choice, me);
    }
    if (!ended) {
      fail("what is waited for does not come: " + describe());
    }
    return first;
  }

  private Choice choose() {
    collect();
    while (choices.isEmpty()) {
      long next = nextDue();
      if (next == Long.MAX_VALUE) {
        fail("stuck: " + describe());
        return waiting.stream().filter(one -> one.fiber == first).findFirst().orElseThrow();
      }
      now = Math.max(now, next);
      collect();
    }
    int sum = 0;
    for (Choice one : choices) {
      sum += one.weight();
    }
    int drawn = choices.size() == 1 ? 0 : random.nextInt(sum);
    int at = 0;
    while (drawn >= choices.get(at).weight()) {
      drawn -= choices.get(at).weight();
      at++;
    }
    digest = digest * 31 + choices.size() * 64L + at;
    return choices.get(at);
  }

  private void collect() {
    choices.clear();
    collect(workers);
    collect(executors);
    collect(waiting);
  }

  private void collect(List<? extends Choice> from) {
    for (int i = 0; i < from.size(); i++) {
      if (from.get(i).isReady()) {
        choices.add(from.get(i));
      }
    }
  }

  private long nextDue() {
    long next = Long.MAX_VALUE;
    for (SimulatedWorker one : workers) {
      next = Math.min(next, one.due());
    }
    for (Waiting one : waiting) {
      next = Math.min(next, one.due());
    }
    return next;
  }

  private String describe() {
    return workers.size() + " workers, " + waiting.size() + " waiting, at " + now + " ns";
  }

  // What the library asks for.

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Worker worker(String name, Worker.Step step) {
    return new SimulatedWorker(this, name, step);
  }

  void started(SimulatedWorker worker) {
    if (!ended) {
      workers.add(worker);
    }
  }

  void ended(SimulatedWorker worker) {
    workers.remove(worker);
  }

  @Override
  public TaskExecutor executor(String name, int most) {
    SimulatedExecutor executor = new SimulatedExecutor(this, name, most);
    executors.add(executor);
    return executor;
  }

  @Override
  public Executor shared() {
    return others;
  }

  @Override
  public void start(String name, Runnable task) {
    others.execute(task);
  }

  @Override
  public Lock lock() {
    return new SimulatedLock(this);
  }

  Fiber current() {
    return current;
  }

  @Override
  public <T> T join(CompletableFuture<T> answer) {
    await(answer::isDone, Long.MAX_VALUE);
    return answer.join();
  }

  @Override
  public boolean await(CompletableFuture<?> answer, long nanos) {
    return await(answer::isDone, deadline(nanos));
  }

  long deadline(long nanos) {
    return nanos >= Long.MAX_VALUE - now ? Long.MAX_VALUE : now + Math.max(0, nanos);
  }
}
