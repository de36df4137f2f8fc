package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A variable of a loop, a function's parameter or an entry of a context. */
record SlotNode(int slot) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    return run.slots[slot];
  }
}
