package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.Receipt;
import dev.emitter.SimulatedEmitters;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.testkit.ManualClock;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One round with receivers that refuse every event: some processes one after the other, on one
 * simulated disk that may be faulty, each ended in order, by a kill or by a power cut at any
 * operation of the disk. Whatever was published must be set aside, with a copy that is whole,
 * unless it was sent again or forgotten; what is forgotten for good does not come back; and no copy
 * is left over in the end. Not thread-safe.
 */
public final class ParkedRound {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Topic TOPIC = Topic.of("t");
  private static final int MAX_CAPACITY = 400_000;

  private final SplittableRandom random;
  private final LogOpener opener;
  private final List<String> history = new ArrayList<>();
  private final Map<String, Model> models = new LinkedHashMap<>();
  private final Set<String> accepted = new HashSet<>();
  private SimulatedStorage disk;
  private ManualClock clock = ManualClock.create();
  private Simulation simulation;
  private boolean faulty;
  private int number;

  /** What is set aside for one emitter. */
  private static final class Model {

    private final Set<Integer> acknowledged = new HashSet<>();
    private final Set<Integer> gone = new HashSet<>();
    private final Set<Integer> goneForGood = new HashSet<>();
    private final Set<Integer> perhapsGone = new HashSet<>();
    private final Set<Integer> kept = new HashSet<>();

    void found(String emitter, Set<Integer> parked) {
      require(parked.containsAll(kept), emitter, "has lost some of " + kept, parked);
      for (Integer one : goneForGood) {
        require(!parked.contains(one), emitter, "has " + one + " again", parked);
      }
    }

    void stored(Set<Integer> parked) {
      gone.removeAll(parked); // a crash has brought them back before that was stored
      goneForGood.addAll(gone);
      kept.clear();
      kept.addAll(parked);
    }

    void gone(Set<Integer> numbers) {
      gone.addAll(numbers);
      kept.removeAll(numbers);
    }

    void judge(String emitter, Set<Integer> parked) {
      found(emitter, parked);
      for (Integer one : acknowledged) {
        boolean known = parked.contains(one) || gone.contains(one) || perhapsGone.contains(one);
        require(known, emitter, "has lost " + one, parked);
      }
    }

    private static void require(boolean holds, String emitter, String what, Set<Integer> parked) {
      if (!holds) {
        throw new Violation(emitter + " " + what + "; parked are " + parked);
      }
    }
  }

  private ParkedRound(long seed, LogOpener opener) {
    this.random = new SplittableRandom(seed);
    this.disk = SimulatedStorage.create(random.nextLong());
    this.opener = opener;
    this.simulation = new Simulation(random.split());
    models.put("a", new Model());
    models.put("b", new Model());
  }

  /**
   * Goes through a round.
   *
   * @param opener opens the log
   * @throws Violation if a promise was not kept
   */
  public static void run(long seed, LogOpener opener) {
    ParkedRound round = new ParkedRound(seed, opener);
    try {
      Laboratory.round(seed, round.history, round::run);
    } finally {
      round.simulation.kill();
    }
  }

  private void run() {
    Emitters first = start(); // the emitters are there before anything can go wrong
    if (first == null) {
      throw new Violation("the first process does not start");
    }
    first.close(Duration.ZERO);
    int lives = 1 + random.nextInt(4);
    for (int life = 0; life < lives; life++) {
      faulty = random.nextInt(4) == 0;
      if (faulty) {
        history.add("faults: " + disk.faults().choose(random, MAX_CAPACITY));
      }
      disk.cutAfter(1 + random.nextInt(random.nextBoolean() ? 60 : 300));
      live();
      if (disk.isCut() || random.nextInt(3) == 0) {
        history.add("power cut");
        disk = disk.powerCut();
      } else {
        disk.cutAfter(Long.MAX_VALUE / 2);
      }
      disk.faults().clear();
      faulty = false;
    }
    endInPeace();
  }

  private @Nullable Emitters start() {
    simulation.kill();
    simulation = new Simulation(random.split());
    clock = ManualClock.at(clock.now());
    history.add("start");
    EventLog log = null;
    try {
      log =
          opener.open(
              new LogOpener.Place(
                  disk, clock.clock(), simulation, Long.MAX_VALUE, Duration.ofDays(7), null));
      Emitters emitters =
          SimulatedEmitters.in(simulation, Emitters.builder())
              .log(log)
              .time(clock)
              .channel(new ScriptedReceivers(this::answer))
              .random(new Random(random.nextLong()))
              .closeGrace(Duration.ZERO)
              .start();
      models.keySet().forEach(id -> register(emitters, id));
      return emitters;
    } catch (EventLogException e) {
      requireTrouble(e);
      if (log != null) {
        log.close();
      }
      return null;
    }
  }

  private DeliveryResult answer(String id, int event) {
    return accepted.contains(id + event)
        ? DeliveryResult.delivered()
        : DeliveryResult.rejected("refused");
  }

  private void register(Emitters emitters, String id) {
    try {
      emitters.register(EmitterDefinition.builder(id, "Scripted").topics(List.of(TOPIC)).build());
    } catch (EventLogException e) {
      requireTrouble(e);
    }
  }

  private void requireTrouble(EventLogException e) {
    if (!disk.isCut() && !faulty) {
      throw e;
    }
  }

  private void live() {
    Emitters emitters = start();
    if (emitters == null) {
      return;
    }
    int steps = random.nextInt(20);
    for (int i = 0; i < steps && !disk.isCut(); i++) {
      step(emitters);
    }
    if (!disk.isCut() && random.nextBoolean()) {
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
    String id = random.nextBoolean() ? "a" : "b";
    try {
      switch (random.nextInt(10)) {
        case 0 -> clock.advance(Duration.ofMillis(random.nextInt(500)));
        case 1, 2 -> store(emitters);
        case 3 -> discard(emitters, id);
        case 4, 5 -> sendAgain(emitters, id);
        case 6 -> comeBack(emitters, id);
        default -> publish(emitters, 1 + random.nextInt(4));
      }
    } catch (EventLogException e) {
      requireTrouble(e);
    }
  }

  private void publish(Emitters emitters, int count) {
    Map<Integer, CompletableFuture<Receipt>> asked = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      number++;
      asked.put(number, emitters.publishAsync(TOPIC, event(number)).toCompletableFuture());
    }
    asked.forEach(
        (event, answer) -> {
          Answers.await(simulation, answer, event, PATIENCE);
          history.add("" + event);
          models.values().forEach(model -> model.acknowledged.add(event));
        });
  }

  /** Returns an event whose data can be told from that of every other one. */
  private static CloudEvent event(int number) {
    int length = number % 5 == 0 ? 70_000 + number : number;
    return CloudEventBuilder.v1()
        .withId(Integer.toString(number))
        .withSource(URI.create("https://lab.example"))
        .withType("t")
        .withData(
            "application/json", ("\"" + "x".repeat(length) + "\"").getBytes(StandardCharsets.UTF_8))
        .build();
  }

  /** Lets all come to rest and be stored: what is set aside by then stays, what is gone is gone. */
  private void store(Emitters emitters) {
    clock.advance(Duration.ofSeconds(1));
    if (!emitters.awaitQuiet(PATIENCE)) {
      if (faulty) {
        return;
      }
      throw new Violation("the emitters do not come to rest: " + emitters.status());
    }
    Map<String, Set<Integer>> parked = new LinkedHashMap<>();
    models.keySet().forEach(id -> parked.put(id, numbers(emitters.parked(id))));
    history.add("store");
    emitters.remove("nobody"); // returns once all that has changed is stored, if it can be
    if (!disk.isCut() && !faulty) {
      parked.forEach((id, numbers) -> Objects.requireNonNull(models.get(id)).stored(numbers));
    }
  }

  private void discard(Emitters emitters, String id) {
    Set<Integer> parked = numbers(emitters.parked(id));
    history.add("discard " + id + parked);
    Model model = Objects.requireNonNull(models.get(id));
    model.gone(parked);
    int discarded = -1;
    try {
      discarded = emitters.discardParked(id);
    } finally {
      if (discarded != parked.size()) { // others were set aside meanwhile
        model.perhapsGone.addAll(model.acknowledged);
      }
    }
  }

  private void sendAgain(Emitters emitters, String id) {
    List<ParkedEvent> parked = emitters.parked(id);
    if (parked.isEmpty()) {
      return;
    }
    ParkedEvent one = parked.get(random.nextInt(parked.size()));
    int event = Integer.parseInt(one.origin().id());
    history.add("again " + id + event);
    CompletableFuture<List<Resubmission>> asked =
        emitters.resubmit(id, List.of(one.event())).toCompletableFuture();
    accepted.add(id + event);
    List<Resubmission> answer = Answers.await(simulation, asked, event, PATIENCE);
    accepted.remove(id + event);
    if (answer.get(0).delivered()) {
      Objects.requireNonNull(models.get(id)).gone(Set.of(event));
    }
  }

  private void comeBack(Emitters emitters, String id) {
    history.add("back " + id);
    emitters.remove(id);
    register(emitters, id);
  }

  private static Set<Integer> numbers(List<ParkedEvent> parked) {
    Set<Integer> numbers = new HashSet<>();
    for (ParkedEvent one : parked) {
      int number = Integer.parseInt(one.origin().id());
      if (!numbers.add(number)) {
        throw new Violation(number + " is set aside twice: " + parked);
      }
    }
    return numbers;
  }

  private void endInPeace() {
    Emitters emitters = start();
    if (emitters == null) {
      throw new Violation("the last process does not start");
    }
    try {
      publish(emitters, 1); // the fresh event
      clock.advance(Duration.ofSeconds(1));
      if (!emitters.awaitIdle(PATIENCE)) {
        throw new Violation("not everything is settled: " + emitters.status());
      }
      models.forEach((id, model) -> model.judge(id, numbers(emitters.parked(id))));
      models.keySet().forEach(id -> emitters.parked(id).forEach(ParkedRound::requireWhole));
      models.keySet().forEach(emitters::discardParked);
      emitters.remove("nobody");
      requireNoCopies();
    } finally {
      emitters.close(Duration.ZERO);
    }
  }

  private static void requireWhole(ParkedEvent one) {
    CloudEvent read = one.event().event().event();
    CloudEvent wanted = event(Integer.parseInt(one.origin().id()));
    if (!read.getId().equals(wanted.getId()) || !Objects.equals(read.getData(), wanted.getData())) {
      throw new Violation(one + " has another copy");
    }
  }

  private void requireNoCopies() {
    try {
      List<String> left =
          disk.list().stream().filter(name -> name.startsWith("blobs-")).sorted().toList();
      if (!left.isEmpty()) {
        throw new Violation("copies are left over: " + left);
      }
    } catch (IOException e) {
      throw new Violation("the disk cannot be listed", e);
    }
  }
}
