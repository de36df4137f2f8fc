package dev.emitter.log;

/**
 * The position of an event in a log that counts its events; for implementations of logs.
 *
 * @param sequence the number of the event
 */
public record SequencePosition(long sequence) implements Position {

  @Override
  public int compareTo(Position other) {
    return Long.compare(sequence, of(other));
  }

  /**
   * Returns the number of the event at a position.
   *
   * @throws IllegalArgumentException if it is a position of another kind of log
   */
  public static long of(Position position) {
    if (position instanceof SequencePosition counted) {
      return counted.sequence;
    }
    throw new IllegalArgumentException("position " + position + " belongs to another log");
  }

  /** Returns how many positions there are after one and up to another. */
  public static long count(Position after, Position upTo) {
    return Math.max(0, of(upTo) - of(after));
  }

  /**
   * Returns the position that prints as the text.
   *
   * @throws IllegalArgumentException if none does
   */
  public static SequencePosition parse(String text) {
    try {
      return new SequencePosition(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a position of this log", e);
    }
  }

  @Override
  public String toString() {
    return Long.toString(sequence);
  }
}
