package dev.emitter.lab;

import dev.emitter.event.EncodedEvent;
import dev.emitter.execution.Execution;
import dev.emitter.lab.LogModel.LogEvent;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.disk.Storage;
import dev.emitter.testkit.ManualClock;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One round with an event log: some lives on one disk, each with one publisher, faults and
 * reopenings, and ended by a power cut at any operation, recovery included. A log with threads of
 * its own makes a round only nearly repeatable: the cut comes at the same operation again, but
 * events may share a write that did not before. Not thread-safe.
 */
public final class EventLogRound {

  private static final int MAX_CAPACITY = 60_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SplittableRandom random;
  private final BiFunction<Storage, Clock, EventLog> opener;
  private final ManualClock clock = ManualClock.create();
  private final LogEvents events = new LogEvents();
  private final LogModel model = new LogModel();
  private final List<String> history = new ArrayList<>();
  private final RoundDisk disk;
  private final Duration patience;
  private int number;

  private EventLogRound(long seed, BiFunction<Storage, Clock, EventLog> opener, Duration patience) {
    this.patience = patience;
    this.random = new SplittableRandom(seed);
    this.disk = new RoundDisk(random, history);
    this.opener = opener;
  }

  /**
   * Goes through a round.
   *
   * @param opener opens the log; throws {@link EventLogException} if that fails
   * @throws Violation if a promise was not kept
   */
  public static void run(long seed, BiFunction<Storage, Clock, EventLog> opener) {
    run(seed, opener, PATIENCE);
  }

  /**
   * Goes through a round.
   *
   * @param patience how long to wait for an answer
   */
  static void run(long seed, BiFunction<Storage, Clock, EventLog> opener, Duration patience) {
    EventLogRound round = new EventLogRound(seed, opener, patience);
    Laboratory.round(seed, round.history, round::run);
  }

  private void run() {
    disk.goThroughLives(1 + random.nextInt(5), this::live);
    endInPeace();
  }

  private void live() {
    int processes = 1 + random.nextInt(3);
    for (int i = 0; i < processes && !disk.isCut(); i++) {
      disk.chooseFaults(MAX_CAPACITY);
      EventLog log = open();
      if (log != null) {
        try {
          use(log);
        } finally {
          leave(log);
        }
      }
    }
  }

  /** Ends a process in order, or by killing it; its threads find no disk any more then. */
  private void leave(EventLog log) {
    if (!disk.isCut() && random.nextBoolean()) {
      disk.kill();
    } else {
      history.add("close");
    }
    try {
      log.close();
    } catch (EventLogException e) {
      requireFaults(e);
    }
  }

  private void requireFaults(EventLogException e) {
    if (disk.isSound() && !history.get(history.size() - 1).equals("kill")) {
      throw e;
    }
  }

  private @Nullable EventLog open() {
    history.add("open");
    EventLog log;
    try {
      log = opener.apply(disk.now(), clock.clock());
    } catch (EventLogException e) {
      requireFaults(e);
      return null;
    }
    log.listen(new Unheard());
    try {
      check(log, disk.isSound());
    } catch (RuntimeException e) {
      closeQuietly(log, e);
      throw e;
    }
    return log;
  }

  private static void closeQuietly(EventLog log, RuntimeException cause) {
    try {
      log.close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private void check(EventLog log, boolean isSure) {
    try {
      List<LoggedEvent> all = new ArrayList<>();
      Position after = log.start();
      List<LoggedEvent> page = log.read(after, 7);
      while (!page.isEmpty()) {
        all.addAll(page);
        after = page.get(page.size() - 1).position();
        page = log.read(after, 7);
      }
      Position start = log.start(); // what is released may have gone meanwhile
      all.removeIf(event -> event.position().compareTo(start) <= 0);
      if (!disk.isCut()) {
        model.found(start, all, log.end(), isSure, disk.wasFaulty());
      }
    } catch (EventLogException e) {
      requireFaults(e);
    }
  }

  private void use(EventLog log) {
    int steps = random.nextInt(25);
    for (int i = 0; i < steps && !disk.isCut(); i++) {
      step(log);
    }
    if (disk.isSound()) {
      check(log, false);
    }
  }

  private void step(EventLog log) {
    switch (random.nextInt(12)) {
      case 0 -> disk.chooseFaults(MAX_CAPACITY);
      case 1 -> clock.advance(Duration.ofSeconds(random.nextInt(100_000)));
      case 2 -> release(log);
      case 3 -> flush(log);
      case 4, 5 -> append(log, 2 + random.nextInt(6));
      default -> append(log, 1);
    }
  }

  private void release(EventLog log) {
    Position upTo = model.position(random.nextInt(1000));
    if (upTo != null) {
      history.add("release " + upTo);
      model.released(upTo);
      log.release(upTo);
    }
  }

  private void flush(EventLog log) {
    try {
      history.add("flush");
      log.flush();
    } catch (EventLogException e) {
      requireFaults(e);
    }
  }

  private void append(EventLog log, int count) {
    Map<LogEvent, CompletableFuture<Position>> asked = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      number++;
      Topic topic = Topic.of("lab", "t" + random.nextInt(3));
      EncodedEvent event = events.event(number, size());
      LogEvent known = new LogEvent(number, topic, LogEvents.json(event), clock.clock().instant());
      model.appending(known);
      try {
        asked.put(known, log.append(topic, event).toCompletableFuture());
      } catch (EventLogException e) {
        history.add("refused " + number);
        requireFaults(e);
      }
    }
    asked.forEach(this::settle);
  }

  private int size() {
    return switch (random.nextInt(8)) {
      case 0 -> 2000 + random.nextInt(3000);
      case 1, 2 -> random.nextInt(1000);
      default -> random.nextInt(50);
    };
  }

  private void settle(LogEvent event, CompletableFuture<Position> asked) {
    try {
      Position position = Answers.await(Execution.onThreads(), asked, event, patience);
      history.add("append " + event.number() + " at " + position);
      model.accepted(event, position);
    } catch (EventLogException e) {
      history.add("fail " + event.number());
      requireFaults(e);
    }
  }

  /** Without faults, everything must work again. */
  private void endInPeace() {
    disk.mend();
    for (int i = 0; i < 2; i++) {
      EventLog log = open();
      if (log == null) {
        throw new Violation("does not open");
      }
      try {
        append(log, 2);
        check(log, true);
      } finally {
        log.close();
      }
    }
  }
}
