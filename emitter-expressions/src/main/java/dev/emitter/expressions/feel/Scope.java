package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/**
 * A variable that the compiler can see, and those around it; the item of a filter is one without a
 * name.
 */
final class Scope {

  private final @Nullable Scope outer;
  private final @Nullable String name;
  private final int slot;
  private boolean used;

  Scope(@Nullable Scope outer, @Nullable String name, int slot) {
    this.outer = outer;
    this.name = name;
    this.slot = slot;
  }

  @Nullable Scope outer() {
    return outer;
  }

  int slot() {
    return slot;
  }

  boolean isItem() {
    return name == null;
  }

  boolean isNamed(String other) {
    return other.equals(name);
  }

  boolean used() {
    return used;
  }

  void markUsed() {
    used = true;
  }
}
