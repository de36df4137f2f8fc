package dev.emitter.definition;

import java.util.function.Supplier;

/**
 * A value that must not be seen. It prints as {@code ****}, serialises as nothing and is read at
 * the last moment, each time anew, so that a rotated secret takes effect. Equal only to itself.
 * Thread-safe.
 */
public final class Secret {

  private final Supplier<String> value;

  private Secret(Supplier<String> value) {
    this.value = value;
  }

  /** Returns the secret of this value. */
  public static Secret of(String value) {
    return new Secret(() -> value);
  }

  /**
   * Returns the secret that the supplier reads each time. The supplier throws {@link
   * dev.emitter.problem.EmitterException} naming the place, never the value, when it cannot.
   */
  public static Secret from(Supplier<String> value) {
    return new Secret(value);
  }

  /** Returns the value. Use it at once and do not keep it. */
  public String reveal() {
    return value.get();
  }

  /** Returns {@code ****}. */
  @Override
  public String toString() {
    return "****";
  }
}
