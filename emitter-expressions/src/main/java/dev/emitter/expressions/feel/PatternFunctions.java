package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The string functions with regular expressions: table 74, and XQuery functions 7.6. */
final class PatternFunctions {

  /** How the reason begins for a regular expression that is none. */
  static final String REFUSED = "the regular expression was refused: ";

  /** How the reason ends for a pattern that would cut, or replace, nothing. */
  static final String MATCHES_EMPTY = "matches the empty string";

  private PatternFunctions() {}

  static void register(Builtins.Registry r) {
    r.add(
        "matches",
        "input:string, pattern:string, flags?:string?",
        Kind.BOOLEAN,
        PatternFunctions::matches);
    r.add(
        "replace",
        "input:string, pattern:string, replacement:string, flags?:string?",
        Kind.STRING,
        PatternFunctions::replace);
    r.add("split", "string:string, delimiter:string", Kind.LIST, PatternFunctions::split);
  }

  private static @Nullable RegularExpression compile(
      Run run, Object pattern, @Nullable Object flags) {
    try {
      return RegularExpressions.compile(run, (String) pattern, flags == null ? "" : (String) flags);
    } catch (PatternRefused e) {
      run.fail(REFUSED + e.getMessage());
      return null;
    }
  }

  private static @Nullable Object matches(Run run, @Nullable Object[] a) {
    RegularExpression expression = compile(run, a[1], a[2]);
    return expression == null ? null : (Object) (expression.find(run, (String) a[0], 0) != null);
  }

  private static @Nullable Object split(Run run, @Nullable Object[] a) {
    RegularExpression expression = compile(run, a[1], null);
    if (expression == null || expression.find(run, "", 0) != null) {
      return expression == null ? null : run.fail("split: the delimiter " + MATCHES_EMPTY);
    }
    String text = (String) a[0];
    List<@Nullable Object> parts = new ArrayList<>();
    int start = 0;
    for (int[] m = expression.find(run, text, 0);
        m != null;
        m = expression.find(run, text, start)) {
      if (m[0] == m[1]) {
        return run.fail("split: the delimiter " + MATCHES_EMPTY);
      }
      parts.add(text.substring(start, m[0]));
      run.checkList(parts.size());
      start = m[1];
    }
    parts.add(text.substring(start));
    return Collections.unmodifiableList(parts);
  }

  private static @Nullable Object replace(Run run, @Nullable Object[] a) {
    RegularExpression expression = compile(run, a[1], a[3]);
    if (expression == null || expression.find(run, "", 0) != null) {
      return expression == null ? null : run.fail("replace: the pattern " + MATCHES_EMPTY);
    }
    boolean literal = a[3] != null && ((String) a[3]).indexOf('q') >= 0;
    Replacement replacement =
        literal
            ? Replacement.literal((String) a[2])
            : Replacement.parse((String) a[2], expression.groups());
    return replacement == null
        ? run.fail("replace: in the replacement write \"\\$\" and \"\\\\\" for \"$\" and \"\\\"")
        : replaceAll(run, expression, (String) a[0], replacement);
  }

  private static @Nullable Object replaceAll(
      Run run, RegularExpression expression, String text, Replacement replacement) {
    StringBuilder replaced = new StringBuilder();
    int start = 0;
    for (int[] m = expression.find(run, text, 0);
        m != null;
        m = expression.find(run, text, start)) {
      if (m[0] == m[1]) {
        return run.fail("replace: the pattern " + MATCHES_EMPTY);
      }
      replaced.append(text, start, m[0]);
      replacement.appendTo(run, replaced, text, m);
      start = m[1];
    }
    replaced.append(text, start, text.length());
    run.chargeText(replaced.length());
    return replaced.toString();
  }
}
