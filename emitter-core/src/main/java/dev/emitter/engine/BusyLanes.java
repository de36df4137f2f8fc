package dev.emitter.engine;

import dev.emitter.log.Position;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The lanes that have something to do or to wait for, and up to where all of them have settled the
 * log. Owned by the loop.
 */
final class BusyLanes {

  private final Set<LaneState> lanes = new LinkedHashSet<>(); // iterated: must shrink, too
  private final LeastSettled ofOperators = new LeastSettled();
  private final LeastSettled ofUsers = new LeastSettled();

  /** A lane has become busy or idle. */
  void update(LaneState lane, Position routed) {
    if (lane.isBusy()) {
      lanes.add(lane);
      (holds(lane) ? ofOperators : ofUsers).add(lane, routed);
    } else {
      lanes.remove(lane);
    }
  }

  /** A lane belongs to somebody else now. */
  void ownerChanged(LaneState lane, Position routed) {
    ofOperators.remove(lane);
    ofUsers.remove(lane);
    update(lane, routed);
  }

  Collection<LaneState> all() {
    return Collections.unmodifiableSet(lanes);
  }

  /** Returns them by id. */
  List<LaneState> sorted() {
    return lanes.stream().sorted(Comparator.comparing(LaneState::id)).toList();
  }

  /** Returns whether the log must keep what an emitter has not settled, if it is in memory. */
  static boolean holds(LaneState lane) {
    return lane.share() == null;
  }

  /** Returns up to where everything is routed, and settled by those that are busy. */
  SettledPositions settled(Position routed) {
    Position operators = ofOperators.least(routed);
    Position users = ofUsers.least(routed);
    return new SettledPositions(users.compareTo(operators) < 0 ? users : operators, operators);
  }
}
