package dev.emitter.expressions.feel;

import java.util.Map;

/** Characters that FEEL does not know, and what who writes them most likely means. */
final class ForeignSymbols {

  private static final String QUOTES =
      "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb\u2039\u203a\u2032\u2033\u00b4";
  private static final String PAYS = "\u20ac\u00a3\u00a5\u00a2";

  /** Symbols that FEEL spells otherwise. */
  private static final Map<Integer, String> SPELLINGS =
      Map.ofEntries(
          Map.entry((int) '\u2265', ">="),
          Map.entry((int) '\u2264', "<="),
          Map.entry((int) '\u2260', "!="),
          Map.entry((int) '\u2212', "-"),
          Map.entry((int) '\u2013', "-"),
          Map.entry((int) '\u2014', "-"),
          Map.entry((int) '\u00d7', "*"),
          Map.entry((int) '\u00f7', "/"),
          Map.entry((int) '\u2026', ".."),
          Map.entry((int) '\u2227', "and"),
          Map.entry((int) '\u2228', "or"),
          Map.entry((int) '^', "**"));

  private final String text;
  private final int at;

  private ForeignSymbols(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** Returns what to write instead of the character at an offset; empty if nothing is known. */
  static String hint(String text, int at) {
    return new ForeignSymbols(text, at).hint();
  }

  private String hint() {
    int c = text.codePointAt(at);
    String spelling = SPELLINGS.get(c);
    if (spelling != null) {
      return "write \"" + spelling + "\"";
    } else if (QUOTES.indexOf(c) >= 0) {
      return "write straight double quotes: " + straight();
    } else if (PAYS.indexOf(c) >= 0 || (c == '$' && isDigit(at + 1))) {
      return "write the number alone";
    }
    return switch (c) {
      case '&', '|' -> logic((char) c);
      case '!' -> negation();
      case '%' -> percentOrRemainder();
      case ';' -> "an expression needs no semicolon";
      case '\\' -> backslash();
      case '`' -> "names are written without backticks, and strings in double quotes";
      case '~' -> "write matches(text, \"pattern\")";
      case '$', '#' -> variable();
      default -> isInvisible(c) ? "delete this invisible character" : "";
    };
  }

  /** Returns how a message shows the character at an offset. */
  static String shown(String text, int at) {
    int c = text.codePointAt(at);
    return isInvisible(c)
        ? "the character U+%04X".formatted(c)
        : '"' + new String(Character.toChars(c)) + '"';
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
      default -> false;
    };
  }

  /** Returns what stands between curly quotation marks, in straight ones. */
  private String straight() {
    int end = at + 1;
    while (end < text.length() && QUOTES.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean plain = end < text.length() && end - at < 40 && text.indexOf('"', at) < 0;
    return plain ? '"' + text.substring(at + 1, end) + '"' : "\"text\"";
  }

  private String logic(char c) {
    boolean joins = before() == '"' || after(text.startsWith("||", at) ? 2 : 1) == '"';
    if (joins) {
      return "write \"+\" to join strings, or \"" + (c == '&' ? "and" : "or") + "\" for conditions";
    }
    return c == '&' ? "write \"and\" instead of \"&&\"" : "write \"or\" instead of \"||\"";
  }

  private String negation() {
    String name = name(at + 1);
    return name.isEmpty()
        ? "write \"not(...)\" to negate, \"!=\" to compare"
        : "write \"not(" + name + ")\" to negate, \"!=\" to compare";
  }

  private String percentOrRemainder() {
    boolean number = at > 0 && isDigit(at - 1);
    boolean operand = Character.isLetterOrDigit(after(1)) || after(1) == '(';
    return number && !operand
        ? "write a percentage as a number, such as 0.1 for 10 percent"
        : "write \"modulo(a, b)\" for the remainder";
  }

  private String backslash() {
    return text.startsWith("\"", at + 1)
        ? "write the quotation mark without the backslash; only within a string, and in JSON, it"
            + " needs one"
        : "only strings have backslashes";
  }

  /** What begins with a dollar sign or a hash is a variable elsewhere. */
  private String variable() {
    int start = at + 1;
    while (start < text.length() && ".{[?( \"'".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    String name = name(start);
    return name.isEmpty()
        ? "names are written as they are"
        : "write " + name + " without \"" + text.substring(at, start).strip() + "\"";
  }

  /** Returns the path of names at an offset; empty if there is none. */
  private String name(int start) {
    int end = start;
    while (end < text.length() && end - start < 60 && continues(end)) {
      end++;
    }
    String name = text.substring(Math.min(start, text.length()), end);
    boolean starts = !name.isEmpty() && NameCharacters.startsName(name.codePointAt(0));
    return starts ? name.replaceAll("\\.+$", "") : "";
  }

  private boolean continues(int offset) {
    char c = text.charAt(offset);
    return c == '.' || NameCharacters.continuesName(c);
  }

  private char before() {
    String head = text.substring(0, at).stripTrailing();
    return head.isEmpty() ? 0 : head.charAt(head.length() - 1);
  }

  private char after(int length) {
    String rest = text.substring(Math.min(text.length(), at + length)).stripLeading();
    return rest.isEmpty() ? 0 : rest.charAt(0);
  }

  private boolean isDigit(int offset) {
    return offset >= 0
        && offset < text.length()
        && text.charAt(offset) >= '0'
        && text.charAt(offset) <= '9';
  }
}
