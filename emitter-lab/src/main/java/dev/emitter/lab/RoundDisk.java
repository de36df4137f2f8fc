package dev.emitter.lab;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The disk of a round through its lives, each of which ends with a power cut; in some the disk is
 * faulty from time to time. Not thread-safe.
 */
final class RoundDisk {

  private final SplittableRandom random;
  private final List<String> history;
  private SimulatedStorage disk;
  private boolean isFaulty;
  private boolean wasFaulty;

  /**
   * Creates an empty one.
   *
   * @param history is told what happens
   */
  RoundDisk(SplittableRandom random, List<String> history) {
    this.random = random;
    this.history = history;
    this.disk = SimulatedStorage.create(random.nextLong());
  }

  /** Returns the disk as it is for the process of now. */
  SimulatedStorage now() {
    return disk;
  }

  /** Goes through lives; each ends with a power cut, at the latest when there is no more to do. */
  void goThroughLives(int count, Runnable life) {
    for (int i = 0; i < count; i++) {
      isFaulty = random.nextInt(3) == 0;
      wasFaulty |= isFaulty;
      disk.cutAfter(1 + random.nextInt(random.nextBoolean() ? 30 : 150));
      life.run();
      history.add("cut");
      disk = disk.powerCut();
    }
  }

  /** Takes the disk away from the process of now. */
  void kill() {
    history.add("kill");
    disk = disk.kill();
  }

  /** Has other things go wrong from now on, or none if this is no life for that. */
  void chooseFaults(int maxCapacity) {
    disk.faults().clear();
    if (isFaulty) {
      history.add("faults: " + disk.faults().choose(random, maxCapacity));
    }
  }

  /** Has nothing go wrong any more. */
  void mend() {
    isFaulty = false;
    disk.faults().clear();
  }

  boolean isCut() {
    return disk.isCut();
  }

  /** Returns whether nothing can have gone wrong in this life so far. */
  boolean isSound() {
    return !isFaulty && !disk.isCut();
  }

  /** Returns whether it was faulty in this life or an earlier one. */
  boolean wasFaulty() {
    return wasFaulty;
  }
}
