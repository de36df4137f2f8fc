package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One way to call a built-in function.
 *
 * @param variadic whether the only parameter takes any number of arguments, which the body gets as
 *     one list
 * @param result the kind of the result if it is not null; null if that depends
 */
record Signature(List<Parameter> parameters, boolean variadic, @Nullable Kind result, Body body) {

  /** What the function does with arguments that fit the parameters. */
  interface Body {
    @Nullable Object apply(Run run, @Nullable Object[] arguments);
  }

  /**
   * A parameter.
   *
   * @param kind the kind of arguments, or null for any
   * @param read whether the function reads the whole argument, which is charged before it begins
   */
  record Parameter(
      String name, @Nullable Kind kind, boolean optional, boolean nullable, boolean read) {

    private static final String UNREAD = " unread";
    private static final Set<String> READ = Set.of("string", "number", "list");

    /**
     * Reads a parameter such as {@code length?:number}; a question mark after the kind accepts
     * null. Arguments of a kind are taken to be read as a whole, unless {@code unread} follows: the
     * function does not, or charges as it goes. Whatever looks into those of any kind charges.
     */
    static Parameter parse(String text) {
      int colon = text.indexOf(':');
      String name = text.substring(0, colon).strip();
      String whole = text.substring(colon + 1).strip();
      boolean unread = whole.endsWith(UNREAD);
      String kind = unread ? whole.substring(0, whole.length() - UNREAD.length()) : whole;
      boolean optional = name.endsWith("?");
      boolean nullable = kind.endsWith("?") || kind.equals("any");
      String bare = kind.endsWith("?") ? kind.substring(0, kind.length() - 1) : kind;
      return new Parameter(
          optional ? name.substring(0, name.length() - 1) : name,
          bare.equals("any") ? null : Kind.valueOf(bare.toUpperCase(Locale.ROOT)),
          optional,
          nullable,
          !unread && READ.contains(bare));
    }

    boolean accepts(@Nullable Object argument) {
      return argument == null ? nullable : kind == null || kind.holds(argument);
    }
  }

  static Signature of(String parameters, @Nullable Kind result, Body body) {
    boolean variadic = parameters.startsWith("...");
    List<Parameter> list = new ArrayList<>();
    String text = variadic ? parameters.substring(3) : parameters;
    for (int start = 0; start < text.length(); ) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      list.add(Parameter.parse(text.substring(start, end).strip()));
      start = end + 1;
    }
    return new Signature(list, variadic, result, charging(list, variadic, body));
  }

  /** Charges for what a function reads before it begins, so that it is never over the budget. */
  private static Body charging(List<Parameter> parameters, boolean variadic, Body body) {
    if (variadic) {
      return (run, arguments) -> {
        run.charge(1 + Lists.of(arguments[0]).size());
        return body.apply(run, arguments);
      };
    }
    int[] read =
        IntStream.range(0, parameters.size()).filter(i -> parameters.get(i).read()).toArray();
    if (read.length == 0) {
      return body;
    }
    return (run, arguments) -> {
      for (int index : read) {
        run.chargeValue(arguments[index]);
      }
      return body.apply(run, arguments);
    };
  }

  boolean takes(int arguments) {
    if (variadic) {
      return arguments > 0;
    }
    long required = parameters.stream().filter(p -> !p.optional()).count();
    return arguments >= required && arguments <= parameters.size();
  }

  /**
   * Returns for each parameter the index of its argument, or -1 where named arguments leave one
   * out; null if these names do not fit.
   */
  int @Nullable [] order(List<String> names) {
    int[] order = new int[parameters.size()];
    int used = 0;
    for (int i = 0; i < order.length; i++) {
      order[i] = names.indexOf(parameters.get(i).name());
      used += order[i] < 0 ? 0 : 1;
    }
    return used == names.size() ? order : null;
  }

  /** Makes arguments fit, in place; returns the index of the first that does not fit, or -1. */
  int fit(@Nullable Object[] arguments, int given) {
    for (int i = 0; i < given; i++) {
      if (!fits(arguments, i)) {
        return i;
      }
    }
    return -1;
  }

  /** Makes one argument fit, in place. */
  boolean fits(@Nullable Object[] arguments, int index) {
    Parameter parameter = parameters.get(variadic ? 0 : index);
    if (parameter.accepts(arguments[index])) {
      return true;
    }
    Kind kind = parameter.kind();
    Object coerced = kind == null ? null : Coercion.to(kind, arguments[index]);
    if (coerced == null) {
      return false;
    }
    arguments[index] = coerced;
    return true;
  }
}
