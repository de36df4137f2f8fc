package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/**
 * A call of {@code count} on a filter whose condition is a test: there is no need to build the list
 * only to count its items.
 */
record CountNode(int position, FilterNode filter, BuiltinCallNode call) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    int count = filter.count(run);
    run.at(position);
    return count < 0 ? call.invoke(run, new Object[1]) : (Object) (long) count;
  }
}
