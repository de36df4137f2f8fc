package dev.emitter.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place between two entries, as text: the store, and the number of the entry before.
 *
 * @param store which store, as one that was purged may have had the same emitter
 * @param number the number of the entry before; 0 at the beginning
 */
record AuditCursor(String store, long number) {

  private static final Pattern TEXT = Pattern.compile("([0-9a-f]{8})-(\\d{1,18})");

  /**
   * Reads a cursor.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static AuditCursor parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "after = \"" + text + "\" is no cursor; give one that a download has told");
    }
    return new AuditCursor(parts.group(1), Long.parseLong(parts.group(2)));
  }

  @Override
  public String toString() {
    return store + "-" + number;
  }
}
