package dev.emitter.engine;

import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells how an emitter is doing. The log may have to be read for that, which is done by whoever
 * asks, between two looks at what the loop knows.
 */
final class LaneStatus {

  private final LaneState lane;
  private final Slot slot;
  private final LaneContext around;

  LaneStatus(LaneState lane, Slot slot, LaneContext around) {
    this.lane = lane;
    this.slot = slot;
    this.around = around;
  }

  /**
   * The oldest event that waits.
   *
   * @param event the event, if it is known
   * @param after the position in the log behind which it is, or null
   */
  private record Oldest(@Nullable LoggedEvent event, @Nullable Position after) {}

  /** Returns the oldest event that waits here, or where to look for it in the log. */
  private Oldest oldestHere() {
    LoggedEvent own = lane.backlog().oldest();
    boolean looks = own == null && !lane.intake().isLevel();
    return new Oldest(own, looks ? lane.backlog().readTo() : null);
  }

  /** Returns how it is doing; any thread may ask, and reads the log for that. */
  EmitterStatus ask() {
    Oldest oldest = around.loop().look(this::oldestHere);
    LoggedEvent event = oldest.event();
    if (oldest.after() != null) {
      List<LoggedEvent> next = around.log().read(oldest.after(), 1);
      event = next.isEmpty() ? null : next.get(0);
    }
    LoggedEvent first = event;
    return around.loop().look(() -> of(first));
  }

  /** Returns how it is doing; nothing if the log must be read for that. */
  Optional<EmitterStatus> here() {
    Oldest oldest = oldestHere();
    return oldest.after() == null ? Optional.of(of(oldest.event())) : Optional.empty();
  }

  private EmitterStatus of(@Nullable LoggedEvent oldest) {
    long waiting = lane.waiting(slot.routed(), around.log());
    Instant now = around.time().clock().instant();
    Duration busy = lane.calls().busy(around.time().nanoTime());
    String limitedBy = limit();
    return lane.ledger()
        .status(lane.active(), lane.filtered(), waiting, oldest, busy, limitedBy, now);
  }

  /** Returns the limit of its owner that it waits for, or null. */
  private @Nullable String limit() {
    OwnerShare share = lane.share();
    boolean full = share != null && !lane.intake().isLevel() && share.queues().isPartUsedUp();
    return full ? OwnerLimit.QUEUE_BYTES.label() : around.filters().limit(lane);
  }
}
