package dev.emitter.expressions.cesql;

import static dev.emitter.expressions.cesql.CesqlType.BOOLEAN;
import static dev.emitter.expressions.cesql.CesqlType.INTEGER;
import static dev.emitter.expressions.cesql.CesqlType.STRING;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The built-in functions by name: sections 3.5.1, 3.5.2 and, for the casts, 3.7. */
final class Functions {

  private static final Map<String, List<Function>> BY_NAME =
      List.of(
              of("LENGTH", INTEGER, StringFunctions::length, STRING),
              variadic("CONCAT", StringFunctions::concat, STRING),
              variadic("CONCAT_WS", StringFunctions::concatWithSeparator, STRING, STRING),
              of("LOWER", STRING, StringFunctions::lower, STRING),
              of("UPPER", STRING, StringFunctions::upper, STRING),
              of("TRIM", STRING, StringFunctions::trim, STRING),
              of("LEFT", STRING, SubstringFunctions::left, STRING, INTEGER),
              of("RIGHT", STRING, SubstringFunctions::right, STRING, INTEGER),
              of("SUBSTRING", STRING, SubstringFunctions::from, STRING, INTEGER),
              of("SUBSTRING", STRING, SubstringFunctions::fromWithLength, STRING, INTEGER, INTEGER),
              of("ABS", INTEGER, Functions::abs, INTEGER),
              of("INT", INTEGER, (run, position, arguments) -> arguments[0], INTEGER),
              of("BOOL", BOOLEAN, (run, position, arguments) -> arguments[0], BOOLEAN),
              of("STRING", STRING, (run, position, arguments) -> arguments[0], STRING))
          .stream()
          .collect(Collectors.groupingBy(Function::name, TreeMap::new, Collectors.toList()));

  private Functions() {}

  private static Function of(
      String name, CesqlType returns, Function.Body body, CesqlType... parameters) {
    return new Function(name, returns, List.of(parameters), false, body);
  }

  private static Function variadic(String name, Function.Body body, CesqlType... parameters) {
    return new Function(name, STRING, List.of(parameters), true, body);
  }

  /** Returns all functions, by name. */
  static List<Function> all() {
    return BY_NAME.values().stream().flatMap(List::stream).toList();
  }

  /** Returns the function of a name, in any case, for a number of arguments; null if none. */
  static @Nullable Function find(String name, int arguments) {
    return named(name).stream().filter(f -> f.takes(arguments)).findFirst().orElse(null);
  }

  /** Returns a message that says what there is instead of a function. */
  static String missing(String name, int arguments) {
    List<Function> functions = named(name);
    String instead =
        functions.isEmpty()
            ? "the functions are " + String.join(", ", BY_NAME.keySet())
            : "it takes "
                + functions.stream().map(Function::arity).collect(Collectors.joining(" or "));
    return "there is no function %s for a number of %d arguments; %s"
        .formatted(name.toUpperCase(Locale.ROOT), arguments, instead);
  }

  private static List<Function> named(String name) {
    return BY_NAME.getOrDefault(name.toUpperCase(Locale.ROOT), List.of());
  }

  private static Object abs(Run run, int position, Object[] arguments) {
    int x = (Integer) arguments[0];
    if (x == Integer.MIN_VALUE) {
      run.fail(ErrorKind.MATH, position, "the absolute value does not fit an integer of 32 bits");
      return Integer.MAX_VALUE;
    }
    return Math.abs(x);
  }
}
