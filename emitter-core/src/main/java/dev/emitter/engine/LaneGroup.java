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

    static Key of(ActiveDefinition active) {
      return new Key(active.definition().subscription(), active.definition().owner());
    }
  }

  private final Key key;
  private final ConditionIndex<Lane> index = new ConditionIndex<>();
  private final PassedEvents passed = new PassedEvents();
  private boolean unknown;

  LaneGroup(Key key) {
    this.key = key;
  }

  Key key() {
    return key;
  }

  void add(Lane lane, ActiveDefinition active) {
    index.add(lane, active.selection().conditions());
  }

  void remove(Lane lane, ActiveDefinition active) {
    index.remove(lane, active.selection().conditions());
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
   * receive it, as disabled ones keep it then until the owner may, and if that is unknown.
   */
  List<Lane> candidates(FilterInput input, Rights rights) {
    List<Lane> found = new ArrayList<>();
    unknown = false;
    try {
      if (rights.mayReceive(key.owner(), input.topic(), input.event())) {
        passed.count(!input.topic().isReserved());
        index.find(input, found);
        return found;
      }
    } catch (UnknownRightsException e) {
      unknown = true;
    }
    passed.count(false);
    index.findAll(found);
    return found;
  }

  /** Returns whether it could not be told last time what the owner may receive. */
  boolean isUnknown() {
    return unknown;
  }

  /** Returns whether all lanes read for themselves what could not be told last time. */
  boolean isLeftToReaders() {
    if (!unknown) {
      return false;
    }
    List<Lane> all = new ArrayList<>();
    index.findAll(all);
    return all.stream().noneMatch(lane -> lane.state().intake().isLevel());
  }
}
