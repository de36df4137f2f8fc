package dev.emitter.config;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Goes over a JSON text token by token. Of what is wrong it shows one character at most, since the
 * text may hold secrets. Not thread-safe.
 */
final class JsonCursor {

  /** Stands for the end of the text. */
  static final int END = -1;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final Pattern WORD = Pattern.compile("[-+.\\w]+");
  private static final Set<String> LITERALS = Set.of("true", "false", "null");

  private final String text;
  private int at;

  JsonCursor(String text) {
    this.text = text;
  }

  int at() {
    return at;
  }

  /** Returns the next character that is not white space. */
  int peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : END;
  }

  boolean accept(char expected) {
    boolean found = peek() == expected;
    if (found) {
      at++;
    }
    return found;
  }

  /** Steps over a string and returns what it says. */
  String string(String path) throws SyntaxFault {
    int start = at++;
    StringBuilder said = new StringBuilder();
    while (at < text.length() && text.charAt(at) >= ' ') {
      char next = text.charAt(at++);
      if (next == '"') {
        return said.toString();
      }
      said.append(next == '\\' ? escaped(path) : next);
    }
    if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      String found = String.format(Locale.ROOT, "found the control character U+%04X", charHere());
      throw new SyntaxFault(at, path, found + " in a string", "write it as an escape such as \\t");
    }
    throw new SyntaxFault(
        start, path, "the string that begins here does not end on its line", "close it with \"");
  }

  private int charHere() {
    return text.charAt(at);
  }

  private char escaped(String path) throws SyntaxFault {
    char kind = at < text.length() ? text.charAt(at++) : ' ';
    int simple = "\"\\/bfnrt".indexOf(kind);
    if (simple >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(simple);
    }
    if (kind == 'u' && isHex(at, at + 4)) {
      at += 4;
      return (char) HexFormat.fromHexDigits(text, at - 4, at);
    }
    throw new SyntaxFault(
        at - 2, path, "found an escape that JSON does not have", "write \\\\ for a backslash");
  }

  private boolean isHex(int from, int to) {
    return to <= text.length() && text.substring(from, to).chars().allMatch(HexFormat::isHexDigit);
  }

  /** Steps over a number, true, false or null. */
  void literal(String path) throws SyntaxFault {
    Matcher word = WORD.matcher(text).region(at, text.length());
    if (peek() == END || !word.lookingAt()) {
      throw unexpected(path, "a value", null);
    }
    String found = word.group();
    if (!LITERALS.contains(found) && !NUMBER.matcher(found).matches()) {
      throw unexpected(path, "a value", wordHint(found));
    }
    at = word.end();
  }

  private static String wordHint(String found) {
    String lower = found.toLowerCase(Locale.ROOT);
    if (LITERALS.contains(lower)) {
      return "write " + lower + " in lower case";
    }
    boolean numeric = "-+.0123456789".indexOf(found.charAt(0)) >= 0;
    return numeric ? "a number is written like 12, -3 or 0.5" : "a string stands in double quotes";
  }

  /** Returns the fault that something else stands here than what is expected. */
  SyntaxFault unexpected(String path, String expected, @Nullable String hint) {
    int found = peek();
    String said = found == END ? "the text ends" : "found " + shown(found);
    return new SyntaxFault(at, path, said + " where " + expected + " is expected", hint(hint));
  }

  private @Nullable String hint(@Nullable String otherwise) {
    return switch (peek()) {
      case '\'' -> "JSON has double quotes only";
      case '/', '#' -> "JSON has no comments; remove it";
      default -> otherwise;
    };
  }

  private static String shown(int found) {
    return found > ' ' && found < 127
        ? (found == '"' ? "'\"'" : "\"" + (char) found + "\"")
        : String.format(Locale.ROOT, "the character U+%04X", found);
  }
}
