package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter: the items for which the condition is true, or one item if the condition is a number,
 * whatever the item. A number that an item has is a flag where true or false is needed, no index.
 *
 * @param conditionPosition where the condition starts
 * @param itemSlot where the condition finds the item
 * @param weight what evaluating the condition costs
 */
record FilterNode(
    int position, Node source, Node condition, int conditionPosition, int itemSlot, int weight)
    implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object value = source.eval(run);
    if (value == null) {
      return null;
    }
    List<@Nullable Object> list = Lists.orSingleton(value);
    return list.isEmpty() ? ofNothing(run) : filter(run, list);
  }

  /** Without items only a number as the condition makes a difference. */
  private @Nullable Object ofNothing(Run run) {
    return test(run, null) instanceof Number ? null : List.of();
  }

  private @Nullable Object filter(Run run, List<@Nullable Object> list) {
    List<@Nullable Object> kept = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = Lists.item(list, i);
      Object outcome = test(run, item);
      if (i == 0 && outcome instanceof Number number && number.equals(test(run, null))) {
        return IndexNode.item(run, position, list, Numbers.truncate(number));
      } else if (holds(run, outcome)) {
        kept.add(item);
      }
    }
    run.chargeList(kept.size());
    return kept;
  }

  /**
   * Returns how many items are kept if the condition is never a number; -1 if there is nothing to
   * filter.
   */
  int count(Run run) {
    Object value = source.eval(run);
    if (value == null) {
      return -1;
    }
    List<@Nullable Object> list = Lists.orSingleton(value);
    if (list.isEmpty()) {
      test(run, null);
      return 0;
    }
    int count = 0;
    for (int i = 0; i < list.size(); i++) {
      count += holds(run, test(run, Lists.item(list, i))) ? 1 : 0;
    }
    run.chargeList(count);
    return count;
  }

  private boolean holds(Run run, @Nullable Object outcome) {
    return Logic.isKnown(run, conditionPosition, outcome) && Boolean.TRUE.equals(outcome);
  }

  private @Nullable Object test(Run run, @Nullable Object item) {
    run.charge(weight);
    run.slots[itemSlot] = item;
    return condition.eval(run);
  }
}
