package dev.emitter.config;

import dev.emitter.problem.Location;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Turns offsets of a text into lines and columns, both counted from 1. The text is gone over once,
 * however many places are asked for: a hostile file may have very many faults. Immutable.
 */
final class Lines {

  private final String text;

  /** Where lines begin. */
  private final int[] starts;

  /** Where the second halves of characters are that take two places. */
  private final int[] halves;

  Lines(String text) {
    this.text = text;
    this.starts =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length()).filter(this::endsLine).map(index -> index + 1))
            .toArray();
    this.halves = IntStream.range(1, text.length()).filter(this::isSecondHalf).toArray();
  }

  /** A line ends with LF, CR LF or CR. */
  private boolean endsLine(int index) {
    char here = text.charAt(index);
    boolean beforeFeed = index + 1 < text.length() && text.charAt(index + 1) == '\n';
    return here == '\n' || (here == '\r' && !beforeFeed);
  }

  private boolean isSecondHalf(int index) {
    return Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
  }

  int line(int offset) {
    return countBefore(starts, offset + 1);
  }

  Location place(String file, int offset) {
    int line = line(offset);
    int start = starts[line - 1];
    int pairs = countBefore(halves, offset) - countBefore(halves, start);
    return new Location(file, line, offset - start - pairs + 1);
  }

  /** Returns how many of the sorted numbers, no two of them alike, are less than a bound. */
  private static int countBefore(int[] sorted, int bound) {
    int found = Arrays.binarySearch(sorted, bound);
    return found < 0 ? -found - 1 : found;
  }
}
