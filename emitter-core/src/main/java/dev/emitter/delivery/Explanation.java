package dev.emitter.delivery;

import dev.emitter.filter.Clause;
import org.jspecify.annotations.Nullable;

/**
 * Why an event is or is not for an emitter. Immutable.
 *
 * <pre>{@code
 * System.out.println(emitters.explain(Topic.of("orders", "eu"), event, "large-orders"));
 * }</pre>
 *
 * @param emitterId the emitter
 * @param selected whether it is for the emitter
 * @param reason the first question that decided: topic, rights, messages or filter
 * @param filter how each clause of the filter judges the event; null without a filter, or if the
 *     question was decided before it
 */
public record Explanation(
    String emitterId, boolean selected, String reason, @Nullable Clause filter) {

  /** Returns the explanation in words, the clauses of the filter one a line. */
  @Override
  public String toString() {
    String line = emitterId + ": " + (selected ? "selected, " : "not selected, ") + reason;
    return filter == null ? line : line + "\n  " + filter.toString().replace("\n", "\n  ");
  }
}
