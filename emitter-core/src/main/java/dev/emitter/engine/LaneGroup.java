package dev.emitter.engine;

import dev.emitter.filter.FilterInput;
import dev.emitter.topic.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lanes with the same topics and the same owner. It finds those that an event may be for
 * without asking each, and counts the events that passed, so that a lane that was not asked knows
 * how many it has filtered out. Guarded by the router, but for the count.
 */
final class LaneGroup {

  /** What the lanes of a group have in common. */
  record Key(Subscription subscription, @Nullable String owner) {

    static Key of(Work work) {
      return new Key(work.definition().subscription(), work.definition().owner());
    }
  }

  /** The group of a lane that the router does not know yet. */
  static final LaneGroup NONE = new LaneGroup(new Key(Subscription.to(List.of()), null));

  private final Key key;
  private final ConditionIndex<Lane> index = new ConditionIndex<>();
  private volatile long passed;
  private boolean counting;

  LaneGroup(Key key) {
    this.key = key;
  }

  Key key() {
    return key;
  }

  void add(Lane lane, Work work) {
    index.add(lane, work.selection().conditions());
  }

  void remove(Lane lane, Work work) {
    index.remove(lane, work.selection().conditions());
  }

  boolean isEmpty() {
    return index.isEmpty();
  }

  /** Returns how many events have passed that any of these lanes counts. */
  long passed() {
    return passed;
  }

  /** Returns whether the event that is passing now will be counted. */
  boolean isCounting() {
    return counting;
  }

  /**
   * Returns the lanes that an event on the topics may be for; all of them if their owner may not
   * receive it, as disabled ones keep it then until the owner may.
   */
  List<Lane> candidates(FilterInput input, Rights rights) {
    List<Lane> found = new ArrayList<>();
    if (rights.mayReceive(key.owner(), input.topic(), input.event())) {
      counting = !input.topic().isReserved();
      index.find(input, found);
    } else {
      counting = false;
      index.findAll(found);
    }
    return found;
  }

  /** The event has been given to the candidates. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the router writes, under its lock
  void pass() {
    if (counting) {
      passed++;
      counting = false;
    }
  }
}
