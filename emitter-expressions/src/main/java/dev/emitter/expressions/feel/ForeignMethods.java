package dev.emitter.expressions.feel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of other languages, which in FEEL are functions with the value as first argument. */
final class ForeignMethods {

  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("startsWith", "starts with"),
          Map.entry("startswith", "starts with"),
          Map.entry("endsWith", "ends with"),
          Map.entry("endswith", "ends with"),
          Map.entry("contains", "contains"),
          Map.entry("includes", "contains"),
          Map.entry("matches", "matches"),
          Map.entry("match", "matches"),
          Map.entry("test", "matches"),
          Map.entry("length", "string length"),
          Map.entry("len", "string length"),
          Map.entry("size", "count"),
          Map.entry("count", "count"),
          Map.entry("toLowerCase", "lower case"),
          Map.entry("lower", "lower case"),
          Map.entry("toUpperCase", "upper case"),
          Map.entry("upper", "upper case"),
          Map.entry("substring", "substring"),
          Map.entry("replace", "replace"),
          Map.entry("split", "split"),
          Map.entry("join", "string join"),
          Map.entry("indexOf", "index of"),
          Map.entry("toString", "string"),
          Map.entry("abs", "abs"),
          Map.entry("sum", "sum"),
          Map.entry("min", "min"),
          Map.entry("max", "max"));

  private static final Map<String, String> TESTS =
      Map.of(
          "equals", " = ",
          "eq", " = ",
          "isEmpty", " = \"\"",
          "isNull", " = null",
          "exists", " != null",
          "isPresent", " != null");

  private ForeignMethods() {}

  /** Returns how FEEL says what the method of a value was meant to. */
  static String mend(Tree.Path method, List<Tree.Argument> arguments) {
    String receiver = TreeText.of(method.source());
    String given = TreeText.all(arguments.stream().map(Tree.Argument::value).toList());
    String test = TESTS.get(method.member());
    if (test != null) {
      return "write " + receiver + test + given;
    }
    String function = function(method.member());
    if (function == null) {
      return "call a function with the value as its first argument, such as contains("
          + receiver
          + ", \"text\")";
    }
    String call =
        "write " + function + "(" + receiver + (given.isEmpty() ? ")" : ", " + given + ")");
    return function.equals("contains")
        ? call + ", or list contains(..) of a list"
        : function.equals("string length") ? call + ", or count(" + receiver + ") of a list" : call;
  }

  private static @Nullable String function(String method) {
    String known = FUNCTIONS.get(method);
    return known == null ? Spelling.nearest(method, Builtins.names()) : known;
  }
}
