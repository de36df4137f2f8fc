package dev.emitter.log.disk;

import java.io.IOException;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of the delivery log, numbered from the oldest, of which none makes room for those of
 * another series: so nobody's attempts push out those of others.
 */
enum AttemptSeries {
  /** Attempts of operators' emitters, and what receivers have reported. */
  OPERATORS("attempts", 8),
  /** Attempts of users' emitters. */
  USERS("attempts-users", 3),
  /** Attempts of users who have more than one may have. */
  BEYOND("attempts-beyond", 1);

  private static final int PARTS = 8;

  private final String name;
  private final Pattern pattern;
  private final int parts;

  AttemptSeries(String name, int parts) {
    this.name = name;
    this.pattern = Pattern.compile(name + "-([0-9]{10})\\.txt");
    this.parts = parts;
  }

  /** Returns how many bytes its files take at most, where those of operators take so many. */
  long maxBytes(long ofOperators) {
    return Math.max(1, ofOperators * parts / PARTS);
  }

  /** Returns the name of a file. */
  String file(long number) {
    return name + String.format(Locale.ROOT, "-%010d.txt", number);
  }

  /** Returns the numbers of the files there are. */
  NavigableSet<Long> numbers(Storage storage) throws IOException {
    NavigableSet<Long> numbers = new TreeSet<>();
    for (String file : storage.list()) {
      Matcher matcher = pattern.matcher(file);
      if (matcher.matches()) {
        numbers.add(Long.parseLong(matcher.group(1)));
      }
    }
    return numbers;
  }
}
