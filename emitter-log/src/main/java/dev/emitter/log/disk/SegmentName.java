package dev.emitter.log.disk;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the log's files. */
final class SegmentName {

  /** A segment that is being begun. */
  static final String BEGUN = "segment.begun";

  /** A segment filled with zeros, for later. */
  static final String SPARE = "segment.spare";

  private static final Pattern PATTERN = Pattern.compile("([0-9]{20})\\.events");

  private SegmentName() {}

  static String of(long base) {
    return String.format(Locale.ROOT, "%020d.events", base);
  }

  /** Returns the position of the first event in a segment of this name, or empty for no segment. */
  static OptionalLong base(String name) {
    Matcher matcher = PATTERN.matcher(name);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    try {
      long base = Long.parseLong(matcher.group(1));
      return base > 0 ? OptionalLong.of(base) : OptionalLong.empty();
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }
}
