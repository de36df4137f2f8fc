package dev.emitter.log.disk;

import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Checks that concurrent calls of a log look as if they came one after the other: Lincheck
 * generates scenarios and looks for an order that explains each outcome. {@code
 * -Demitter.log.lincheck=N} tries N times as many.
 */
@Tag("R2")
final class DiskEventLogLincheckTest {

  private static final int TIMES = Integer.getInteger("emitter.log.lincheck", 1);
  private static final int EARLIER = 3;

  /** Two events fill a segment. */
  private static final int SIZE = 1_500;

  /** What is called, by Lincheck. */
  @Param(name = "position", gen = IntGen.class, conf = "0:6")
  public static final class Log {

    private final DiskEventLog log = open();
    private final AtomicLong released = new AtomicLong();

    /** Opens a log with events that are in its files alone. */
    private static DiskEventLog open() {
      MemoryStorage storage = new MemoryStorage();
      try (DiskEventLog before = builder(storage).open()) {
        for (int i = 0; i < EARLIER; i++) {
          Logs.append(before, Logs.event("e", SIZE));
        }
      }
      return builder(storage).open();
    }

    private static DiskEventLogBuilder builder(MemoryStorage storage) {
      return Logs.builder(storage).retentionMin(Duration.ZERO);
    }

    @Operation
    public long append() {
      return SequencePosition.of(Logs.append(log, Logs.event("e", SIZE)));
    }

    @Operation
    public long end() {
      return SequencePosition.of(log.end());
    }

    /** Events that are released may be there or not: they are left out. */
    @Operation
    public String read(@Param(name = "position") int after) {
      while (true) {
        Position end = log.end();
        List<Long> positions = readAll(after);
        long gone = released.get();
        if (end.equals(log.end())) {
          positions.removeIf(position -> position <= gone);
          return positions.toString();
        }
      }
    }

    private List<Long> readAll(long after) {
      List<Long> positions = new ArrayList<>();
      Position at = new SequencePosition(after);
      for (var page = log.read(at, 2); !page.isEmpty(); page = log.read(at, 2)) {
        page.forEach(event -> positions.add(SequencePosition.of(event.position())));
        at = page.get(page.size() - 1).position();
      }
      return positions;
    }

    /** Also lets the segments go at once that are needed no more. */
    @Operation
    public void release(@Param(name = "position") int upTo) {
      long known = Math.min(upTo, SequencePosition.of(log.end()));
      released.accumulateAndGet(known, Math::max);
      log.release(new SequencePosition(known));
      log.enforceRetention();
    }

    @Validate
    public void close() {
      log.close();
      if (!log.damage().isEmpty()) {
        throw new AssertionError("a sound log reports damage: " + log.damage());
      }
    }
  }

  /** What the log is to be like. */
  public static final class Model {

    private long end = EARLIER;
    private long released;

    public long append() {
      return ++end;
    }

    public long end() {
      return end;
    }

    public String read(int after) {
      List<Long> positions = new ArrayList<>();
      for (long position = Math.max(after, released) + 1; position <= end; position++) {
        positions.add(position);
      }
      return positions.toString();
    }

    public void release(int upTo) {
      released = Math.max(released, Math.min(upTo, end));
    }
  }

  @Test
  void callsOfThreadsLookAsIfTheyCameOneAfterTheOther() {
    new StressOptions()
        .sequentialSpecification(Model.class)
        .threads(3)
        .actorsPerThread(3)
        .iterations(6 * TIMES)
        .invocationsPerIteration(100)
        .check(Log.class);
  }
}
