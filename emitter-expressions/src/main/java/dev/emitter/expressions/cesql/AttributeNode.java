package dev.emitter.expressions.cesql;

import dev.emitter.expressions.Reason;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of the event: section 3.2.
 *
 * @param missing the error if the event does not have it
 */
record AttributeNode(String name, Reason missing) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object value = AttributeValue.of(run.event.member(name));
    if (value == null) {
      run.fail(missing);
      return run.ended(this, false);
    }
    return value;
  }

  @Override
  public @Nullable CesqlType type() {
    return null;
  }
}
