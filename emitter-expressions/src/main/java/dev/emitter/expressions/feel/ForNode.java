package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loop that builds a list, which it sees itself as {@code partial}. */
record ForNode(Iterations iterations, int partialSlot, Node result) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    List<@Nullable Object> results = new ArrayList<>();
    Iterations.Outcome outcome =
        iterations.run(
            run,
            r -> {
              r.slots[partialSlot] = new PrefixList(results);
              results.add(result.eval(r));
              r.charge(1);
              r.checkList(results.size());
              return true;
            });
    return outcome == Iterations.Outcome.IMPOSSIBLE ? null : Collections.unmodifiableList(results);
  }
}
