package dev.emitter.lab;

import dev.emitter.execution.TaskExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Set;

/** An executor whose tasks begin, in their order, when it is their turn. */
final class SimulatedExecutor implements TaskExecutor, Simulation.Choice {

  /** Those whose tasks wait: for the loop, or for receivers. */
  private static final Set<String> WAITING =
      Set.of("emitter-cursors", "emitter-channel", "emitter-user-channel");

  private final Simulation simulation;
  private final String name;
  private final int most;
  private final int weight;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private int running;
  private boolean terminated;

  SimulatedExecutor(Simulation simulation, String name, int most) {
    this.simulation = simulation;
    this.name = name;
    this.most = most;
    this.weight = simulation.weight();
  }

  /** Returns whether its tasks may wait. */
  boolean mayWait() {
    return WAITING.contains(name);
  }

  @Override
  public void execute(Runnable task) {
    if (!terminated) {
      tasks.add(task);
    }
  }

  @Override
  public void terminate(long nanos) {
    terminated = true;
    boolean unused =
        simulation.await(() -> tasks.isEmpty() && running == 0, simulation.deadline(nanos));
    tasks.clear();
  }

  /** Returns the next task, which counts as running until it has run. */
  Runnable next() {
    Runnable task = tasks.poll();
    if (task == null) {
      throw new NoSuchElementException(name);
    }
    running++;
    return () -> {
      try {
        task.run();
      } finally {
        running--;
      }
    };
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public boolean isReady() {
    return !tasks.isEmpty() && running < most;
  }

  @Override
  public long due() {
    return Long.MAX_VALUE;
  }

  @Override
  public String toString() {
    return name;
  }
}
