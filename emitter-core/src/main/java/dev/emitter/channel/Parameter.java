package dev.emitter.channel;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one parameter of a channel. Immutable. Made by the methods here: {@code
 * Parameter.of("port", ParameterType.INTEGER, "The receiver's port.").asRequired()}.
 */
public final class Parameter {

  private final String name;
  private final ParameterType type;
  private final String meaning;
  private final boolean required;
  private final @Nullable Object defaultValue;
  private final List<String> allowed;
  private final @Nullable Long minimum;
  private final @Nullable Long maximum;
  private final @Nullable Long userMaximum;
  private final List<Parameter> members;

  private Parameter(
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
    this.name = name;
    this.type = type;
    this.meaning = meaning;
    this.required = required;
    this.defaultValue = defaultValue;
    this.allowed = List.copyOf(allowed);
    this.minimum = minimum;
    this.maximum = maximum;
    this.userMaximum = userMaximum;
    this.members = List.copyOf(members);
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

  /**
   * Returns this declaration as it holds for the emitters of users.
   *
   * @param otherDefault the default, within the bound; null for none
   * @param most the upper bound in place of this one's; null to keep it
   * @param inside the members as they hold for users
   */
  public Parameter restrictedTo(
      @Nullable Object otherDefault, @Nullable Long most, List<Parameter> inside) {
    return new Parameter(
        name,
        type,
        meaning,
        required,
        otherDefault,
        allowed,
        minimum,
        most == null ? maximum : most,
        most,
        inside);
  }

  /** Returns this declaration under another name, optional and without a default. */
  public Parameter asItem(String other) {
    return new Parameter(
        other, type, meaning, false, null, allowed, minimum, maximum, userMaximum, members);
  }

  /** Returns its name in JSON. */
  public String name() {
    return name;
  }

  /** Returns what it takes. */
  public ParameterType type() {
    return type;
  }

  /** Returns one or two sentences for the reference page. */
  public String meaning() {
    return meaning;
  }

  /** Returns whether it must be given. */
  public boolean required() {
    return required;
  }

  /**
   * Returns its value when left out, as JSON would have it: a Boolean, a number, or a String for
   * all types that are strings in JSON, such as {@code "30s"} for a duration; null for none.
   */
  public @Nullable Object defaultValue() {
    return defaultValue;
  }

  /** Returns the strings it may be, matched exactly; empty for any. */
  public List<String> allowed() {
    return allowed;
  }

  /** Returns the least number, length, or duration in milliseconds; null for no bound. */
  public @Nullable Long minimum() {
    return minimum;
  }

  /** Returns the largest number, length, or duration in milliseconds; null for no bound. */
  public @Nullable Long maximum() {
    return maximum;
  }

  /**
   * Returns the largest that the emitter of a user may have, in the same units; null if it may have
   * what others may.
   */
  public @Nullable Long userMaximum() {
    return userMaximum;
  }

  /** Returns for a list or map the one declaration of what is in it, for an object its members. */
  public List<Parameter> members() {
    return members;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Parameter that
        && name.equals(that.name)
        && type == that.type
        && meaning.equals(that.meaning)
        && required == that.required
        && Objects.equals(defaultValue, that.defaultValue)
        && allowed.equals(that.allowed)
        && Objects.equals(minimum, that.minimum)
        && Objects.equals(maximum, that.maximum)
        && Objects.equals(userMaximum, that.userMaximum)
        && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, type, required, defaultValue, allowed, members);
  }

  @Override
  public String toString() {
    return "parameter " + name + " (" + type + ")";
  }
}
