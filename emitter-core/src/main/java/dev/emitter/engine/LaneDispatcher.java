package dev.emitter.engine;

import dev.emitter.definition.Ordering;
import dev.emitter.delivery.EmitterState;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Gives an emitter's events to its channel, in the order that its definition asks for, and has the
 * answers settled. Owned by the loop.
 */
final class LaneDispatcher implements ChannelCall.Caller {

  private static final Logger LOG = Loggers.of(LaneDispatcher.class);

  private static final Duration AFTER_ONE_EVENT = Duration.ofMillis(50);

  /**
   * So many events may wait behind the first ones on the thread that calls the channel: to hand
   * them over one by one costs more than most deliveries.
   */
  private static final int MOST_HANDED_OVER = 64;

  private final LaneState lane;
  private final Calls calls;
  private final Slot slot;
  private final LaneContext around;
  private final LaneSettling settling;
  private final Linger linger = new Linger();
  private final RightsWait rights;
  private boolean answersAtOnce;
  private boolean waitsToRetry;
  private int holds;

  LaneDispatcher(LaneState lane, Slot slot, LaneContext around, LaneSettling settling) {
    this.lane = lane;
    this.calls = lane.calls();
    this.slot = slot;
    this.around = around;
    this.settling = settling;
    this.rights = new RightsWait(lane, slot, around);
  }

  /**
   * Calls the channel with all batches that may go now, one after the other: a channel that keeps
   * the order must be given them in order.
   */
  void look() {
    if (lane.isCalling()) {
      return; // it looks again once the channel has returned
    }
    Position limit = slot.limit(lane.active().settings().after());
    Batch batch = take(limit);
    if (batch == null) {
      return;
    }
    ChannelCall call =
        new ChannelCall(
            around.rights(), around.time(), around.loop(), around.loop().faults(), this);
    ActiveDefinition active = lane.active();
    try {
      addAll(call, batch, limit);
    } finally { // should a clock fail, what was begun must go all the same
      execute(call, active);
    }
  }

  private void addAll(ChannelCall call, Batch first, @Nullable Position limit) {
    int events = 0;
    Batch batch = first;
    while (batch != null) {
      call.add(batch);
      events += batch.deliveries().size();
      batch = take(limit);
    }
    if (answersAtOnce && calls.isOneByOne(lane.active())) {
      addFollowing(call, events, limit);
    }
  }

  private @Nullable Batch take(@Nullable Position limit) {
    ActiveDefinition active = lane.active();
    if (!calls.hasRoom(active)) {
      return null;
    }
    if (calls.hasResend()) {
      return calls.beginResend(active, around.time().nanoTime());
    }
    return pick(active, limit);
  }

  private boolean mayDeliver() {
    return around.delivering() && lane.health().isOpen() && holds == 0;
  }

  private @Nullable Batch pick(ActiveDefinition active, @Nullable Position limit) {
    if (!mayDeliver()) {
      return null;
    }
    long now = around.time().nanoTime();
    OwnerShare failing = lane.health().state() == EmitterState.RETRYING ? lane.share() : null;
    if (failing != null && hasToWait(failing.untilRetry(now))) {
      return null;
    }
    int most = calls.maxBatch(active);
    Ordering ordering = active.settings().ordering();
    int window = lane.backlog().window();
    List<Pending> due =
        new BatchPicker(ordering, most, window, now, limit).pick(calls.candidates(lane.backlog()));
    List<Pending> entries = Batch.fitting(due, active.traits().maxBatchBytes());
    boolean full = due.size() == most || entries.size() < due.size();
    boolean goes = !entries.isEmpty() && (full || !lingers(active, entries.get(0)));
    if (goes && failing != null) {
      failing.useRetries(entries.size());
    }
    return goes ? calls.begin(active, entries, now) : null;
  }

  /**
   * However short the waits of its definition are: all that fail together must not flood others.
   */
  private boolean hasToWait(long nanos) {
    if (nanos > 0 && !waitsToRetry) {
      waitsToRetry = true;
      around.timers().schedule(Duration.ofNanos(nanos), this::mayRetry);
    }
    return nanos > 0;
  }

  private void mayRetry() {
    waitsToRetry = false;
    slot.look(lane);
  }

  private boolean lingers(ActiveDefinition active, Pending oldest) {
    return lane.intake().isLevel()
        && !calls.search().isOn()
        && linger.holds(
            active.traits().linger(), oldest, around.time(), around.timers(), this::over);
  }

  private void over() {
    linger.end();
    slot.look(lane);
  }

  /** While the channel answers before it returns, the next batch may follow at once. */
  private void addFollowing(ChannelCall call, int events, @Nullable Position limit) {
    int handedOver = events;
    Batch next = handedOver < MOST_HANDED_OVER ? pick(lane.active(), limit) : null;
    while (next != null) {
      call.addIfDelivered(next);
      handedOver += next.deliveries().size();
      next = handedOver < MOST_HANDED_OVER ? pick(lane.active(), limit) : null;
    }
  }

  private void execute(ChannelCall call, ActiveDefinition active) {
    Executor executor = executor(active.traits().blocking());
    lane.began(call);
    try {
      executor.execute(call);
    } catch (RuntimeException | Error e) { // such as: no thread can be started
      String what = "its channel cannot be called now; it is tried again";
      around.loop().faults().report(LOG, lane.describe(), what, e);
      call.giveUp();
    }
  }

  private Executor executor(boolean blocking) {
    OwnerShare share = lane.share();
    if (share == null) {
      return blocking ? around.blocking() : around.workers();
    }
    return blocking ? share.calls().blocking() : share.calls().workers();
  }

  @Override
  public void returned(ChannelCall call) {
    lane.returned();
    try {
      settle(call);
    } finally { // whatever happens, the emitter goes on
      boolean withoutThread = call.made() == 0 && !call.isCancelled();
      lookAgain(withoutThread || call.isBrokenOff());
    }
  }

  private void settle(ChannelCall call) {
    answersAtOnce = call.isAnswered();
    for (int i = 0; i < call.batches().size(); i++) {
      Batch batch = call.batches().get(i);
      UnknownRightsException unknown = batch.unknownFor();
      if (i >= call.made()) {
        settling.notMade(batch);
      } else if (unknown != null) {
        settling.unknownRights(batch, String.valueOf(unknown.getMessage()));
        waitForRights(batch, unknown);
      } else if (!batch.results().isEmpty()) {
        settling.answered(batch);
      }
    }
  }

  private void lookAgain(boolean later) {
    if (later) {
      slot.pause(lane);
    } else {
      slot.look(lane);
    }
    slot.settled(lane);
  }

  /** It is asked again a second later; others may go before, but not thousands a second in vain. */
  private void waitForRights(Batch batch, UnknownRightsException unknown) {
    if (batch.resend() == null) {
      rights.begin(String.valueOf(unknown.getMessage()));
      holds++;
      around
          .timers()
          .schedule(unknown.isOfOwner() ? RightsWait.PAUSE : AFTER_ONE_EVENT, this::goOn);
    }
  }

  private void goOn() {
    holds--;
    slot.look(lane);
  }

  @Override
  public void answeredLate(Batch batch) {
    try {
      settling.answered(batch);
    } finally { // whatever happens, the emitter goes on
      lookAgain(false);
    }
  }
}
