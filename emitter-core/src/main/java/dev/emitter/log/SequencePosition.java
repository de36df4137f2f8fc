package dev.emitter.log;

/** The position of an event in a log that counts its events. */
record SequencePosition(long sequence) implements Position {

  @Override
  public int compareTo(Position other) {
    return Long.compare(sequence, of(other));
  }

  static long of(Position position) {
    if (position instanceof SequencePosition counted) {
      return counted.sequence;
    }
    throw new IllegalArgumentException("position " + position + " belongs to another log");
  }

  @Override
  public String toString() {
    return Long.toString(sequence);
  }
}
