package dev.emitter.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one parameter of a channel. Immutable.
 *
 * @param name its name in JSON
 * @param type what it takes
 * @param meaning one or two sentences for the reference page
 * @param required whether it must be given
 * @param defaultValue its value when left out, as JSON would have it: a Boolean, a number, or a
 *     String for all types that are strings in JSON, such as {@code "30s"} for a duration; null for
 *     none
 * @param allowed the strings it may be, matched exactly; empty for any
 * @param minimum the least number, length, or duration in milliseconds; null for no bound
 * @param maximum the largest number, length, or duration in milliseconds; null for no bound
 * @param userMaximum the largest that the emitter of a user may have, in the same units; null if it
 *     may have what others may
 * @param members for a list or map the one declaration of what is in it, for an object its members
 */
public record Parameter(
    String name,
    ParameterType type,
    String meaning,
    boolean required,
    @Nullable Object defaultValue,
    List<String> allowed,
    @Nullable Long minimum,
    @Nullable Long maximum,
    @Nullable Long userMaximum,
    List<Parameter> members) {

  /**
   * Creates a declaration with copies of the lists.
   *
   * @throws IllegalArgumentException if the default is not written as JSON would have it, or is not
   *     among what is allowed
   */
  public Parameter {
    allowed = List.copyOf(allowed);
    members = List.copyOf(members);
    String fault =
        defaultValue == null
            ? null
            : DefaultValues.fault(type, defaultValue, allowed, minimum, maximum);
    if (fault != null) {
      throw new IllegalArgumentException(
          "default of parameter " + name + " = " + defaultValue + ": " + fault);
    }
  }

  /** Declares an optional parameter without a default. */
  public static Parameter of(String name, ParameterType type, String meaning) {
    return new Parameter(name, type, meaning, false, null, List.of(), null, null, null, List.of());
  }

  /** Declares an optional string out of a list. */
  public static Parameter choice(String name, String meaning, String... allowed) {
    return new Parameter(
        name,
        ParameterType.STRING,
        meaning,
        false,
        null,
        List.of(allowed),
        null,
        null,
        null,
        List.of());
  }

  /** Returns this declaration, required. */
  public Parameter asRequired() {
    return new Parameter(
        name, type, meaning, true, defaultValue, allowed, minimum, maximum, userMaximum, members);
  }

  /**
   * Returns this declaration with a default, written as JSON would have it: {@code "30s"}, not a
   * {@code Duration}.
   *
   * @throws IllegalArgumentException if it is written otherwise, or is not among what is allowed
   */
  public Parameter withDefault(Object value) {
    return new Parameter(
        name, type, meaning, required, value, allowed, minimum, maximum, userMaximum, members);
  }

  /**
   * Returns this declaration with bounds, both included: on a number, on the length of a string,
   * list or map, or on a duration in milliseconds.
   */
  public Parameter between(long least, long most) {
    return new Parameter(
        name, type, meaning, required, defaultValue, allowed, least, most, userMaximum, members);
  }

  /**
   * Returns this declaration with a bound, included, for the emitters of users alone (those that
   * have an owner), on the same as {@link #between}: what one of them may cost the others. It holds
   * for the default, too.
   */
  public Parameter atMostForUsers(long most) {
    return new Parameter(
        name, type, meaning, required, defaultValue, allowed, minimum, maximum, most, members);
  }

  /** Returns this declaration with what is in the list, map or object. */
  public Parameter containing(Parameter... declared) {
    return new Parameter(
        name,
        type,
        meaning,
        required,
        defaultValue,
        allowed,
        minimum,
        maximum,
        userMaximum,
        List.of(declared));
  }
}
