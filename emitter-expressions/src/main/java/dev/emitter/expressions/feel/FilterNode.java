package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter: the items for which the condition is true, or one item if the condition is a number.
 *
 * @param itemSlot where the condition finds the item
 * @param weight what evaluating the condition costs
 */
record FilterNode(int position, Node source, Node condition, int itemSlot, int weight)
    implements Node {

  @Override
  public @Nullable Object eval(Frame frame) {
    Object value = source.eval(frame);
    if (value == null) {
      return null;
    }
    List<@Nullable Object> list = Lists.orSingleton(value);
    return list.isEmpty() ? ofNothing(frame) : filter(frame, list);
  }

  /** Without items only a number as the condition makes a difference. */
  private @Nullable Object ofNothing(Frame frame) {
    return test(frame, null) instanceof Number ? null : List.of();
  }

  private @Nullable Object filter(Frame frame, List<@Nullable Object> list) {
    List<@Nullable Object> kept = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = Lists.item(list, i);
      Object outcome = test(frame, item);
      if (outcome instanceof Number number) {
        return IndexNode.item(frame.run, position, list, Numbers.truncate(number));
      } else if (Boolean.TRUE.equals(outcome)) {
        kept.add(item);
      }
    }
    frame.run.chargeList(kept.size());
    return kept;
  }

  private @Nullable Object test(Frame frame, @Nullable Object item) {
    frame.run.charge(weight);
    frame.slots[itemSlot] = item;
    return condition.eval(frame);
  }
}
