package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.SimulatedEmitters;
import dev.emitter.log.EventLog;
import dev.emitter.topic.CatalogueMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
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

  private static final int MOST_SECONDS = 1_000;

  private final SplittableRandom random;
  private final LogOpener opener;
  private final SimulatedMachine machine;
  private final Receivers receivers;
  private final LibraryModel model;
  private final LibraryActions actions;
  private final UserRights rights = new UserRights();
  private final LibraryInputs inputs;
  private final RoundLimits limits;
  private final @Nullable OwnEvents own;
  private final UserDefinitions users;
  private @Nullable EventLog log;

  private LibraryRound(long seed, LogOpener opener) {
    this.random = new SplittableRandom(seed);
    this.opener = opener;
    this.machine = new SimulatedMachine(random.split());
    this.limits = RoundLimits.any(random);
    this.model = new LibraryModel(rights, limits);
    this.receivers = new Receivers(random.nextLong(), machine, model);
    model.of(receivers);
    this.inputs = new LibraryInputs(random);
    this.own = random.nextInt(4) == 0 ? new OwnEvents(random.split(), limits) : null;
    this.users = new UserDefinitions(random.split(), machine, rights, limits);
    this.actions = new LibraryActions(random, machine, receivers, model, rights, inputs, users);
    int emitters = 1 + random.nextInt(5);
    List<String> operators = new ArrayList<>();
    for (int i = 0; i < emitters; i++) {
      model.add(inputs.definition("e" + i, operators));
      if (model.emitters().get(i).definition().owner() == null) {
        operators.add("e" + i);
      }
    }
  }

  /** Goes through a round with a log that nobody has changed. */
  public static long run(long seed) {
    return run(seed, place -> place.builder().open());
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
      Laboratory.round(seed, round.machine.history(), round::run);
    } finally {
      round.machine.stop();
    }
    return round.digest();
  }

  private long digest() {
    long all = machine.digest();
    for (EmitterModel one : model.emitters()) {
      all = all * 31 + receivers.received(one.id()).hashCode();
    }
    return all;
  }

  private void run() {
    Emitters first = start(); // the emitters are there before anything can go wrong
    if (first == null) {
      throw new Violation("the first process does not start");
    }
    first.close(Duration.ZERO);
    int lives = 1 + random.nextInt(4);
    for (int life = 0; life < lives; life++) {
      machine.disk().cutAfter(1 + random.nextInt(random.nextBoolean() ? 60 : 300));
      live();
      if (machine.disk().isCut() || random.nextInt(3) == 0) {
        machine.cut();
      } else {
        machine.disk().cutAfter(Long.MAX_VALUE / 2);
      }
      machine.disk().faults().clear();
      model.unreadable(false);
      rights.answering(true);
    }
    endInPeace();
  }

  private @Nullable Emitters start() {
    receivers.nextProcess();
    model.nextProcess();
    Emitters emitters =
        machine.start(
            (clock, simulation) -> {
              LogOpener.Place place =
                  new LogOpener.Place(
                      machine.disk(),
                      clock,
                      simulation,
                      limits.maxBytes(),
                      limits.retentionMin(),
                      limits.maxAge());
              EventLog opened = opener.open(place);
              log = opened;
              if (own != null) {
                own.expect(opened);
              }
              return opened;
            },
            settings ->
                SimulatedEmitters.withIds(users::nextId, withOwn(settings))
                    .channel(users)
                    .channel(receivers)
                    .ownerLimits(limits.owners())
                    .listener(new ToldAttempts(model))
                    .users(rights::user)
                    .catalogue(rights.catalogue(), CatalogueMode.OFF));
    if (emitters == null) {
      return null;
    }
    actions.in(emitters);
    users.started(emitters);
    if (own != null && !actions.putToWork(own.definition())) {
      own.mayLose();
    }
    for (EmitterModel emitter : model.emitters()) {
      if (!emitter.isAway()) {
        actions.register(emitter, emitter.definition());
        if (!actions.isAtWork(emitter)) {
          emitter.missing();
        }
      }
    }
    return emitters;
  }

  private EmittersBuilder withOwn(EmittersBuilder settings) {
    return own == null ? settings : settings.channel(own);
  }

  private void live() {
    Emitters emitters = start();
    if (emitters == null) {
      return;
    }
    int steps = random.nextInt(30);
    for (int i = 0; i < steps && !machine.disk().isCut(); i++) {
      machine.simulation().pause();
      actions.step();
      if (machine.disk().faults().reads() > 0) { // an event is given up that cannot be read
        users.mayLose();
        if (own != null) {
          own.mayLose();
        }
      }
      model.check();
    }
    if (machine.disk().isCut() || random.nextBoolean()) {
      machine.note("close");
      emitters.close(Duration.ZERO);
    } else {
      machine.kill();
    }
  }

  private void endInPeace() {
    receivers.behave(Receivers.Mood.GOOD);
    Emitters emitters = start();
    if (emitters == null) {
      throw new Violation("the last process does not start");
    }
    actions.mendAll();
    users.mend(emitters);
    if (own != null) {
      own.mend();
    }
    actions.publish(1); // the fresh event
    machine.clock().advance(Duration.ofSeconds(1));
    machine.awaitIdle(emitters, MOST_SECONDS);
    actions.resubmitAll();
    if (own != null) {
      own.expect(Objects.requireNonNull(log));
    }
    machine.awaitIdle(emitters, MOST_SECONDS);
    model.check();
    LibraryJudge judge = new LibraryJudge(model, receivers, limits);
    for (EmitterModel emitter : model.emitters()) {
      judge.judge(emitter, Objects.requireNonNull(log).start());
    }
    if (own != null) {
      own.judge();
    }
    users.judge();
    emitters.close(Duration.ZERO);
    model.check();
  }
}
