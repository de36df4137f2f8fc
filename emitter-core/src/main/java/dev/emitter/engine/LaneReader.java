package dev.emitter.engine;

import dev.emitter.expressions.SharedSteps;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Reads the log for an emitter that is behind the router, and never beyond it. To read, and to
 * judge what was read, takes its time and may run code of the application, so other threads do that
 * for the loop. Owned by the loop.
 */
final class LaneReader {

  private static final Logger LOG = Loggers.of(LaneReader.class);

  private static final long SLICE_NANOS = 10_000_000;
  private static final int READ_AHEAD = 256;
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

  private final LaneState lane;
  private final Slot slot;
  private final LaneContext around;
  private final RightsWait rights;

  LaneReader(LaneState lane, Slot slot, LaneContext around) {
    this.lane = lane;
    this.slot = slot;
    this.around = around;
    this.rights = new RightsWait(lane, slot, around);
  }

  /** Becomes level if all that is routed is read; otherwise reads on if there is room. */
  void look() {
    if (lane.intake().isLevel() || lane.isReading() || !lane.isLiving()) {
      return;
    }
    Position routed = slot.routed();
    if (lane.intake().hasRead(routed)) {
      join(routed);
    } else if (!rights.isOn() && toRead() > 0 && around.filters().take(lane)) {
      start(
          new Request(
              lane.active(), lane.share(), lane.intake().version(), position(), routed, toRead()));
    }
  }

  private Position position() {
    return lane.backlog().readTo();
  }

  private void join(Position routed) {
    if (position().compareTo(routed) > 0 || lane.filterCost().isCostly()) {
      slot.awaitRouter(lane);
      slot.busyOrIdle(lane);
      return;
    }
    lane.intake().becomeLevel();
    slot.changed(lane);
    slot.busyOrIdle(lane);
  }

  /** Returns how many events to read now: while it delivers, none or enough to be worth it. */
  private int toRead() {
    if (!around.delivering()) {
      return 0;
    }
    int capacity = lane.active().settings().queueCapacity();
    int room = Math.max(0, Math.min(lane.backlog().room(capacity), READ_AHEAD));
    boolean worthIt = room >= Math.min(READ_AHEAD, capacity / 2);
    return worthIt || !lane.health().isOpen() ? Math.min(room, lane.backlog().worthReading()) : 0;
  }

  /**
   * What to read.
   *
   * @param share of whom the thread to read with is taken; null for operators
   * @param version of what the lane reads; if it is another one by then, what was read is void
   */
  private record Request(
      ActiveDefinition active,
      @Nullable OwnerShare share,
      int version,
      Position after,
      Position upTo,
      int most) {}

  private void start(Request request) {
    lane.reading(true);
    try {
      around.readers().execute(() -> read(request));
    } catch (RuntimeException | Error e) { // such as: no thread can be started
      around.filters().giveBack(lane, request.share(), List.of());
      failed(e);
    }
  }

  /** Runs on another thread. */
  private void read(Request request) {
    try {
      List<LoggedEvent> events = events(request);
      Judged judged = judge(request.active(), events, false);
      around
          .loop()
          .execute(
              () -> {
                around.filters().giveBack(lane, request.share(), judged.costs());
                done(request, judged);
              });
    } catch (Throwable e) { // a log that cannot be read now, above all
      around
          .loop()
          .execute(
              () -> {
                around.filters().giveBack(lane, request.share(), List.of());
                failed(e);
              });
    }
  }

  /**
   * What was decided about the first of some events.
   *
   * @param costs what the filter has cost for each; empty without one
   * @param unknown why nothing is decided about the next one, if its owner's rights are unknown
   */
  private record Judged(
      List<LoggedEvent> events,
      List<Verdict> verdicts,
      List<FilterCost.OfEvent> costs,
      @Nullable String unknown) {}

  private List<LoggedEvent> events(Request request) {
    List<LoggedEvent> events = around.log().read(request.after(), request.most());
    int within = 0;
    while (within < events.size() && events.get(within).position().compareTo(request.upTo()) <= 0) {
      within++;
    }
    return events.subList(0, within);
  }

  /**
   * Decides about the events, but only some of them if that takes long: others read, too.
   *
   * @param leftOut whether all are left out: then unknown rights only make them count as not for it
   */
  private Judged judge(ActiveDefinition active, List<LoggedEvent> events, boolean leftOut) {
    Selection selection = active.selection();
    FilterMeter meter = FilterMeter.of(around.time());
    meter.begin();
    List<Verdict> verdicts = new ArrayList<>(events.size());
    List<FilterCost.OfEvent> costs = new ArrayList<>();
    String unknown = null;
    long all = 0;
    for (int i = 0; i < events.size() && unknown == null && all < SLICE_NANOS; i++) {
      LoggedEvent event = events.get(i);
      FilterInput input = new FilterInput(event.topic(), event.event());
      long before = selection.hasFilter() ? meter.now() : 0;
      SharedSteps steps = selection.steps(Integer.MAX_VALUE);
      Verdict verdict = selection.judge(input, steps);
      if (selection.hasFilter()) {
        long took = meter.since(before);
        costs.add(new FilterCost.OfEvent(took, steps.all() - steps.left()));
        all += took;
      }
      if (verdict.isUnknown() && leftOut) {
        verdicts.add(Verdict.NOT_ALLOWED);
      } else if (verdict.isUnknown()) {
        unknown = String.valueOf(verdict.reason());
      } else {
        verdicts.add(verdict);
      }
    }
    return new Judged(events.subList(0, verdicts.size()), verdicts, costs, unknown);
  }

  private void done(Request request, Judged judged) {
    lane.reading(false);
    slot.noteDropped();
    try {
      if (lane.isLiving() && request.version() == lane.intake().version()) {
        take(judged.events(), judged.verdicts());
        if (judged.unknown() != null) {
          rights.begin(judged.unknown());
        } else if (judged.events().isEmpty()) {
          lane.backlog().skipTo(request.upTo()); // the log has nothing more up to there
        }
      }
    } catch (Throwable e) { // clocks may be the application's
      failed(e);
      return;
    }
    slot.busyOrIdle(lane);
    slot.settled(lane);
    slot.look(lane);
  }

  /** Takes in what was read. */
  private void take(List<LoggedEvent> events, List<Verdict> verdicts) {
    for (int i = 0; i < events.size() && hasRoomFor(events.get(i)); i++) {
      LoggedEvent event = events.get(i);
      if (lane.intake().isUnread(event)) {
        lane.intake().read(event, verdicts.get(i), lane.keeps(verdicts.get(i)));
      }
    }
    lane.backlog().removeSettled();
    slot.changed(lane);
  }

  private boolean hasRoomFor(LoggedEvent event) {
    return lane.backlog().isLeftOut(event.position()) || lane.backlog().hasRoomInBytes();
  }

  private void failed(Throwable e) {
    String what = "what the log has for it cannot be read now; it is tried again every second";
    around.loop().faults().report(LOG, lane.describe(), what, e);
    lane.reading(false);
    around.timers().schedule(AFTER_A_FAULT, () -> slot.look(lane));
  }

  /**
   * Reads on in the log up to a position, so that all is left out that is to be; on the thread of
   * the caller, which is not the loop's.
   */
  void readLeftOut(Position upTo) {
    Request next = around.loop().call(() -> leftOut(upTo));
    while (next.after().compareTo(upTo) < 0) {
      Request request = next;
      Judged judged = judge(request.active(), events(request), true);
      around.loop().run(() -> doneLeftOut(request, judged.events(), judged.verdicts()));
      next = around.loop().call(() -> leftOut(upTo));
    }
  }

  private Request leftOut(Position upTo) {
    boolean done = !lane.isLiving() || lane.intake().isLevel() || lane.intake().hasRead(upTo);
    return new Request(
        lane.active(), null, lane.intake().version(), done ? upTo : position(), upTo, READ_AHEAD);
  }

  private void doneLeftOut(Request request, List<LoggedEvent> events, List<Verdict> verdicts) {
    slot.noteDropped();
    if (lane.isLiving()
        && request.version() == lane.intake().version()
        && position().equals(request.after())) {
      take(events, verdicts);
      if (events.isEmpty()) {
        lane.backlog().skipTo(request.upTo());
      }
      slot.busyOrIdle(lane);
      slot.look(lane);
    }
  }
}
