package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.Receipt;
import dev.emitter.audit.AuditChannelProvider;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.execution.Execution;
import dev.emitter.file.FileChannelProvider;
import dev.emitter.lab.LibraryInputs.Published;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.disk.Storage;
import dev.emitter.testkit.ManualClock;
import dev.emitter.topic.Topic;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One round with emitters of the type File: some processes one after the other, whose log, notes
 * and files are on one simulated disk, each ended in order, by a kill or by a power cut at any
 * operation of the disk. Then every event whose publication was acknowledged must be in the file of
 * each emitter once, in order, and none may be there twice. Not thread-safe.
 *
 * <p>The library's threads are real: a seed makes a round nearly repeatable, not exactly.
 */
public final class FileRound {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Topic TOPIC = Topic.of("a");

  private final SplittableRandom random;
  private final BiFunction<Storage, Clock, EventLog> opener;
  private final boolean notes;
  private final LibraryInputs inputs;
  private final WrittenFiles written = new WrittenFiles();
  private final List<EmitterDefinition> definitions = new ArrayList<>();
  private final List<String> history = new ArrayList<>();
  private final TreeSet<Integer> acknowledged = new TreeSet<>();
  private SimulatedStorage disk;
  private ManualClock clock = ManualClock.create();
  private int cuts;

  private FileRound(long seed, BiFunction<Storage, Clock, EventLog> opener, boolean notes) {
    this.notes = notes;
    this.random = new SplittableRandom(seed);
    this.disk = SimulatedStorage.create(random.nextLong());
    disk.clearDeleted();
    this.inputs = new LibraryInputs(random);
    this.opener = opener;
    List<String> kinds =
        new ArrayList<>(List.of("plain", "indented", "rolling", "shared", "deep", "audit"));
    int emitters = 1 + random.nextInt(kinds.size());
    for (int i = 0; i < emitters; i++) {
      String kind = kinds.remove(random.nextInt(kinds.size()));
      definitions.add(definition(kind, kind));
      if (kind.equals("shared")) {
        definitions.add(definition("shared-too", kind));
      }
    }
  }

  /**
   * Goes through a round.
   *
   * @param opener opens the log
   * @return how often the power was cut
   * @throws Violation if a promise was not kept
   */
  public static int run(long seed, BiFunction<Storage, Clock, EventLog> opener) {
    return run(seed, opener, true);
  }

  /** Goes through a round; without notes a crash makes events come twice. */
  static int run(long seed, BiFunction<Storage, Clock, EventLog> opener, boolean notes) {
    FileRound round = new FileRound(seed, opener, notes);
    Laboratory.round(seed, round.history, round::run);
    return round.cuts;
  }

  /** The source tells what each emitter has written. */
  private EmitterDefinition definition(String id, String kind) {
    if (kind.equals("audit")) {
      return delivered(EmitterDefinition.builder(id, "Audit").owner(WrittenFiles.OWNER));
    }
    EmitterDefinition.Builder definition =
        EmitterDefinition.builder(id, "File")
            .parameter("path", kind.equals("deep") ? "/a/b/c/deep.log" : "/data/" + kind + ".log")
            .parameter("prettyPrint", kind.equals("indented"))
            .parameter("source", WrittenFiles.source(id));
    if (kind.equals("rolling")) {
      definition.parameter("rolling", true).parameter("zone", "UTC");
    }
    return delivered(definition);
  }

  private EmitterDefinition delivered(EmitterDefinition.Builder definition) {
    return definition
        .topics(List.of(TOPIC))
        .delivery(
            DeliverySettings.DEFAULT
                .withRetry(Duration.ofMillis(1), Duration.ofMillis(20))
                .withDisable(1_000_000, Duration.ofDays(30))
                .withDisablePerDay(0)
                .withQueueCapacity(1 << random.nextInt(7)))
        .build();
  }

  private void run() {
    Emitters first = start(); // the emitters are there before anything can go wrong
    if (first == null) {
      throw new Violation("the first process does not start");
    }
    first.close(Duration.ZERO);
    int lives = 1 + random.nextInt(6);
    for (int life = 0; life < lives; life++) {
      disk.cutAfter(1 + random.nextInt(random.nextBoolean() ? 100 : 500));
      live();
      if (disk.isCut() || random.nextInt(3) == 0) {
        cut();
      } else {
        disk.cutAfter(Long.MAX_VALUE / 2);
      }
    }
    endInPeace();
  }

  private void cut() {
    history.add("power cut");
    disk = disk.powerCut();
    cuts++;
  }

  private @Nullable Emitters start() {
    clock = ManualClock.at(clock.now());
    history.add("start");
    Path root = new DiskFileSystem(disk).root();
    EventLog log = null;
    try {
      log = opener.apply(disk, clock.clock());
      Emitters emitters =
          Emitters.builder()
              .log(new LogIn(notes ? root : null, log))
              .time(clock)
              .channel(FileChannelProvider.startingAt(root))
              .channel(AuditChannelProvider.in(root.resolve("audits")))
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

  /** A log that keeps what channels remember beside it. */
  private static final class LogIn extends ForwardingEventLog {

    private final @Nullable Path folder;

    LogIn(@Nullable Path folder, EventLog log) {
      super(log);
      this.folder = folder;
    }

    @Override
    public Optional<Path> folder() {
      return Optional.ofNullable(folder);
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
    int steps = random.nextInt(12);
    for (int i = 0; i < steps && !disk.isCut(); i++) {
      step(emitters);
    }
    if (!disk.isCut() && random.nextBoolean()) {
      history.add("kill");
      disk = disk.kill();
    } else {
      history.add("close");
    }
    emitters.close(Duration.ZERO);
  }

  private void step(Emitters emitters) {
    switch (random.nextInt(8)) {
      case 0 -> clock.advance(Duration.ofHours(random.nextInt(30)));
      case 1 -> clock.advance(Duration.ofSeconds(1)); // cursors are stored
      case 2, 3 -> awaitDelivery(emitters);
      case 4, 5 -> publish(emitters, 2 + random.nextInt(30));
      default -> publish(emitters, 1);
    }
  }

  private void awaitDelivery(Emitters emitters) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!disk.isCut() && !emitters.awaitIdle(Duration.ofMillis(5))) {
      clock.advance(Duration.ofMillis(100));
      if (System.nanoTime() > end) {
        throw new Violation("not everything is delivered: " + emitters.status());
      }
    }
  }

  private void publish(Emitters emitters, int count) {
    Map<Published, CompletableFuture<Receipt>> asked = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      Published event = inputs.next();
      try {
        asked.put(event, emitters.publishAsync(TOPIC, inputs.event(event)).toCompletableFuture());
      } catch (EventLogException e) {
        requireCut(e);
      }
    }
    asked.forEach(this::settle);
  }

  private void settle(Published event, CompletableFuture<Receipt> asked) {
    try {
      Receipt unused = Answers.await(Execution.onThreads(), asked, event, PATIENCE);
      history.add(Integer.toString(event.number()));
      acknowledged.add(event.number());
    } catch (EventLogException e) {
      history.add("!" + event.number());
      requireCut(e);
    }
  }

  private void endInPeace() {
    disk.cutAfter(Long.MAX_VALUE / 2);
    Emitters emitters = start();
    if (emitters == null) {
      throw new Violation("the last process does not start");
    }
    try {
      publish(emitters, 1);
      awaitDelivery(emitters);
    } finally {
      emitters.close(Duration.ZERO);
    }
    definitions.forEach(one -> written.verify(disk, one));
    cut(); // what was delivered survives it
    for (EmitterDefinition definition : definitions) {
      written.judge(disk, definition, acknowledged);
    }
  }
}
