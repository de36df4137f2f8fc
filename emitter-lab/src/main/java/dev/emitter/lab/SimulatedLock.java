package dev.emitter.lab;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** A lock of fibers; reentrant. */
final class SimulatedLock implements Lock {

  private final Simulation simulation;
  private @Nullable Fiber owner;
  private int holds;

  SimulatedLock(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void lock() {
    Fiber me = simulation.current();
    if (owner != null && owner != me) {
      simulation.await(() -> owner == null, Long.MAX_VALUE);
    }
    owner = me;
    holds++;
  }

  @Override
  public void lockInterruptibly() {
    lock();
  }

  @Override
  public boolean tryLock() {
    if (owner != null && owner != simulation.current()) {
      return false;
    }
    lock();
    return true;
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) {
    return tryLock();
  }

  @Override
  public void unlock() {
    holds--;
    if (holds == 0) {
      owner = null;
    }
  }

  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("not in a simulation");
  }
}
