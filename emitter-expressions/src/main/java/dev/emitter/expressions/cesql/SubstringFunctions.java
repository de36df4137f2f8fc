package dev.emitter.expressions.cesql;

/** Functions on parts of strings: section 3.5.1. Characters are code points, counted from 1. */
final class SubstringFunctions {

  private SubstringFunctions() {}

  static Object left(Run run, int position, Object[] arguments) {
    String x = (String) arguments[0];
    int count = count(run, position, "LEFT", x, (Integer) arguments[1]);
    return x.substring(0, x.offsetByCodePoints(0, count));
  }

  static Object right(Run run, int position, Object[] arguments) {
    String x = (String) arguments[0];
    int count = count(run, position, "RIGHT", x, (Integer) arguments[1]);
    return x.substring(x.offsetByCodePoints(x.length(), -count));
  }

  /** Returns how many characters to take: all of them, with an error, for a negative number. */
  private static int count(Run run, int position, String function, String x, int wanted) {
    int length = length(run, x);
    if (wanted < 0) {
      run.fail(
          ErrorKind.FUNCTION_EVALUATION,
          position,
          function + " was called for a negative number of characters");
      return length;
    }
    return Math.min(length, wanted);
  }

  static Object from(Run run, int position, Object[] arguments) {
    return part(run, position, (String) arguments[0], (Integer) arguments[1], Integer.MAX_VALUE);
  }

  static Object fromWithLength(Run run, int position, Object[] arguments) {
    return part(
        run, position, (String) arguments[0], (Integer) arguments[1], (Integer) arguments[2]);
  }

  private static String part(Run run, int position, String x, int start, int count) {
    int length = length(run, x);
    if (start > length || start < -length) {
      run.fail(
          ErrorKind.FUNCTION_EVALUATION, position, "SUBSTRING was called beyond the string's end");
      return "";
    } else if (count < 0) {
      run.fail(
          ErrorKind.FUNCTION_EVALUATION, position, "SUBSTRING was called for a negative length");
      return "";
    } else if (start == 0) {
      return "";
    }
    int skipped = start > 0 ? start - 1 : length + start;
    int begin = x.offsetByCodePoints(0, skipped);
    return x.substring(begin, x.offsetByCodePoints(begin, Math.min(count, length - skipped)));
  }

  private static int length(Run run, String x) {
    run.chargeText(x.length());
    return x.codePointCount(0, x.length());
  }
}
