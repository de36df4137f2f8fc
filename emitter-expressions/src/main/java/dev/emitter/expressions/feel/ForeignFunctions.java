package dev.emitter.expressions.feel;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Functions of other languages, and of other dialects of FEEL, with what to write instead. */
final class ForeignFunctions {

  /**
   * What to write, by the names of functions in small letters and without spaces and underscores.
   */
  private static final Map<String, String> INSTEAD = new HashMap<>();

  private static final int LONGEST = 40;

  static {
    add("x != null", "is defined", "exists", "is not null", "defined", "is present", "has");
    add("x = null", "is null", "is undefined", "is missing");
    add("x = null or x = \"\"", "is blank", "is null or empty");
    add("count(list) = 0", "is empty");
    add("replace(text, \"^\\\\s+|\\\\s+$\", \"\")", "trim", "strip");
    add("replace(text, \"^\\\\s+\", \"\")", "ltrim", "trim left", "trim start");
    add("replace(text, \"\\\\s+$\", \"\")", "rtrim", "trim right", "trim end");
    add("lower case(text)", "lower", "lcase", "to lower case", "to lower", "downcase");
    add("upper case(text)", "upper", "ucase", "to upper case", "to upper", "upcase");
    add(
        "string length(text) for strings, count(list) for lists",
        "len",
        "length",
        "size",
        "strlen",
        "char length",
        "cardinality");
    add("contains(text, \"part\")", "includes", "instr", "contain", "str contains");
    add("matches(text, \"pattern\")", "regex", "regexp", "like", "match", "regex match");
    add("if x != null then x else y", "get or else", "coalesce", "if null", "nvl", "default");
    add("if condition then x else y", "iif", "iff", "case when");
    add("mean(list)", "avg", "average");
    add("ceiling(n)", "ceil");
    add("decimal(n, scale)", "round", "to fixed");
    add("a ** b", "pow", "power");
    add("modulo(a, b)", "mod");
    add("number(text)", "to number", "int", "float", "double", "parse int", "integer", "to int");
    add("string(x)", "str", "to string", "text", "to char");
    add("date and time(text)", "datetime", "timestamp", "to timestamp", "to datetime");
    add("duration(text)", "interval", "to duration");
    add("date(text)", "to date", "parse date");
    add("list[1]", "first", "head");
    add("list[-1]", "last");
    add("distinct values(list)", "unique", "distinct", "uniq");
    add("get value(object, \"name\")", "get", "lookup");
    add("list contains(list, x)", "in list", "is in", "member", "one of");
    add("string join(list, \", \")", "join", "implode");
    add("concatenate(list1, list2) for lists, a + b for strings", "concat", "merge");
    add("today()", "current date", "curdate");
    add("now()", "current timestamp", "get date", "current time");
    add("event.time.year", "year");
    add("event.time.month", "month");
    add("event.time.day", "day");
    add("event.time.hour", "hour");
    add("split(text, pattern)", "tokenize", "explode");
    add("count(list[condition])", "count if", "count where");
  }

  /** What to write instead of calls with more or fewer arguments than a function takes. */
  private static final Map<String, String> ARGUMENTS =
      Map.of(
          "string join", "write \"(\" + string join(list, \", \") + \")\" for text around it",
          "sort", "write sort(list, function(a, b) a < b)",
          "contains", "write contains(text, \"a\") or contains(text, \"b\") for one of several",
          "now", "write now() + duration(\"P1D\") for another time",
          "today", "write today() + duration(\"P1D\") for another day",
          "not", "write not(a or b) for several");

  private ForeignFunctions() {}

  private static void add(String instead, String... names) {
    for (String name : names) {
      INSTEAD.put(plain(name), instead);
    }
  }

  private static String plain(String name) {
    return name.replace(" ", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Returns what to write instead of an unknown function; empty if nobody knows. */
  static String hint(String name) {
    String instead = name.length() > LONGEST ? null : INSTEAD.get(plain(name));
    if (instead != null) {
      return "write " + instead;
    }
    String similar = Spelling.nearest(name, Builtins.names());
    return similar == null ? "" : "did you mean \"" + similar + "\"?";
  }

  /** Returns what to write instead of a call with too many or too few arguments, or empty. */
  static String misuseHint(String builtin) {
    return ARGUMENTS.getOrDefault(builtin, "");
  }

  /** Returns everything that is told to write instead of something, for tests. */
  static Collection<String> mends() {
    return Collections.unmodifiableCollection(INSTEAD.values());
  }
}
