package dev.emitter.expressions.feel;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that are allowed, since names may have spaces, but whose words were most likely meant as an
 * operator or a literal.
 */
final class NameHints {

  private static final Set<String> LITERALS = Set.of("true", "false", "null");
  private static final Set<String> NOTHING = Set.of("None", "nil", "Nil", "undefined", "NIL");

  private NameHints() {}

  /** Returns the literal that a name most likely stands for, or null. */
  static @Nullable String literal(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (LITERALS.contains(lower) && !name.equals(lower)) {
      return lower;
    }
    return NOTHING.contains(name) ? "null" : null;
  }

  /**
   * Returns what to write instead of a name, or null if it looks like one.
   *
   * @param before what stands before the name, such as {@code customer.}
   */
  static @Nullable String mend(String before, String name) {
    List<String> words = List.of(name.split(" "));
    if (name.length() > 1 && name.endsWith("?") && words.size() == 1) {
      return "write "
          + before
          + name.substring(0, name.length() - 1)
          + " without the question mark";
    }
    if (words.size() == 1) {
      return null;
    }
    String negated = negated(before, words);
    String keyword = negated == null ? keyword(words) : negated;
    return keyword == null ? operator(before, words) : keyword;
  }

  private static @Nullable String negated(String before, List<String> words) {
    int last = words.size() - 1;
    if (before.isEmpty() && isWord(words.get(0), "not")) {
      return "\"not\" needs brackets: write not(" + text(words, 1, last + 1) + " ..)";
    }
    return isWord(words.get(last), "not")
        ? "\"not\" is a function: write not(" + before + text(words, 0, last) + " ..)"
        : null;
  }

  /** Words in title case belong to a name, such as {@code Opt In} or {@code Not Before}. */
  private static boolean isTitleCase(String word) {
    return word.length() > 1
        && Character.isUpperCase(word.charAt(0))
        && !word.equals(word.toUpperCase(Locale.ROOT));
  }

  private static boolean isWord(String word, String wanted) {
    return word.equalsIgnoreCase(wanted) && !isTitleCase(word);
  }

  private static @Nullable String keyword(List<String> words) {
    if (words.get(0).equals("WHERE")) {
      return "leave out \"WHERE\"";
    }
    for (int i = 1; i < words.size(); i++) {
      String keyword = ForeignOperator.keyword(words.get(i));
      if (keyword != null && !isTitleCase(words.get(i))) {
        return "write \"" + keyword + "\" in lower case";
      }
    }
    return null;
  }

  private static @Nullable String operator(String before, List<String> words) {
    if (isWord(words.get(0), "exists") || words.get(0).equals("typeof")) {
      String rest = text(words, 1, words.size());
      return words.get(0).equals("typeof")
          ? "write " + rest + " instance of string, or of another type"
          : "write " + rest + " != null";
    }
    for (int length = ForeignOperator.longest(); length > 0; length--) {
      for (int at = 1; at + length <= words.size(); at++) {
        boolean title = words.subList(at, at + length).stream().anyMatch(NameHints::isTitleCase);
        String mend = title ? null : operator(before, words, at, length);
        if (mend != null) {
          return mend;
        }
      }
    }
    return null;
  }

  private static @Nullable String operator(String before, List<String> words, int at, int length) {
    List<String> middle = words.subList(at, at + length);
    boolean ends = at + length == words.size();
    ForeignOperator operator =
        ends ? ForeignOperator.postfix(middle) : ForeignOperator.infix(middle);
    if (operator == null) {
      return null;
    }
    String right = ends ? "" : text(words, at + length, words.size());
    return "write " + operator.mend(before + text(words, 0, at), right);
  }

  private static String text(List<String> words, int from, int to) {
    return String.join(" ", words.subList(from, to));
  }
}
