package dev.emitter.expressions.feel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words that are an operator in SQL, JavaScript, Python, SpEL or in speech, but not in FEEL, where
 * they are taken for words of a name.
 *
 * @param words the words in lower case
 * @param mend what FEEL has instead, where {@code {x}} and {@code {y}} stand for the operands
 */
record ForeignOperator(String words, String mend) {

  private static final String DEFINED = "{x} != null";
  private static final String MISSING = "{x} = null";
  private static final String EQUAL = "{x} = {y}";
  private static final String UNEQUAL = "{x} != {y}";
  private static final String CONTAINS = "contains({x}, {y}), or list contains({x}, {y}) of a list";

  /** Between two operands. */
  private static final Map<String, String> INFIX =
      Map.ofEntries(
          Map.entry("is", EQUAL),
          Map.entry("is not", UNEQUAL),
          Map.entry("is equal to", EQUAL),
          Map.entry("equals", EQUAL),
          Map.entry("eq", EQUAL),
          Map.entry("ne", UNEQUAL),
          Map.entry("neq", UNEQUAL),
          Map.entry("not equals", UNEQUAL),
          Map.entry("xor", UNEQUAL),
          Map.entry("gt", "{x} > {y}"),
          Map.entry("is greater than", "{x} > {y}"),
          Map.entry("ge", "{x} >= {y}"),
          Map.entry("gte", "{x} >= {y}"),
          Map.entry("lt", "{x} < {y}"),
          Map.entry("is less than", "{x} < {y}"),
          Map.entry("le", "{x} <= {y}"),
          Map.entry("lte", "{x} <= {y}"),
          Map.entry("like", "matches({x}, {y})"),
          Map.entry("ilike", "matches({x}, {y}, \"i\")"),
          Map.entry("not like", "not(matches({x}, {y}))"),
          Map.entry("matches", "matches({x}, {y})"),
          Map.entry("rlike", "matches({x}, {y})"),
          Map.entry("regexp", "matches({x}, {y})"),
          Map.entry("contains", CONTAINS),
          Map.entry("includes", CONTAINS),
          Map.entry("not contains", "not(contains({x}, {y}))"),
          Map.entry("does not contain", "not(contains({x}, {y}))"),
          Map.entry("starts with", "starts with({x}, {y})"),
          Map.entry("startswith", "starts with({x}, {y})"),
          Map.entry("begins with", "starts with({x}, {y})"),
          Map.entry("ends with", "ends with({x}, {y})"),
          Map.entry("endswith", "ends with({x}, {y})"),
          Map.entry("instanceof", "{x} instance of {y}"),
          Map.entry("??", "if {x} = null then {y} else {x}"));

  /** After an operand. */
  private static final Map<String, String> POSTFIX =
      Map.ofEntries(
          Map.entry("is null", MISSING),
          Map.entry("is none", MISSING),
          Map.entry("is nil", MISSING),
          Map.entry("is undefined", MISSING),
          Map.entry("is missing", MISSING),
          Map.entry("is absent", MISSING),
          Map.entry("is not defined", MISSING),
          Map.entry("is not present", MISSING),
          Map.entry("does not exist", MISSING),
          Map.entry("isnull", MISSING),
          Map.entry("is not null", DEFINED),
          Map.entry("is not none", DEFINED),
          Map.entry("is not nil", DEFINED),
          Map.entry("is not undefined", DEFINED),
          Map.entry("is not missing", DEFINED),
          Map.entry("is defined", DEFINED),
          Map.entry("is present", DEFINED),
          Map.entry("is set", DEFINED),
          Map.entry("exists", DEFINED),
          Map.entry("notnull", DEFINED),
          Map.entry("is true", "{x} = true"),
          Map.entry("is false", "{x} = false"),
          Map.entry("is empty", "{x} = \"\", or count({x}) = 0 of a list"),
          Map.entry("is not empty", "{x} != \"\", or count({x}) > 0 of a list"));

  /** Keywords of FEEL, which other languages do not ask to be in lower case. */
  private static final List<String> KEYWORDS =
      List.of("and", "or", "in", "between", "then", "else", "return", "satisfies");

  private static final int MOST_WORDS = 3;

  static @Nullable ForeignOperator infix(List<String> words) {
    String text = String.join(" ", words);
    return of(text, INFIX.get(text.toLowerCase(Locale.ROOT)));
  }

  static @Nullable ForeignOperator postfix(List<String> words) {
    String text = String.join(" ", words);
    return of(text, POSTFIX.get(text.toLowerCase(Locale.ROOT)));
  }

  private static @Nullable ForeignOperator of(String words, @Nullable String mend) {
    return mend == null ? null : new ForeignOperator(words, mend);
  }

  /** Returns the keyword of FEEL that a word is but for its case, or null. */
  static @Nullable String keyword(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return KEYWORDS.contains(lower) && !lower.equals(word) ? lower : null;
  }

  /** Returns the most words that an operator has. */
  static int longest() {
    return MOST_WORDS;
  }

  /** Returns what to write instead. */
  String mend(String left, String right) {
    boolean pattern =
        mend.contains("matches(") && !words.toLowerCase(Locale.ROOT).equals("matches");
    return pattern && words.toLowerCase(Locale.ROOT).endsWith("like")
        ? like(left, right)
        : mend.replace("{x}", left).replace("{y}", right);
  }

  /** A pattern of SQL has % for anything. */
  private String like(String left, String right) {
    boolean literal = right.length() > 1 && right.startsWith("\"") && right.endsWith("\"");
    String text = literal ? right.substring(1, right.length() - 1) : right;
    boolean start = text.startsWith("%") || text.startsWith("*");
    boolean end = text.length() > 1 && (text.endsWith("%") || text.endsWith("*"));
    String inner = text.substring(start ? 1 : 0, text.length() - (end ? 1 : 0));
    boolean simple = literal && (start || end) && inner.matches("[^%*_?.\\\\]+");
    String function = start && end ? "contains" : start ? "ends with" : "starts with";
    String written =
        simple
            ? function + "(" + left + ", \"" + inner + "\")"
            : "matches(" + left + ", \"regular expression\")";
    return words.toLowerCase(Locale.ROOT).startsWith("not") ? "not(" + written + ")" : written;
  }
}
