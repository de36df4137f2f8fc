package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataObject;
import org.jspecify.annotations.Nullable;

/** What a node sees: the evaluation it is part of, and the variables of its function. */
final class Frame {

  final Run run;
  final DataObject data;
  final @Nullable Object[] slots;

  Frame(Run run, @Nullable Object[] slots) {
    this.run = run;
    this.data = run.data;
    this.slots = slots;
  }
}
