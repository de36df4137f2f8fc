package dev.emitter.flow;

import dev.emitter.definition.FlowDefinition;
import dev.emitter.definition.FlowStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a chain stands, as far as the log tells. Immutable and thread-safe.
 *
 * @param chainId what links its steps
 * @param mapping which flow it is a run of, by its first entry that says all four; null if none
 *     does
 * @param steps the steps that are inside of no other that is there, in the order of their first
 *     entries
 * @param missing what is not in the log although it must have been: the begin of a step, or the
 *     step that another is inside of; empty if nothing is
 * @param logBegins when the log accepted the oldest event that it still has, if it has given up
 *     older ones by its retention; else null
 */
public record ChainState(
    String chainId,
    FlowDefinition.@Nullable Mapping mapping,
    List<ChainStep> steps,
    List<String> missing,
    @Nullable Instant logBegins) {

  public ChainState {
    steps = List.copyOf(steps);
    missing = List.copyOf(missing);
  }

  /** Returns whether the log has no entry of the chain. */
  public boolean isUnknown() {
    return steps.isEmpty();
  }

  /**
   * Returns whether retention has cut the chain: something of it is missing, and the log has given
   * up events. What else was there is not known then.
   */
  public boolean isCut() {
    return logBegins != null && !missing.isEmpty();
  }

  /**
   * Returns how the chain stands: failed if a step has, else active if one has not ended, else
   * cancelled if one was, else completed; null if it is unknown.
   */
  public @Nullable FlowStatus status() {
    if (isUnknown()) {
      return null;
    }
    if (has(FlowStatus.FAILED)) {
      return FlowStatus.FAILED;
    }
    if (has(FlowStatus.STARTED) || has(FlowStatus.ACTIVE)) {
      return FlowStatus.ACTIVE;
    }
    return has(FlowStatus.CANCELLED) ? FlowStatus.CANCELLED : FlowStatus.COMPLETED;
  }

  private boolean has(FlowStatus status) {
    return !find(step -> step.status() == status, false).isEmpty();
  }

  /** Returns the first step that is inside of no other, or null if the log does not have it. */
  public @Nullable ChainStep first() {
    return steps.stream().filter(step -> step.parentId() == null).findFirst().orElse(null);
  }

  /** Returns the steps that have failed, but for those inside of a step that has. */
  public List<ChainStep> failed() {
    return find(step -> step.status() == FlowStatus.FAILED, true);
  }

  /** Returns all steps, each before those inside of it. */
  public List<ChainStep> all() {
    return find(step -> true, false);
  }

  private List<ChainStep> find(Predicate<ChainStep> wanted, boolean outermost) {
    List<ChainStep> found = new ArrayList<>();
    find(steps, wanted, outermost, found);
    return found;
  }

  private static void find(
      List<ChainStep> among,
      Predicate<ChainStep> wanted,
      boolean outermost,
      List<ChainStep> found) {
    for (ChainStep step : among) {
      boolean is = wanted.test(step);
      if (is) {
        found.add(step);
      }
      if (!is || !outermost) {
        find(step.children(), wanted, outermost, found);
      }
    }
  }
}
