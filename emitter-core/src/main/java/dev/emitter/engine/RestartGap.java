package dev.emitter.engine;

import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import org.slf4j.Logger;

/**
 * What has left the log behind the cursor of an emitter before it goes on: while it was not at
 * work, or while an earlier process had it in memory, and ended before it was delivered. Nobody can
 * read it any more, so all of it counts as dropped. Owned by the loop.
 */
record RestartGap(LaneState lane, Slot slot, LaneContext around) {

  private static final Logger LOG = Loggers.of(RestartGap.class);

  /** Goes on behind what is gone, and tells how much that is. */
  void pass(LaneCheckpoint record) {
    Position cursor = lane.backlog().readTo();
    Position gone = slot.droppedTo();
    if (gone.compareTo(cursor) <= 0) {
      return;
    }
    lane.backlog().skipTo(gone);
    long most = around.log().count(cursor, gone) - settled(record, gone);
    if (most > 0) {
      tell(cursor, gone, most);
    }
  }

  /** Returns how many of those that are gone an earlier process had settled. */
  private static long settled(LaneCheckpoint record, Position gone) {
    return record.attempted().entrySet().stream()
        .filter(one -> one.getValue().settled() && one.getKey().compareTo(gone) <= 0)
        .count();
  }

  private void tell(Position cursor, Position gone, long most) {
    String what =
        "events after position "
            + cursor
            + " and up to "
            + gone
            + " have left the log before this emitter had settled them; at most "
            + most
            + " of them were for it";
    lane.counters().dropped += most;
    lane.found(what, around.time().clock().instant());
    around.listener().droppedBetween(lane.id(), cursor, gone, most);
    if (lane.share() == null) {
      LOG.warn("emitter {}: {}: they are lost to it, and counted as dropped", lane.id(), what);
    } else {
      around.owners().lost(lane, what);
    }
  }
}
