package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.Receipt;
import dev.emitter.SimulatedEmitters;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.testkit.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A machine on which the library runs in one process after the other: a disk that outlives them,
 * the time, and how each process ends. Everything is drawn from one seed. Not thread-safe.
 */
final class SimulatedMachine {

  private final SplittableRandom random;
  private final List<String> history = new ArrayList<>();
  private SimulatedStorage disk;
  private ManualClock clock = ManualClock.create();
  private Simulation simulation;
  private long digest;
  private int cuts;

  SimulatedMachine(SplittableRandom random) {
    this.random = random;
    this.disk = SimulatedStorage.create(random.nextLong());
    this.simulation = new Simulation(random.split());
  }

  SimulatedStorage disk() {
    return disk;
  }

  ManualClock clock() {
    return clock;
  }

  Simulation simulation() {
    return simulation;
  }

  List<String> history() {
    return history;
  }

  int cuts() {
    return cuts;
  }

  void note(String what) {
    history.add(what);
  }

  /**
   * Starts a process.
   *
   * @param log opens its log
   * @param settings configures what is not the machine's
   * @return null if the power went meanwhile
   */
  @Nullable Emitters start(
      BiFunction<Clock, Simulation, EventLog> log, UnaryOperator<EmittersBuilder> settings) {
    stop();
    simulation = new Simulation(random.split());
    clock = ManualClock.at(clock.now());
    note("start");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader()); // to look for no services
    try {
      return settings
          .apply(
              SimulatedEmitters.in(simulation, Emitters.builder())
                  .log(log.apply(clock.clock(), simulation))
                  .time(clock)
                  .random(new Random(random.nextLong()))
                  .closeGrace(Duration.ZERO))
          .start();
    } catch (EventLogException e) {
      requireBadDisk(e);
      return null;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** An operation failed: that must be the disk's fault. */
  void requireBadDisk(EventLogException e) {
    if (!disk.isCut() && !disk.faults().any()) {
      throw e;
    }
  }

  /** Ends the process without a word, and the next one finds all that it has written. */
  void kill() {
    note("kill");
    tell();
    stop();
    disk = disk.kill();
  }

  /** Cuts the power. */
  void cut() {
    note("power cut");
    tell();
    stop();
    disk = disk.powerCut();
    cuts++;
  }

  /** What listeners would have been told is heard here, or nobody knew what the process knew. */
  private void tell() {
    simulation.finish("emitter-listener");
  }

  /** Nothing of the process goes on. */
  void stop() {
    digest = digest * 31 + simulation.digest();
    simulation.kill();
  }

  /**
   * Waits for what becomes of an event.
   *
   * @return null if the disk was to blame that it was not published
   */
  @Nullable Receipt await(CompletableFuture<Receipt> asked, Object event, Duration patience) {
    try {
      return Answers.await(simulation, asked, event, patience);
    } catch (EventLogException e) {
      requireBadDisk(e);
      return null;
    }
  }

  /** Lets time go on until all emitters are idle. */
  void awaitIdle(Emitters emitters, int mostSeconds) {
    for (int i = 0; !emitters.awaitIdle(Duration.ofMillis(20)); i++) {
      clock.advance(Duration.ofSeconds(1));
      if (i == mostSeconds) {
        throw new Violation("not everything is delivered: " + emitters.status());
      }
    }
  }

  /** Returns what tells this history from others. */
  long digest() {
    return (digest * 31 + history.hashCode()) * 31 + disk.operations();
  }
}
