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

  private static final String STRAIGHT = "write straight quotation marks: \"";

  /** Stands for the end of the text. */
  static final int END = -1;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final Pattern WORD = Pattern.compile("[-+.\\w]+");
  private static final Set<String> LITERALS = Set.of("true", "false", "null");

  /** Words of other languages; as they can be no secret, they are shown whole. */
  private static final Set<String> FOREIGN =
      Set.of("nan", "infinity", "-infinity", "+infinity", "undefined", "none", "nil", "yes", "no");

  private static final String QUOTES_OF_TEXT =
      "\u201C\u201D\u201E\u201F\u2018\u2019\u00AB\u00BB\uFF02";

  private final String text;
  private int at;
  private int stringStart;
  private int stringEnd = -1;

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
        stringStart = start;
        stringEnd = at;
        return said.toString();
      }
      said.append(next == '\\' ? escaped(path) : next);
    }
    if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      String found = String.format(Locale.ROOT, "found the control character U+%04X", charHere());
      throw new SyntaxFault(at, path, found + " in a string", "write it as an escape such as \\t");
    }
    String hint = hasQuotesOfText(start, at) ? STRAIGHT : "close it with \"";
    throw new SyntaxFault(
        start, path, "the string that begins here does not end on its line", hint);
  }

  private boolean hasQuotesOfText(int from, int to) {
    return text.substring(from, to).chars().anyMatch(c -> QUOTES_OF_TEXT.indexOf(c) >= 0);
  }

  /**
   * Returns whether the last string seems to go on here: a quotation mark in it was taken for its
   * end. More of the string stands on the same line, up to another quotation mark.
   */
  boolean isWithinString() {
    int found = peek();
    if (stringEnd < 0 || found == END || "]}:,".indexOf(found) >= 0) {
      return false;
    }
    int lineEnd = text.indexOf('\n', stringEnd);
    boolean sameLine = lineEnd < 0 || at < lineEnd;
    String rest = sameLine ? text.substring(at, lineEnd < 0 ? text.length() : lineEnd) : "";
    boolean another = rest.contains("\"");
    return another && (found != '"' || at == stringEnd);
  }

  /** Returns what to do where a string seems to go on after its end. */
  String withinStringHint() {
    return hasQuotesOfText(stringStart, stringEnd)
        ? STRAIGHT
        : "write a quotation mark within a string as \\\"";
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
    if (FOREIGN.contains(lower)) {
      return "JSON has no " + found + "; write a number, a string, true, false or null";
    }
    boolean numeric = "-+.0123456789".indexOf(found.charAt(0)) >= 0;
    return numeric ? "a number is written like 12, -3 or 0.5" : "a string stands in double quotes";
  }

  /** Returns the fault that something else stands here than what is expected. */
  SyntaxFault unexpected(String path, String expected, @Nullable String hint) {
    int found = peek();
    String said = found == END ? "the text ends" : "found " + shown(found);
    Matcher word = WORD.matcher(text).region(at, text.length());
    if (word.lookingAt() && FOREIGN.contains(word.group().toLowerCase(Locale.ROOT))) {
      said = "found " + word.group();
    }
    return new SyntaxFault(at, path, said + " where " + expected + " is expected", hint(hint));
  }

  private @Nullable String hint(@Nullable String otherwise) {
    int found = peek();
    if (found != END && QUOTES_OF_TEXT.indexOf(found) >= 0) {
      return STRAIGHT;
    }
    return switch (found) {
      case '\'', '`' -> "JSON has double quotes only";
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
