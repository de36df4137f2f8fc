package dev.emitter.lab;

import dev.emitter.execution.Worker;
import java.util.List;

/** A worker whose steps are taken when it is their turn. */
final class SimulatedWorker implements Worker, Simulation.Choice {

  private final Simulation simulation;
  private final String name;
  private final Step step;
  private final int weight;
  private boolean signalled;
  private boolean ended;
  private long due;

  SimulatedWorker(Simulation simulation, String name, Step step) {
    this.simulation = simulation;
    this.name = name;
    this.step = step;
    this.weight = simulation.weight();
  }

  @Override
  public void start() {
    due = simulation.nanoTime();
    simulation.started(this);
  }

  @Override
  public void wakeUp() {} // it looks whether something is pending whenever it could be its turn

  @Override
  public void signal() {
    signalled = true;
  }

  @Override
  public boolean isCurrent() {
    return simulation.isRunning(this);
  }

  @Override
  public List<StackTraceElement> position() {
    return List.of();
  }

  @Override
  public boolean join(long nanos) {
    return simulation.await(() -> ended, simulation.deadline(nanos));
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public boolean isReady() {
    return signalled || due <= simulation.nanoTime() || step.isPending();
  }

  /** Returns whether there is anything for it to do. */
  boolean isPending() {
    return !ended && step.isPending();
  }

  @Override
  public long due() {
    return due;
  }

  void step() {
    signalled = false;
    long pause = step.run();
    if (pause < 0) {
      step.ended();
      ended = true;
      simulation.ended(this);
    } else {
      due = simulation.deadline(pause);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
