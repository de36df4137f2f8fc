package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loop that builds a list, which it sees itself as {@code partial}. */
record ForNode(Iterations iterations, int partialSlot, Node result) implements Node {

  @Override
  public @Nullable Object eval(Frame frame) {
    List<@Nullable Object> results = new ArrayList<>();
    Iterations.Outcome outcome =
        iterations.run(
            frame,
            f -> {
              f.slots[partialSlot] = new PrefixList(results);
              results.add(result.eval(f));
              f.run.charge(1);
              f.run.checkList(results.size());
              return true;
            });
    return outcome == Iterations.Outcome.IMPOSSIBLE ? null : Collections.unmodifiableList(results);
  }
}
