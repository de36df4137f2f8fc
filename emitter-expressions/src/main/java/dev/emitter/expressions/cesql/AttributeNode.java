package dev.emitter.expressions.cesql;

import org.jspecify.annotations.Nullable;

/** An attribute of the event: section 3.2. */
record AttributeNode(int position, String name) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object value = AttributeValue.of(run.event.member(name));
    if (value == null) {
      run.fail(ErrorKind.MISSING_ATTRIBUTE, position, name);
      return run.ended(this, false);
    }
    return value;
  }

  @Override
  public @Nullable CesqlType type() {
    return null;
  }
}
