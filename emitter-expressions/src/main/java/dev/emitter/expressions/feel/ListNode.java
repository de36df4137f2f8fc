package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of items. */
record ListNode(List<Node> items) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    run.chargeList(items.size());
    List<@Nullable Object> list = new ArrayList<>(items.size());
    for (Node item : items) {
      list.add(item.eval(run));
    }
    return Collections.unmodifiableList(list);
  }
}
