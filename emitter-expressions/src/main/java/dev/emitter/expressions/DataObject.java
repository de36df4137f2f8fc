package dev.emitter.expressions;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * An object of the data that an expression reads, adapted from whatever holds it. Nothing is read
 * before an expression asks for it.
 *
 * <p>A value is null, a {@link String}, a {@link Boolean}, a {@link Number} ({@code Long}, {@code
 * Integer}, {@code BigDecimal}, {@code Double} and their kin; {@link ExactNumber} where it has many
 * digits, since an evaluation rounds others at every look), a {@code java.time} value, a {@code
 * DataObject} or {@link java.util.Map}, a {@link DataArray} or {@link java.util.List}. Anything
 * else reads as null. Implementations need to be as thread-safe as the evaluations that share them.
 */
public interface DataObject {

  /**
   * Returns the value of a member.
   *
   * @param name the member's name
   * @return its value, or null if it is null or there is no such member
   */
  @Nullable Object member(String name);

  /** Returns the names of all members, in order. */
  Collection<String> names();

  /**
   * Returns whether there is such a member, be it null.
   *
   * @param name the member's name
   */
  default boolean has(String name) {
    return names().contains(name);
  }
}
