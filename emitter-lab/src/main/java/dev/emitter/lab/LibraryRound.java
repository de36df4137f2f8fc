package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.Receipt;
import dev.emitter.SimulatedEmitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.lab.LibraryModel.Published;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.Position;
import dev.emitter.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One round with the whole library: some processes one after the other, on one simulated disk and
 * with the same receivers, each ended in order, by a kill or by a power cut at any operation of the
 * disk. Then everything is mended, and every event whose publication was acknowledged must have
 * reached each emitter that selects it, in order; none is repeated that was delivered before
 * cursors were stored; and a fresh event arrives. The same seed gives the same round. Not
 * thread-safe.
 */
public final class LibraryRound {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_SECONDS = 1_000;
  private final SplittableRandom random;
  private final LogOpener opener;
  private final Receivers receivers;
  private final LibraryModel model;
  private final LibraryInputs inputs;
  private final List<EmitterDefinition> definitions = new ArrayList<>();
  private final List<String> history = new ArrayList<>();
  private SimulatedStorage disk;
  private ManualClock clock = ManualClock.create();
  private Simulation simulation;
  private long digest;

  private LibraryRound(long seed, LogOpener opener) {
    this.random = new SplittableRandom(seed);
    this.disk = SimulatedStorage.create(random.nextLong());
    this.receivers = new Receivers(random.nextLong());
    this.model = new LibraryModel(receivers);
    this.inputs = new LibraryInputs(random);
    this.opener = opener;
    this.simulation = new Simulation(random.split());
    int emitters = 1 + random.nextInt(4);
    for (int i = 0; i < emitters; i++) {
      definitions.add(inputs.definition("e" + i));
    }
  }

  /**
   * Goes through a round.
   *
   * @param opener opens the log
   * @return what tells its history from others
   * @throws Violation if a promise was not kept
   */
  public static long run(long seed, LogOpener opener) {
    LibraryRound round = new LibraryRound(seed, opener);
    try {
      Laboratory.round(seed, round.history, round::run);
    } finally {
      round.simulation.kill();
    }
    return round.digest();
  }

  private long digest() {
    long all = digest * 31 + history.hashCode();
    for (EmitterDefinition one : definitions) {
      all = all * 31 + receivers.received(one.id()).hashCode();
    }
    return all * 31 + disk.operations();
  }

  private void run() {
    Emitters first = start(); // the emitters are there before anything can go wrong
    if (first == null) {
      throw new Violation("the first process does not start");
    }
    end(first, false);
    int lives = 1 + random.nextInt(4);
    for (int life = 0; life < lives; life++) {
      disk.cutAfter(1 + random.nextInt(random.nextBoolean() ? 60 : 300));
      live();
      if (disk.isCut() || random.nextInt(3) == 0) {
        history.add("power cut");
        disk = disk.powerCut();
      } else {
        disk.cutAfter(Long.MAX_VALUE / 2);
      }
    }
    endInPeace();
  }

  private @Nullable Emitters start() {
    receivers.nextProcess();
    digest = digest * 31 + simulation.digest();
    simulation.kill();
    simulation = new Simulation(random.split());
    clock = ManualClock.at(clock.now());
    history.add("start");
    EventLog log = null;
    try {
      log = opener.open(disk, clock.clock(), simulation);
      Emitters emitters =
          SimulatedEmitters.in(simulation, Emitters.builder())
              .log(log)
              .time(clock)
              .channel(receivers)
              .random(new Random(random.nextLong()))
              .closeGrace(Duration.ZERO)
              .start();
      definitions.forEach(definition -> register(emitters, definition));
      return emitters;
    } catch (EventLogException e) {
      requireCut(e);
      if (log != null) {
        log.close();
      }
      return null;
    }
  }

  private void register(Emitters emitters, EmitterDefinition definition) {
    try {
      emitters.register(definition);
    } catch (EventLogException e) {
      requireCut(e);
    }
  }

  private void requireCut(EventLogException e) {
    if (!disk.isCut()) {
      throw e;
    }
  }

  private void live() {
    Emitters emitters = start();
    if (emitters == null) {
      return;
    }
    int steps = random.nextInt(30);
    for (int i = 0; i < steps && !disk.isCut(); i++) {
      step(emitters);
    }
    end(emitters, !disk.isCut() && random.nextBoolean());
  }

  private void end(Emitters emitters, boolean killed) {
    if (killed) {
      history.add("kill");
      simulation.kill();
      disk = disk.kill();
    } else {
      history.add("close");
      emitters.close(Duration.ZERO);
    }
  }

  private void step(Emitters emitters) {
    simulation.pause();
    switch (random.nextInt(11)) {
      case 0 -> receivers.behave(0, 0);
      case 1 -> receivers.behave(random.nextDouble() / 2, random.nextInt(3) == 0 ? 0.1 : 0);
      case 2 -> disturb(emitters);
      case 3 -> clock.advance(Duration.ofMillis(random.nextInt(500)));
      case 4 -> storeCursors(emitters);
      case 5, 6 -> publish(emitters, 2 + random.nextInt(10));
      case 7 -> hurry(emitters);
      default -> publish(emitters, 1);
    }
  }

  private void disturb(Emitters emitters) {
    String id = definitions.get(random.nextInt(definitions.size())).id();
    if (random.nextBoolean()) {
      emitters.disable(id, "in the laboratory");
    } else {
      emitters.enable(id);
    }
  }

  /** Lets much happen at once: nothing waits for what came before it. */
  private void hurry(Emitters emitters) {
    history.add("hurry");
    int steps = 1 + random.nextInt(4);
    for (int i = 0; i < steps; i++) {
      switch (random.nextInt(4)) {
        case 0 -> disturb(emitters);
        case 1 -> remove(emitters);
        default -> publish(emitters, 1 + random.nextInt(3));
      }
    }
  }

  /** Lets everything come to rest and cursors be stored: nothing of it may be repeated later. */
  private void storeCursors(Emitters emitters) {
    clock.advance(Duration.ofSeconds(1));
    if (!emitters.awaitQuiet(PATIENCE)) {
      throw new Violation("the emitters do not come to rest: " + emitters.status());
    }
    Map<String, Map<Integer, Integer>> delivered = model.delivered(definitions);
    if (remove(emitters) && !disk.isCut()) {
      model.stored(delivered);
    }
  }

  /** Removes an emitter that is not there: returns once all that has changed is stored. */
  private boolean remove(Emitters emitters) {
    history.add("store");
    try {
      emitters.remove("nobody");
      return true;
    } catch (EventLogException e) {
      requireCut(e);
      return false;
    }
  }

  private void publish(Emitters emitters, int count) {
    Map<Published, CompletableFuture<Receipt>> asked = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      Published event = inputs.next();
      model.publishing(event);
      try {
        asked.put(
            event, emitters.publishAsync(event.topic(), inputs.event(event)).toCompletableFuture());
      } catch (EventLogException e) {
        requireCut(e);
      }
    }
    asked.forEach(this::settle);
  }

  private void settle(Published event, CompletableFuture<Receipt> asked) {
    try {
      Receipt receipt = Answers.await(simulation, asked, event, PATIENCE);
      Position position = Objects.requireNonNull(receipt.position());
      history.add(event.number() + "@" + position);
      model.acknowledged(event, position);
    } catch (EventLogException e) {
      history.add("!" + event.number());
      requireCut(e);
    }
  }

  private void endInPeace() {
    receivers.behave(0, 0);
    Emitters emitters = start();
    if (emitters == null) {
      throw new Violation("the last process does not start");
    }
    try {
      definitions.forEach(one -> emitters.enable(one.id()));
      publish(emitters, 1); // the fresh event
      clock.advance(Duration.ofSeconds(1));
      for (int i = 0; !emitters.awaitIdle(Duration.ofMillis(20)); i++) {
        clock.advance(Duration.ofSeconds(1));
        if (i == MOST_SECONDS) {
          throw new Violation("not everything is delivered: " + emitters.status());
        }
      }
      definitions.forEach(model::judge);
    } finally {
      emitters.close(Duration.ZERO);
    }
  }
}
