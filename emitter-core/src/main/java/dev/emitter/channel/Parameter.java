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
 * @param defaultValue its value when left out: a String, Boolean, Long or Double as JSON would have
 *     it, or null for none
 * @param allowed the strings it may be, matched exactly; empty for any
 * @param minimum the least number, length, or duration in milliseconds; null for no bound
 * @param maximum the largest number, length, or duration in milliseconds; null for no bound
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
    List<Parameter> members) {

  /** Creates a declaration with copies of the lists. */
  public Parameter {
    allowed = List.copyOf(allowed);
    members = List.copyOf(members);
  }

  /** Declares an optional parameter without a default. */
  public static Parameter of(String name, ParameterType type, String meaning) {
    return new Parameter(name, type, meaning, false, null, List.of(), null, null, List.of());
  }

  /** Declares an optional string out of a list. */
  public static Parameter choice(String name, String meaning, String... allowed) {
    return new Parameter(
        name, ParameterType.STRING, meaning, false, null, List.of(allowed), null, null, List.of());
  }

  /** Returns this declaration, required. */
  public Parameter asRequired() {
    return new Parameter(
        name, type, meaning, true, defaultValue, allowed, minimum, maximum, members);
  }

  /** Returns this declaration with a default, written as JSON would have it. */
  public Parameter withDefault(Object value) {
    return new Parameter(name, type, meaning, required, value, allowed, minimum, maximum, members);
  }

  /**
   * Returns this declaration with bounds, both included: on a number, on the length of a string,
   * list or map, or on a duration in milliseconds.
   */
  public Parameter between(long least, long most) {
    return new Parameter(
        name, type, meaning, required, defaultValue, allowed, least, most, members);
  }

  /** Returns this declaration with what is in the list, map or object. */
  public Parameter containing(Parameter... declared) {
    return new Parameter(
        name, type, meaning, required, defaultValue, allowed, minimum, maximum, List.of(declared));
  }
}
