package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.Receipt;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.Position;
import dev.emitter.log.disk.Storage;
import dev.emitter.testkit.ManualClock;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One round with the whole library: some processes one after the other, on one simulated disk and
 * with the same receivers, each ended in order, by a kill or by a power cut at any operation of the
 * disk. Then everything is mended, and every event whose publication was acknowledged must have
 * reached each emitter that selects it, in order; none is repeated that was delivered before
 * cursors were stored; and a fresh event arrives. Not thread-safe.
 *
 * <p>The library's threads are real: a seed makes a round nearly repeatable, not exactly.
 */
public final class LibraryRound {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<Topic> TOPICS =
      List.of(Topic.of("a"), Topic.of("a", "b"), Topic.of("a", "b", "c"), Topic.of("d"));

  private final SplittableRandom random;
  private final BiFunction<Storage, Clock, EventLog> opener;
  private final Receivers receivers;
  private final List<EmitterDefinition> definitions = new ArrayList<>();
  private final List<String> history = new ArrayList<>();
  private final Map<Position, Published> acknowledged = new TreeMap<>();
  private final Map<Integer, Published> published = new HashMap<>();
  private final Map<String, Map<Integer, Integer>> settled = new HashMap<>();
  private SimulatedStorage disk;
  private ManualClock clock = ManualClock.create();
  private int number;

  private record Published(int number, Topic topic, String type) {}

  private LibraryRound(long seed, BiFunction<Storage, Clock, EventLog> opener) {
    this.random = new SplittableRandom(seed);
    this.disk = SimulatedStorage.create(random.nextLong());
    this.receivers = new Receivers(random.nextLong());
    this.opener = opener;
    int emitters = 1 + random.nextInt(4);
    for (int i = 0; i < emitters; i++) {
      definitions.add(definition("e" + i));
    }
  }

  /**
   * Goes through a round.
   *
   * @param opener opens the log
   * @throws Violation if a promise was not kept
   */
  public static void run(long seed, BiFunction<Storage, Clock, EventLog> opener) {
    LibraryRound round = new LibraryRound(seed, opener);
    try {
      round.run();
    } catch (RuntimeException e) {
      String message = "seed " + seed + ": " + e.getMessage() + "; after " + round.history;
      throw new Violation(message, e);
    }
  }

  private EmitterDefinition definition(String id) {
    EmitterDefinition.Builder definition = EmitterDefinition.builder(id, "Simulated");
    if (random.nextInt(3) > 0) {
      definition.topics(List.of(TOPICS.get(random.nextInt(TOPICS.size()))));
    }
    if (random.nextInt(3) == 0) {
      definition.messages("even");
    }
    Ordering ordering = random.nextInt(3) > 0 ? Ordering.STRICT : Ordering.NONE;
    return definition
        .delivery(
            DeliverySettings.DEFAULT
                .withRetry(Duration.ofMillis(1), Duration.ofMillis(20))
                .withDisable(1_000_000, Duration.ofDays(30))
                .withOrdering(ordering, 2)
                .withQueueCapacity(1 << random.nextInt(6)))
        .build();
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
    clock = ManualClock.at(clock.now());
    history.add("start");
    EventLog log = null;
    try {
      log = opener.apply(disk, clock.clock());
      Emitters emitters =
          Emitters.builder()
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
      disk = killed();
    } else {
      history.add("close");
    }
    emitters.close(Duration.ZERO);
  }

  private SimulatedStorage killed() {
    receivers.nextProcess();
    return disk.kill();
  }

  private void step(Emitters emitters) {
    switch (random.nextInt(10)) {
      case 0 -> receivers.behave(0, 0);
      case 1 -> receivers.behave(random.nextDouble() / 2, random.nextInt(3) == 0 ? 0.1 : 0);
      case 2 -> disturb(emitters);
      case 3 -> clock.advance(Duration.ofMillis(random.nextInt(500)));
      case 4 -> storeCursors(emitters);
      case 5, 6 -> publish(emitters, 2 + random.nextInt(10));
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

  /** Lets everything come to rest and cursors be stored: nothing of it may be repeated later. */
  private void storeCursors(Emitters emitters) {
    clock.advance(Duration.ofSeconds(1));
    if (!emitters.awaitQuiet(PATIENCE)) {
      throw new Violation("the emitters do not come to rest: " + emitters.status());
    }
    Map<String, Map<Integer, Integer>> delivered = new HashMap<>();
    for (EmitterDefinition one : definitions) {
      Map<Integer, Integer> counts = counts(one.id());
      counts.keySet().retainAll(receivers.receivedNow(one.id())); // others may still be pending
      delivered.put(one.id(), counts);
    }
    history.add("store");
    try {
      emitters.remove("nobody"); // returns once all that has changed is stored
    } catch (EventLogException e) {
      requireCut(e);
      return;
    }
    if (!disk.isCut()) {
      delivered.forEach(
          (id, counts) -> settled.computeIfAbsent(id, key -> new HashMap<>()).putAll(counts));
    }
  }

  private void publish(Emitters emitters, int count) {
    Map<Published, CompletableFuture<Receipt>> asked = new HashMap<>();
    List<Published> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Published event =
          new Published(
              ++number,
              TOPICS.get(random.nextInt(TOPICS.size())),
              random.nextBoolean() ? "even" : "odd");
      published.put(event.number(), event);
      try {
        asked.put(event, emitters.publishAsync(event.topic(), event(event)).toCompletableFuture());
        order.add(event);
      } catch (EventLogException e) {
        requireCut(e);
      }
    }
    for (Published event : order) {
      settle(event, Objects.requireNonNull(asked.get(event)));
    }
  }

  private CloudEvent event(Published event) {
    String text = "x".repeat(random.nextInt(8) == 0 ? random.nextInt(3000) : random.nextInt(100));
    return CloudEventBuilder.v1()
        .withId(Integer.toString(event.number()))
        .withSource(URI.create("https://lab.example"))
        .withType(event.type())
        .withData("application/json", ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private void settle(Published event, CompletableFuture<Receipt> asked) {
    try {
      Receipt receipt = asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      Position position = Objects.requireNonNull(receipt.position());
      history.add(event.number() + "@" + position);
      Published before = acknowledged.put(position, event);
      if (before != null) {
        throw new Violation(position + " was given to " + before + " and to " + event);
      }
    } catch (ExecutionException e) {
      history.add("!" + event.number());
      if (!(e.getCause() instanceof EventLogException cause)) {
        throw new Violation("publishing ends with " + e.getCause(), e);
      }
      requireCut(cause);
    } catch (TimeoutException e) {
      throw new Violation(event + " is never answered", e);
    } catch (InterruptedException e) {
      throw new Violation("interrupted", e);
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
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!emitters.awaitIdle(Duration.ofMillis(20))) {
        clock.advance(Duration.ofSeconds(1));
        if (System.nanoTime() > end) {
          throw new Violation("not everything is delivered: " + emitters.status());
        }
      }
      definitions.forEach(this::judge);
    } finally {
      emitters.close(Duration.ZERO);
    }
  }

  private void judge(EmitterDefinition emitter) {
    List<Integer> received = receivers.received(emitter.id());
    List<Integer> expected = new ArrayList<>();
    for (Published one : acknowledged.values()) {
      if (selects(emitter, one)) {
        expected.add(one.number());
      }
    }
    FirstArrivals first = new FirstArrivals(emitter.id(), received);
    first.requireAll(expected);
    for (Integer one : received) {
      Published event = published.get(one);
      require(event != null && selects(emitter, event), emitter, "got " + event, received);
    }
    if (emitter.delivery().ordering() == Ordering.STRICT) {
      first.requireOrder(expected);
    }
    judgeRepetitions(emitter, received);
  }

  private void judgeRepetitions(EmitterDefinition emitter, List<Integer> received) {
    Map<Integer, Integer> counts = counts(emitter.id());
    settled
        .getOrDefault(emitter.id(), Map.of())
        .forEach(
            (one, before) ->
                require(
                    before.equals(counts.get(one)) || receivers.answeredLate(emitter.id(), one),
                    emitter,
                    "repeated " + one + " although its cursor was stored",
                    received));
  }

  /** Returns how often the receiver of an emitter got each event. */
  private Map<Integer, Integer> counts(String emitterId) {
    Map<Integer, Integer> counts = new HashMap<>();
    receivers.received(emitterId).forEach(one -> counts.merge(one, 1, Integer::sum));
    return counts;
  }

  private static boolean selects(EmitterDefinition emitter, Published event) {
    return emitter.subscription().selects(event.topic())
        && (emitter.messages().isEmpty() || emitter.messages().contains(event.type()));
  }

  private static void require(
      boolean holds, EmitterDefinition emitter, String what, List<Integer> received) {
    if (!holds) {
      throw new Violation(emitter.id() + " " + what + "; it got " + received);
    }
  }
}
