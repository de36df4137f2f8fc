package dev.emitter.engine;

import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.TimeSource;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.filter.FilterInput;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says whose filters may be evaluated where and when, so that nobody waits for those of another
 * owner. A costly one leaves the loop for the threads that read; an owner whose time is used up
 * waits for more, and has half of those threads at most. Owned by the loop.
 */
final class FilterTurns {

  private final Timers timers;
  private final OwnerShares owners;
  private final int mostReaders;
  private final Consumer<LaneState> look;
  private final FilterMeter meter;
  private final Map<OwnerShare, Set<LaneState>> waiting = new HashMap<>();

  /**
   * Creates turns that nobody has.
   *
   * @param threads how many there are to read
   * @param look lets a lane look at what there is to do
   */
  FilterTurns(
      TimeSource time, Timers timers, OwnerShares owners, int threads, Consumer<LaneState> look) {
    this.timers = timers;
    this.owners = owners;
    this.mostReaders = Math.max(1, threads / 2);
    this.look = look;
    this.meter = FilterMeter.of(time);
  }

  // On the loop.

  /** Begins to evaluate filters on the loop. */
  void begin() {
    meter.begin();
  }

  /** Returns the limit that keeps an emitter from reading on, or null. */
  @Nullable String limit(LaneState lane) {
    OwnerShare share = lane.share();
    boolean waits =
        share != null
            && !lane.intake().isLevel()
            && lane.active().selection().hasFilter()
            && share.untilFilterTime(meter.now()) > 0;
    return waits ? OwnerLimit.FILTER_TIME.label() : null;
  }

  /**
   * Decides on the loop whether an event on its topics is for an emitter; null if its filter must
   * not be evaluated here, or takes more than a few steps, or if it cannot be told now what its
   * owner may receive.
   */
  @Nullable Verdict judge(LaneState lane, FilterInput input) {
    Verdict verdict = judged(lane, input);
    return verdict == null || verdict.isUnknown() ? null : verdict;
  }

  private @Nullable Verdict judged(LaneState lane, FilterInput input) {
    Selection selection = lane.active().selection();
    if (!selection.hasFilter()) {
      return selection.judgeOnTopic(input, null);
    }
    OwnerShare share = lane.share();
    long before = meter.now();
    if (lane.filterCost().isCostly()
        || (share != null && !owners.hasFilterTimeOnLoop(share, before))) {
      return null;
    }
    return share == null
        ? ofOperator(lane, selection, input, before)
        : ofUser(lane, share, selection, input, before);
  }

  private Verdict ofOperator(LaneState lane, Selection selection, FilterInput input, long before) {
    Verdict verdict = selection.judgeOnTopic(input, null);
    lane.filterCost().add(meter.since(before), true);
    return verdict;
  }

  private @Nullable Verdict ofUser(
      LaneState lane, OwnerShare share, Selection selection, FilterInput input, long before) {
    SharedSteps steps = selection.steps(FilterCost.STEPS_ON_LOOP);
    Verdict verdict = selection.judgeOnTopic(input, steps);
    long nanos = meter.since(before);
    boolean decided = selection.isDecided(steps);
    owners.useFilterTimeOnLoop(share, nanos);
    took(lane, share, nanos, decided);
    return decided ? verdict : null;
  }

  private void took(LaneState lane, @Nullable OwnerShare share, long nanos, boolean isShort) {
    lane.filterCost().add(nanos, isShort);
    if (share != null && share.useFilterTime(nanos)) {
      long most = Duration.ofNanos(share.limits().of(OwnerLimit.FILTER_TIME)).toMillis();
      owners.reached(
          lane,
          OwnerLimit.FILTER_TIME.label(),
          "filters of its owner may take "
              + OwnerLimit.FILTER_TIME.label()
              + " = "
              + most
              + " ms of a processor in each second, and have taken that: its emitters with filters"
              + " fall behind, and catch up; nothing is lost for that. Make filters cheaper, ask"
              + " for fewer events, or ask an operator for more");
    }
  }

  // On the threads that read.

  /** Takes a thread to read for an emitter; returns whether it has one. If not, it looks again. */
  boolean take(LaneState lane) {
    OwnerShare share = lane.share();
    if (share == null) {
      return true;
    }
    boolean filters = lane.active().selection().hasFilter();
    long wait = filters ? share.untilFilterTime(meter.now()) : 0;
    if (wait == 0 && share.readers() < mostReaders) {
      share.readers(1);
      return true;
    }
    boolean first = waiting.computeIfAbsent(share, one -> new LinkedHashSet<>()).isEmpty();
    waiting.get(share).add(lane);
    if (wait > 0 && first) {
      timers.schedule(Duration.ofNanos(wait), () -> lookAll(share));
    }
    return false;
  }

  /**
   * Gives back the thread that has read for an emitter.
   *
   * @param share of whom the thread was taken: the emitter may belong to somebody else by now
   * @param costs what the filter has cost for each event
   */
  void giveBack(LaneState lane, @Nullable OwnerShare share, List<FilterCost.OfEvent> costs) {
    for (FilterCost.OfEvent cost : costs) {
      boolean isShort = share == null || cost.steps() < FilterCost.STEPS_ON_LOOP;
      took(lane, share, cost.nanos(), isShort);
    }
    if (share != null) {
      share.readers(-1);
      lookAll(share);
    }
  }

  private void lookAll(OwnerShare share) {
    Set<LaneState> all = waiting.remove(share);
    if (all != null) {
      all.forEach(look);
    }
  }
}
