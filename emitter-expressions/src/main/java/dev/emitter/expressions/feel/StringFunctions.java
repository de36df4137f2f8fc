package dev.emitter.expressions.feel;

import dev.emitter.expressions.LetterCase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The string functions without patterns: table 74. Positions and lengths count code points. */
final class StringFunctions {

  /** Characters whose case is changed in a step; some take long. */
  private static final int CASED_PER_STEP = 2;

  private StringFunctions() {}

  static void register(Builtins.Registry r) {
    r.add(
        "substring",
        "string:string, start position:number, length?:number",
        Kind.STRING,
        StringFunctions::substring);
    r.add("string length", "string:string", Kind.NUMBER, (run, a) -> (long) length((String) a[0]));
    r.add("upper case", "string:string", Kind.STRING, (run, a) -> cased(run, (String) a[0], true));
    r.add("lower case", "string:string", Kind.STRING, (run, a) -> cased(run, (String) a[0], false));
    r.add("substring before", "string:string, match:string", Kind.STRING, StringFunctions::before);
    r.add("substring after", "string:string, match:string", Kind.STRING, StringFunctions::after);
    r.add("contains", "string:string, match:string", Kind.BOOLEAN, StringFunctions::contains);
    r.add(
        "starts with",
        "string:string unread, match:string unread",
        Kind.BOOLEAN,
        (run, a) -> {
          run.chargeComparison(a[0], a[1]);
          return ((String) a[0]).startsWith((String) a[1]);
        });
    r.add(
        "ends with",
        "string:string unread, match:string unread",
        Kind.BOOLEAN,
        (run, a) -> {
          run.chargeComparison(a[0], a[1]);
          return ((String) a[0]).endsWith((String) a[1]);
        });
    r.add("string join", "list:list, delimiter?:string?", Kind.STRING, StringFunctions::join);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String cased(Run run, String text, boolean upper) {
    run.checkText(text.length());
    run.charge(text.length() / CASED_PER_STEP);
    String cased = upper ? LetterCase.upper(text) : LetterCase.lower(text);
    run.checkText(cased.length());
    return cased;
  }

  private static @Nullable Object substring(Run run, @Nullable Object[] a) {
    String text = (String) a[0];
    int size = length(text);
    int position = Numbers.truncate(a[1]);
    if (position == 0 || Math.abs((long) position) > size) {
      return run.fail("substring: the string has no position " + position);
    }
    int first = position > 0 ? position - 1 : size + position;
    int length = a[2] == null ? size : Numbers.truncate(a[2]);
    if (length < 1) {
      return run.fail("substring: the length must be positive");
    }
    int last = (int) Math.min(size, (long) first + length);
    int start = text.offsetByCodePoints(0, first);
    return text.substring(start, text.offsetByCodePoints(start, last - first));
  }

  private static Object before(Run run, @Nullable Object[] a) {
    String text = (String) a[0];
    int index = indexOf(run, text, (String) a[1]);
    return index < 0 ? "" : text.substring(0, index);
  }

  private static Object after(Run run, @Nullable Object[] a) {
    String text = (String) a[0];
    String match = (String) a[1];
    int index = indexOf(run, text, match);
    return index < 0 ? "" : text.substring(index + match.length());
  }

  private static Object contains(Run run, @Nullable Object[] a) {
    return indexOf(run, (String) a[0], (String) a[1]) >= 0;
  }

  /** Finds a string in another; the worst case is charged when both are long. */
  private static int indexOf(Run run, String text, String match) {
    if (match.length() > 64) {
      run.charge((int) Math.min(Integer.MAX_VALUE, (long) text.length() * match.length() / 256));
    }
    return text.indexOf(match);
  }

  private static @Nullable Object join(Run run, @Nullable Object[] a) {
    List<@Nullable Object> list = Lists.of(a[0]);
    String delimiter = a[1] == null ? "" : (String) a[1];
    StringBuilder joined = new StringBuilder();
    String separator = "";
    for (int i = 0; i < list.size(); i++) {
      Object item = Lists.item(list, i);
      if (item != null && !(item instanceof String)) {
        return run.fail("string join: the list has " + Kind.of(item).shown + " in it");
      }
      if (item != null) {
        run.charge(1 + (separator.length() + ((String) item).length()) / 16);
        joined.append(separator).append((String) item);
        run.checkText(joined.length());
        separator = delimiter;
      }
    }
    return joined.toString();
  }
}
