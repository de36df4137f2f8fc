package dev.emitter.expressions.cesql;

import dev.emitter.expressions.LetterCase;
import java.util.Arrays;
import java.util.List;

/** Functions on whole strings: section 3.5.1. Characters are code points. */
final class StringFunctions {

  /** Characters with the Unicode property White_Space. */
  private static final String WHITE_SPACE =
      "\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
          + "\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

  /** Characters whose case is changed in a step; some take long. */
  private static final int CASED_PER_STEP = 2;

  private StringFunctions() {}

  static Object length(Run run, int position, Object[] arguments) {
    String x = (String) arguments[0];
    run.chargeText(x.length());
    return x.codePointCount(0, x.length());
  }

  static Object concat(Run run, int position, Object[] arguments) {
    return join(run, "", Arrays.asList(arguments));
  }

  static Object concatWithSeparator(Run run, int position, Object[] arguments) {
    List<Object> texts = Arrays.asList(arguments).subList(1, arguments.length);
    return join(run, (String) arguments[0], texts);
  }

  private static String join(Run run, String separator, List<Object> texts) {
    long length = (long) separator.length() * Math.max(0, texts.size() - 1);
    for (Object text : texts) {
      length += ((String) text).length();
    }
    run.chargeBuilt(length);
    StringBuilder joined = new StringBuilder((int) length);
    for (int i = 0; i < texts.size(); i++) {
      joined.append(i == 0 ? "" : separator).append(texts.get(i));
    }
    return joined.toString();
  }

  static Object lower(Run run, int position, Object[] arguments) {
    return cased(run, (String) arguments[0], false);
  }

  static Object upper(Run run, int position, Object[] arguments) {
    return cased(run, (String) arguments[0], true);
  }

  private static String cased(Run run, String text, boolean upper) {
    run.chargeBuilt(text.length());
    run.charge(text.length() / CASED_PER_STEP);
    String cased = upper ? LetterCase.upper(text) : LetterCase.lower(text);
    run.chargeBuilt(cased.length());
    return cased;
  }

  static Object trim(Run run, int position, Object[] arguments) {
    String x = (String) arguments[0];
    run.chargeText(x.length());
    int start = 0;
    int end = x.length();
    while (start < end && WHITE_SPACE.indexOf(x.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && WHITE_SPACE.indexOf(x.charAt(end - 1)) >= 0) {
      end--;
    }
    return x.substring(start, end);
  }
}
