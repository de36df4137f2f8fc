package dev.emitter.engine;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.StartFrom;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Puts definitions to work, changes and removes them: channels are opened and beginnings stored by
 * the caller's thread, the rest happens on the loop, between two events. Thread-safe.
 */
final class EmitterChanges {

  private static final Logger LOG = Loggers.of(EmitterChanges.class);

  private final LaneContext around;
  private final ChannelOpener opener;
  private final Checkpoints checkpoints;
  private final LaneRegistry lanes;
  private final OpenChannels channels;
  private final ChangeBarrier barrier;

  EmitterChanges(
      LaneContext around,
      ChannelOpener opener,
      Checkpoints checkpoints,
      LaneRegistry lanes,
      OpenChannels channels,
      ChangeBarrier barrier) {
    this.around = around;
    this.opener = opener;
    this.checkpoints = checkpoints;
    this.lanes = lanes;
    this.channels = channels;
    this.barrier = barrier;
  }

  /**
   * Does what {@code Engine.apply} says.
   *
   * @param forGood whether the ids of those that are removed are never used again
   */
  void apply(
      Collection<ResolvedEmitter> upserts,
      Set<String> removals,
      boolean forGood,
      Runnable persist) {
    barrier.requireOutside();
    List<ActiveDefinition> opened = opener.open(upserts);
    Map<String, Position> begin = new HashMap<>();
    try {
      Map<String, Position> unknown = new HashMap<>();
      for (ActiveDefinition active : opened) {
        findBeginning(active, begin, unknown);
      }
      persistAfter(unknown, persist);
    } catch (Throwable e) {
      opened.forEach(ChannelOpener::discard);
      throw e;
    }
    try {
      around
          .loop()
          .run(
              () -> {
                requireOpen(opened);
                opened.forEach(this::tellRegistered);
                removals.forEach(id -> remove(id, forGood));
                opened.forEach(active -> put(active, begin.get(active.definition().id())));
              });
    } catch (ClosedException e) {
      opened.forEach(ChannelOpener::discard);
      throw e;
    }
    barrier.awaitTold();
    if (around.delivering()) {
      opener.check(opened, this::found);
    }
  }

  /** Nobody would close the channel of an emitter that comes after all others are closed. */
  private void requireOpen(List<ActiveDefinition> opened) {
    if (lanes.areClosed() && !opened.isEmpty()) {
      throw new ClosedException();
    }
  }

  /** Emitters have come too late. */
  private static final class ClosedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("closed: no emitter can be registered any more");
    }
  }

  private void findBeginning(
      ActiveDefinition active, Map<String, Position> begin, Map<String, Position> unknown) {
    String id = active.definition().id();
    if (lanes.lane(id) == null) {
      LaneCheckpoint before = checkpoints.restored().of(id);
      Position start = start(active.settings().startFrom(), before);
      if (start == null) {
        unknown.put(id, around.log().end());
      } else {
        begin.put(id, start);
        if (before == null || !start.equals(before.at())) {
          unknown.put(id, start);
        }
      }
    }
  }

  private void persistAfter(Map<String, Position> beginnings, Runnable persist) {
    if (around.delivering()) {
      checkpoints.begin(beginnings);
    }
    try {
      persist.run();
    } catch (Throwable e) {
      if (around.delivering()) {
        checkpoints.cancel(beginnings.keySet());
      }
      throw e;
    }
  }

  private void tellRegistered(ActiveDefinition active) {
    ResolvedEmitter emitter = active.resolved();
    String owner = active.definition().owner();
    around.listener().registered(emitter.id(), emitter.provider().type(), owner);
  }

  /** Tells what stands in the way of an emitter before its first event. */
  private void found(ActiveDefinition active, String fault) {
    String id = active.definition().id();
    Lane lane = lanes.lane(id);
    if (lane != null && lane.active() == active) {
      LOG.warn("emitter {} could not deliver now: {}", id, fault);
      around.loop().execute(() -> lane.state().found(fault, around.time().clock().instant()));
    }
  }

  private void put(ActiveDefinition active, @Nullable Position begin) {
    channels.opened(active);
    String id = active.definition().id();
    Lane lane = lanes.lane(id);
    if (lane != null) {
      EmitterDefinition last = lane.active().definition();
      lanes.replace(lane, active);
      around.ownEvents().changed(last, active.definition());
      return;
    }
    LaneCheckpoint before = checkpoints.take(id);
    Position start = begin == null ? around.log().end() : begin;
    Lane added = new Lane(active, start, checkpoints.isActive(), lanes, around);
    if (before != null) {
      added.restore(before, checkpoints.restored().takeParked(id));
    }
    lanes.add(added);
    added.tellOwner();
    if (before == null || before.removed()) {
      around.ownEvents().registered(active.definition());
    }
  }

  /**
   * Returns where an emitter begins; null for wherever the log ends by then. One that was at work
   * when the process ended goes on, whatever its definition says.
   */
  private @Nullable Position start(StartFrom startFrom, @Nullable LaneCheckpoint before) {
    boolean resumes = startFrom instanceof StartFrom.Resume;
    if (before != null && before.at() != null && (resumes || !before.removed())) {
      return before.at();
    }
    if (startFrom instanceof StartFrom.At at) {
      return around.log().positionBefore(at.time());
    }
    boolean fromBeginning =
        startFrom instanceof StartFrom.Beginning || checkpoints.restored().isDoubtful();
    return fromBeginning ? around.log().start() : null;
  }

  private void remove(String id, boolean forGood) {
    Lane lane = lanes.lane(id);
    if (lane != null) {
      lane.active().remove();
      lanes.remove(lane, around.time().clock().instant(), forGood);
      around.ownEvents().deleted(lane.active().definition());
    }
  }
}
