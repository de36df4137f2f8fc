package dev.emitter.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What one owner, the user whom emitters belong to, can take at most of what all share. There may
 * be more in later versions.
 */
public enum OwnerLimit {
  /** How many emitters an owner may have. */
  EMITTERS("emitters", Unit.COUNT, 100, 0),
  /** How many bytes the definitions of an owner may have together, as they were written. */
  DEFINITION_BYTES("definitionBytes", Unit.BYTES, 1L << 20, 2),
  /**
   * How many requests over HTTP the emitters of an owner may have under way together; those beyond
   * wait. The operators' emitters have 16 times as many together, all users' 32 times.
   */
  REQUESTS_UNDER_WAY("requestsUnderWay", Unit.COUNT, 64, 0),
  /**
   * How many hosts may be looked up at a time for the requests of an owner. For the operators'
   * emitters together it is 16 times as many, and for all users' as well.
   */
  LOOK_UPS("lookUps", Unit.COUNT, 4, 0),
  /**
   * How many bytes the events may take that are set aside for an owner; beyond that the oldest are
   * forgotten. They are on disk; with a log in memory a sixteenth of it is the most.
   */
  PARKED_BYTES("parkedBytes", Unit.BYTES, 64L << 20, 0),
  /**
   * How many bytes of memory the events may take that wait for the emitters of an owner; those
   * beyond wait in the log.
   */
  QUEUE_BYTES("queueBytes", Unit.BYTES, 16L << 20, 2),
  /**
   * How many bytes of memory the requests over HTTP may take that are made out of events for the
   * emitters of an owner, until they are answered; beyond, events are tried again a second later.
   * All users' together take a sixteenth of the heap.
   */
  REQUEST_BYTES("requestBytes", Unit.BYTES, 16L << 20, 2),
  /** How many bytes of a log on disk emitters of users hold that do not read on. */
  HELD_LOG_BYTES("heldLogBytes", Unit.BYTES, 1L << 30, 0),
  /** How old the events of a log on disk may become that only emitters of users need. */
  HELD_LOG_AGE("heldLogAge", Unit.NANOS, 30L * 24 * 3_600 * 1_000_000_000, 0),
  /** How many notices an owner is given within an hour; those beyond are summed up in one. */
  NOTICES("notices", Unit.COUNT, 60, 0),
  /**
   * How many attempts to deliver the delivery log keeps of an owner; beyond, that owner's oldest go
   * first. One with long texts counts as several.
   */
  ATTEMPTS("attempts", Unit.COUNT, 1_000, 0),
  /** How long the filters of an owner may have a processor in each second. */
  FILTER_TIME("filterTime", Unit.NANOS, 100_000_000, 0);

  /** What a limit is counted in. */
  public enum Unit {
    /** Things, one by one. */
    COUNT,
    /** Bytes. */
    BYTES,
    /** Nanoseconds. */
    NANOS
  }

  private final String label;
  private final Unit unit;
  private final long usual;
  private final int partOfHeap;

  /**
   * Describes a limit.
   *
   * @param usual its value if none is set
   * @param partOfHeap 2 if it is of memory, of which half of the heap is the most; 0 if it is not
   */
  OwnerLimit(String label, Unit unit, long usual, int partOfHeap) {
    this.label = label;
    this.unit = unit;
    this.usual = usual;
    this.partOfHeap = partOfHeap;
  }

  /** Returns its name in messages, such as {@code definitionBytes}. */
  public String label() {
    return label;
  }

  /** Returns what it is counted in. */
  public Unit unit() {
    return unit;
  }

  /** Returns its value if none is set: no more than may be set in a heap of this size. */
  long usual(long heap) {
    return partOfHeap == 0 ? usual : Math.max(1, Math.min(usual, heap / partOfHeap));
  }

  /** Returns why a value must not be set in a heap of this size; null if it may. */
  @Nullable String fault(long value, long heap) {
    String setting = "ownerLimits: " + label + " = " + value;
    if (value < 1) {
      return setting + ": must be at least 1; leave it out for the usual " + usual(heap);
    }
    if (partOfHeap != 0 && value > heap / partOfHeap) {
      return setting
          + ": is more than half of the heap of "
          + heap
          + " bytes; choose at most "
          + heap / partOfHeap
          + ", or give the process more (-Xmx)";
    }
    return null;
  }
}
