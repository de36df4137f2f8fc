package dev.emitter.log.disk;

/**
 * One file of the log, as far as readers may see it. Grown by the committer alone, until it is
 * sealed; thread-safe to read.
 */
final class Segment {

  private final long base;
  private final SegmentIndex index;
  private volatile long last;
  private volatile long end;
  private volatile long latest;
  private volatile long bytes;
  private volatile boolean sealed;
  private volatile boolean gone;
  private volatile boolean doubtful;

  Segment(long base) {
    this.base = base;
    this.index = new SegmentIndex(base);
    this.last = base - 1;
    this.end = SegmentHeader.SIZE;
    this.latest = Long.MIN_VALUE;
  }

  /** Returns the position of the first event. */
  long base() {
    return base;
  }

  String name() {
    return SegmentName.of(base);
  }

  SegmentIndex index() {
    return index;
  }

  /** Returns the position of the last event that counts; before the base if there is none. */
  long last() {
    return last;
  }

  boolean isEmpty() {
    return last < base;
  }

  /** Returns where readers stop: the end of what counts, or the file's size if that is unknown. */
  long end() {
    return end;
  }

  /** Returns the latest time of any event here, or what is known not to be before it. */
  long latest() {
    return latest;
  }

  /** Returns about how many bytes the file takes. */
  long bytes() {
    return bytes;
  }

  /** Returns whether nothing will be added any more. */
  boolean isSealed() {
    return sealed;
  }

  /** Returns whether the log has let the segment go. */
  boolean isGone() {
    return gone;
  }

  /** Returns whether positions after the last one may never have been given. */
  boolean isDoubtful() {
    return doubtful;
  }

  void doubt() {
    doubtful = true;
  }

  void settle(long actualLast) {
    last = actualLast;
  }

  /** Lets readers see more. */
  void grow(long newLast, long newEnd, long time) {
    latest = Math.max(latest, time);
    end = newEnd;
    bytes = Math.max(bytes, newEnd);
    last = newLast;
  }

  void bytes(long size) {
    bytes = size;
  }

  void latest(long time) {
    latest = time;
  }

  void seal() {
    sealed = true;
  }

  void leave() {
    gone = true;
  }
}
