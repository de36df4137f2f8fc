package dev.emitter.expressions.feel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter that is a number known in advance: an item by its index, from the end if negative. */
record IndexNode(int position, Node source, int index) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object value = source.eval(run);
    return value == null ? null : item(run, position, Lists.orSingleton(value), index);
  }

  static @Nullable Object item(Run run, int position, List<@Nullable Object> list, int index) {
    int offset = index > 0 ? index - 1 : list.size() + index;
    if (index == 0 || offset < 0 || offset >= list.size()) {
      return run.fail(position, "the list has no item " + index);
    }
    Object item = Lists.item(list, offset);
    return item == null ? run.fail(position, "item " + index + " of the list is null") : item;
  }
}
