package dev.emitter.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes text that strangers wrote fit for a line of a log, a terminal, a mail or a message. Whoever
 * can put a line break, an escape sequence or a mark of direction there can forge a line, rewrite
 * the screen or show one name as another. What cannot be seen is written as Java does, such as
 * {@code \n} or <code>&#92;u202e</code>; a backslash stays as it is, so that doing it twice changes
 * nothing.
 */
public final class Printable {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Printable() {}

  /**
   * Returns the text on one line. Written in another form are control characters (line breaks, tabs
   * and escapes too), format characters (those of direction too), separators of lines and
   * paragraphs, unpaired surrogates, and what Unicode does not assign.
   */
  public static String line(String text) {
    return written(text, false);
  }

  /**
   * Returns a JSON text that means the same and shows all its characters, its own line feeds
   * excepted: in JSON, only strings can hold the others.
   */
  public static String json(String json) {
    return written(json, true);
  }

  /**
   * Returns an exception that prints as this one does, its causes and its stack trace too, on lines
   * of its own alone; the same one if it does so already.
   */
  public static Throwable of(Throwable fault) {
    return PrintableThrowable.of(fault);
  }

  private static String written(String text, boolean json) {
    int seen = seen(text, json);
    if (seen == text.length()) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 16).append(text, 0, seen);
    for (int at = seen; at < text.length(); ) {
      int point = text.codePointAt(at);
      if (isKept(point, json)) {
        line.appendCodePoint(point);
      } else {
        escape(point, json, line);
      }
      at += Character.charCount(point);
    }
    return line.toString();
  }

  /** Returns how many characters from the beginning on are to be kept. */
  private static int seen(String text, boolean json) {
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (!isKept(point, json)) {
        return at;
      }
      at += Character.charCount(point);
    }
    return at;
  }

  private static boolean isKept(int point, boolean json) {
    return (json && point == '\n') || isSeen(point);
  }

  private static boolean isSeen(int point) {
    if (point < 0x7F) {
      return point >= ' ';
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static void escape(int point, boolean json, StringBuilder line) {
    char letter = letter(point);
    if (json && letter != 0) { // white space between its strings
      line.append(' ');
    } else if (letter != 0) {
      line.append('\\').append(letter);
    } else {
      for (char unit : Character.toChars(point)) {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
      }
    }
  }

  /** Returns the letter that stands for a character after a backslash; 0 for none. */
  private static char letter(int point) {
    return switch (point) {
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      default -> 0;
    };
  }

  /**
   * Returns what makes a name unfit to be shown, or null for nothing: a character that cannot be
   * seen. Joiners are allowed, since words of some languages need them. Never quotes the name.
   */
  public static @Nullable String fault(String name) {
    for (int at = 0; at < name.length(); ) {
      int point = name.codePointAt(at);
      boolean joins = point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER;
      if (!joins && !isSeen(point) && isAssigned(point)) {
        return String.format(
            Locale.ROOT,
            "character %d is U+%04X, %s, which cannot be seen; remove it",
            name.codePointCount(0, at) + 1,
            point,
            kind(point));
      }
      at += Character.charCount(point);
    }
    return null;
  }

  /** What a later version of Unicode assigns may be a letter. */
  private static boolean isAssigned(int point) {
    boolean never = (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
    return never || Character.getType(point) != Character.UNASSIGNED;
  }

  private static String kind(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> "a control character";
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "a line break";
      case Character.SURROGATE -> "an unpaired surrogate";
      case Character.UNASSIGNED -> "a noncharacter";
      default -> isDirection(point) ? "a mark of direction" : "a format character";
    };
  }

  /** The property Bidi_Control of Unicode. */
  private static boolean isDirection(int point) {
    return point == 0x061C
        || point == 0x200E
        || point == 0x200F
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069);
  }
}
