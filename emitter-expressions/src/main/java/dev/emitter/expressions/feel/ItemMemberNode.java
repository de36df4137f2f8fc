package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataObject;
import org.jspecify.annotations.Nullable;

/**
 * A name in a filter: a member of the item if it has one, else what the name means outside of the
 * filter.
 */
record ItemMemberNode(int itemSlot, String name, Node outside) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object item = run.slots[itemSlot];
    if (item instanceof DataObject object) {
      Object value = Values.of(object.member(name));
      return value != null || object.has(name) ? value : outside.eval(run);
    }
    if (item != null && Kind.of(item) == Kind.CONTEXT) {
      Object value = Contexts.get(item, name);
      if (value != null || Contexts.has(item, name)) {
        return value;
      }
    }
    return outside.eval(run);
  }
}
