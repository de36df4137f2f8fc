package dev.emitter.engine;

import dev.emitter.filter.FilterInput;
import dev.emitter.topic.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lanes with the same topics and the same owner. It finds those that an event may be for
 * without asking each. Owned by the loop.
 */
final class LaneGroup {

  /** What the lanes of a group have in common. */
  record Key(Subscription subscription, @Nullable String owner) {

    static Key of(Work work) {
      return new Key(work.definition().subscription(), work.definition().owner());
    }
  }

  private final Key key;
  private final ConditionIndex<Lane> index = new ConditionIndex<>();
  private final PassedEvents passed = new PassedEvents();

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

  /** Returns how many events have passed these lanes. */
  PassedEvents passed() {
    return passed;
  }

  /**
   * Returns the lanes that an event on the topics may be for; all of them if their owner may not
   * receive it, as disabled ones keep it then until the owner may.
   */
  List<Lane> candidates(FilterInput input, Rights rights) {
    List<Lane> found = new ArrayList<>();
    if (rights.mayReceive(key.owner(), input.topic(), input.event())) {
      passed.count(!input.topic().isReserved());
      index.find(input, found);
    } else {
      passed.count(false);
      index.findAll(found);
    }
    return found;
  }
}
