package dev.emitter.engine;

import dev.emitter.filter.FilterInput;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import dev.emitter.topic.Topic;
import dev.emitter.topic.TopicIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Which lanes there are for what: by topics, by condition, and by the lanes that they wait for.
 * Owned by the loop, but where it says otherwise.
 */
final class Subscribers {

  private static final Logger LOG = Loggers.of(Subscribers.class);

  private final Rights rights;
  private final TopicIndex<LaneGroup> index = new TopicIndex<>();
  private final Map<LaneGroup.Key, LaneGroup> groups = new HashMap<>();
  private final Set<Lane> ahead = new LinkedHashSet<>();
  private final Set<Lane> gated = new LinkedHashSet<>();
  private final Map<String, Set<Lane>> dependents = new HashMap<>();
  private final AtomicInteger reservedSubscribers = new AtomicInteger();

  Subscribers(Rights rights) {
    this.rights = rights;
  }

  // Who is there.

  void enlist(Lane lane, ActiveDefinition active) {
    LaneGroup group = groups.computeIfAbsent(LaneGroup.Key.of(active), LaneGroup::new);
    if (group.isEmpty()) {
      index.add(active.definition().subscription(), group);
    }
    group.add(lane, active);
    lane.join(group.passed());
    if (!active.settings().after().isEmpty()) {
      gated.add(lane);
    }
    for (String id : active.settings().after()) {
      dependents.computeIfAbsent(id, unused -> new LinkedHashSet<>()).add(lane);
    }
    reservedSubscribers.addAndGet(namesReserved(active) ? 1 : 0);
  }

  void delist(Lane lane, ActiveDefinition active) {
    LaneGroup group = groups.get(LaneGroup.Key.of(active));
    if (group != null) {
      group.remove(lane, active);
      if (group.isEmpty()) {
        groups.remove(group.key());
        index.remove(active.definition().subscription(), group);
      }
    }
    ahead.remove(lane);
    gated.remove(lane);
    active.settings().after().forEach(id -> removeDependent(id, lane));
    reservedSubscribers.addAndGet(namesReserved(active) ? -1 : 0);
  }

  private void removeDependent(String id, Lane lane) {
    Set<Lane> all = dependents.get(id);
    if (all != null && all.remove(lane) && all.isEmpty()) {
      dependents.remove(id);
    }
  }

  private static boolean namesReserved(ActiveDefinition active) {
    return active.definition().subscription().topics().stream().anyMatch(Topic::isReserved);
  }

  /** Returns whether an emitter names the library's own topics. Thread-safe. */
  boolean hasReservedSubscribers() {
    return reservedSubscribers.get() > 0;
  }

  /** A lane has read further than the router. */
  void ahead(Lane lane) {
    ahead.add(lane);
  }

  // Who is given an event.

  /**
   * Gives an event to the lanes that it may be for.
   *
   * @param previous the position of the event before it
   */
  void route(LoggedEvent event, Position previous) {
    meet(previous, event);
    FilterInput input = new FilterInput(event.topic(), event.event());
    for (LaneGroup group : on(event.topic())) {
      if (!group.isLeftToReaders()) {
        for (Lane lane : group.candidates(input, rights)) {
          route(lane, event, group.isUnknown() ? null : input, previous);
        }
        group.passed().pass();
      }
    }
  }

  /** Lets lanes that were ahead of the router join it where they are. */
  void meet(Position routed, @Nullable LoggedEvent next) {
    if (!ahead.isEmpty()) {
      ahead.removeIf(lane -> !lane.isAhead(routed, next));
    }
  }

  /**
   * A fault of one lane stops that lane alone, and it reads the event again once it is enabled.
   *
   * @param input null if it cannot be told now whether its owner may receive the event
   */
  private static void route(
      Lane lane, LoggedEvent event, @Nullable FilterInput input, Position previous) {
    try {
      lane.route(event, input, previous);
    } catch (Throwable e) { // whatever it is, the router goes on
      LOG.error("emitter {}: routing failed; this is a fault of the library", lane.id(), e);
      lane.disableForFault("routing to it failed: " + e, event, previous);
    }
  }

  /** Returns the groups on a topic as of now: code of the application may change them meanwhile. */
  private List<LaneGroup> on(Topic topic) {
    List<LaneGroup> found = new ArrayList<>();
    index.forEach(topic, found::add);
    return found;
  }

  /** Returns the lanes that an event may be for. */
  List<Lane> candidates(FilterInput input) {
    List<Lane> found = new ArrayList<>();
    on(input.topic()).forEach(group -> found.addAll(group.candidates(input, rights)));
    return found;
  }

  // Who waits for others.

  /** Returns the lanes that wait for others. */
  Collection<Lane> waiting() {
    return gated;
  }

  /** Returns the lanes that wait for this one. */
  Collection<Lane> waitingFor(String id) {
    return dependents.getOrDefault(id, Set.of());
  }
}
