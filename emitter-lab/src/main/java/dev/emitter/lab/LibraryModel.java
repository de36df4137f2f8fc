package dev.emitter.lab;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.lab.LibraryInputs.Published;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What receivers must have got: every event whose publication was acknowledged, in order, and not
 * again what they had got before cursors were stored; nothing that its owner may not receive, and
 * nothing before those that it comes after. Not thread-safe.
 */
final class LibraryModel implements Receivers.Observer {

  private final Map<String, EmitterModel> emitters = new TreeMap<>();
  private final Map<Position, Published> acknowledged = new TreeMap<>();
  private final Map<Integer, Published> published = new HashMap<>();
  private final SettledEvents settled = new SettledEvents();
  private final LeftOutEvents leftOut = new LeftOutEvents();
  private final UserRights rights;
  private final RoundLimits limits;
  private final Map<String, Set<Integer>> dropped = new HashMap<>();
  private @Nullable Receivers receivers;
  private @Nullable Violation failure;
  private boolean unreadable;

  /**
   * Creates a model without emitters.
   *
   * @param limits what may be lost
   */
  LibraryModel(UserRights rights, RoundLimits limits) {
    this.rights = rights;
    this.limits = limits;
  }

  void of(Receivers all) {
    receivers = all;
  }

  private Receivers receivers() {
    return Objects.requireNonNull(receivers);
  }

  // Emitters.

  void add(EmitterDefinition definition) {
    emitters.put(definition.id(), new EmitterModel(definition));
  }

  List<EmitterModel> emitters() {
    return List.copyOf(emitters.values());
  }

  /** Returns whether what this emitter does is judged here. */
  boolean has(String id) {
    return emitters.containsKey(id);
  }

  private EmitterModel emitter(String id) {
    return Objects.requireNonNull(emitters.get(id));
  }

  /** A definition is about to change: what one of both does not select need not arrive. */
  void changing(EmitterModel emitter, EmitterDefinition next) {
    published.values().stream()
        .filter(one -> !emitter.selects(one) || !EmitterModel.selects(next, one))
        .forEach(one -> emitter.excuse(one.number()));
    emitter.change(next);
    allowRepetitions(emitter);
  }

  /** What is under way while an emitter changes or goes may be given to it again. */
  private void allowRepetitions(EmitterModel emitter) {
    published.keySet().stream()
        .filter(one -> !settled.isStored(emitter.id(), one))
        .forEach(emitter::allowRepetition);
  }

  /** An emitter is about to be removed, or to come back. What a user's had to do is given up. */
  void away(EmitterModel emitter, boolean removed) {
    emitter.away(removed);
    allowRepetitions(emitter);
    if (emitter.definition().owner() != null) {
      published.keySet().forEach(emitter::excuse);
    }
  }

  /** A right is about to change: what is on its way need not arrive. */
  void changingRight(String user, Topic topic) {
    for (EmitterModel emitter : emitters.values()) {
      if (user.equals(emitter.definition().owner())) {
        published.values().stream()
            .filter(one -> one.topic().first().equals(topic.first()))
            .forEach(one -> emitter.excuse(one.number()));
      }
    }
  }

  /** What an emitter has set aside is about to be sent again, or to be forgotten. */
  void setAside(EmitterModel emitter, List<Integer> numbers, boolean forgotten) {
    numbers.forEach(emitter::setAside);
    if (forgotten) {
      published.keySet().stream()
          .filter(
              one ->
                  numbers.contains(one)
                      || emitter.givesUp()
                      || receivers().hasRefused(emitter.id(), one))
          .forEach(emitter::excuse);
    }
  }

  /** A log gives an event up that it cannot read again and again, and says so. */
  void unreadable(boolean now) {
    unreadable = now;
    if (now) {
      emitters.values().forEach(one -> published.keySet().forEach(one::excuse));
    }
  }

  /** A person is about to leave events out: they need not arrive. */
  void leavingOut(EmitterModel emitter, Collection<Published> events) {
    events.forEach(one -> emitter.excuse(one.number()));
  }

  /** An emitter has said that it leaves events out; what it has set aside stays. */
  void leftOut(EmitterModel emitter, Collection<Published> events) {
    if (!emitter.givesUp()) {
      leftOut.add(
          emitter.id(),
          events.stream()
              .map(Published::number)
              .filter(one -> !receivers().knows(emitter.id(), one) && !emitter.wasSetAside(one))
              .collect(Collectors.toSet()));
    }
  }

  // Events.

  /** Another process starts. */
  void nextProcess() {
    settled.nextProcess();
    leftOut.nextProcess();
  }

  /** Returns the events whose publication was acknowledged. */
  NavigableMap<Position, Published> acknowledged() {
    return new TreeMap<>(acknowledged);
  }

  /** An event is about to be published. */
  void publishing(Published event) {
    published.put(event.number(), event);
    for (EmitterModel emitter : emitters.values()) {
      String owner = emitter.definition().owner();
      boolean mayNot = owner != null && (emitter.isAway() || !rights.allows(owner, event.topic()));
      if (mayNot || unreadable) {
        emitter.excuse(event.number());
      }
    }
  }

  /** The publication of an event was acknowledged. */
  void acknowledged(Published event, Position position) {
    Published before = acknowledged.put(position, event);
    if (before != null) {
      throw new Violation(position + " was given to " + before + " and to " + event);
    }
  }

  /** Returns the events that may be in the log, or not. */
  List<Published> unacknowledged() {
    Set<Published> known = new HashSet<>(acknowledged.values());
    return published.values().stream().filter(one -> !known.contains(one)).toList();
  }

  @Override
  public void given(String emitterId, int number) {
    EmitterModel emitter = emitter(emitterId);
    Published event = published.get(number);
    if (event == null || !emitter.mayGet(event)) {
      fail(emitterId + " delivers " + event + ", which it does not select");
      return;
    }
    leftOut.came(emitterId, number);
    if (leftOut.contains(emitterId, number)) {
      fail(emitterId + " delivers " + event + ", which was left out");
    }
    String owner = emitter.definition().owner();
    if (owner != null && !rights.allows(owner, event.topic())) {
      fail(emitterId + " delivers " + event + ", which " + owner + " may not receive");
    }
    for (String before : emitter.definition().delivery().after()) {
      EmitterModel first = emitter(before);
      if (!limits.drops()
          && first.isPlain()
          && emitter.isPlain()
          && first.selects(event)
          && !first.isExcused(number)
          && !receivers().knows(before, number)) {
        fail(emitterId + " delivers " + event + " before " + before);
      }
    }
  }

  /** A process has told twice of the same attempt. */
  void toldTwice(String emitterId, int number) {
    EmitterModel emitter = emitter(emitterId);
    if (emitter.isSteady() && !emitter.wasSetAside(number)) {
      fail(emitterId + " has told twice of the same attempt to deliver " + number);
    }
  }

  /** A process has told that an event left the log before an emitter had read it. */
  void toldDropped(String emitterId, int number) {
    EmitterModel emitter = emitter(emitterId);
    if (!limits.mayLose(emitter) && !emitter.isExcused(number)) {
      fail("the log has dropped " + number + ", which " + emitterId + " needs");
    }
    dropped.computeIfAbsent(emitterId, id -> new HashSet<>()).add(number);
  }

  /** A process has told that it finds none of the events in a part of the log any more. */
  void toldDropped(String emitterId, Position after, Position upTo, long most) {
    Set<Integer> told = dropped.computeIfAbsent(emitterId, id -> new HashSet<>());
    EmitterModel emitter = emitters.get(emitterId);
    if (emitter == null) {
      return; // it selects own events alone
    }
    int lost = 0;
    for (Map.Entry<Position, Published> one : acknowledged.entrySet()) {
      int number = one.getValue().number();
      boolean isGone =
          one.getKey().compareTo(after) > 0
              && one.getKey().compareTo(upTo) <= 0
              && !receivers().knows(emitterId, number);
      if (isGone && emitter.selects(one.getValue())) {
        told.add(number);
        lost += emitter.isExcused(number) || emitter.givesUp() ? 0 : 1; // it may have settled them
        if (!limits.mayLose(emitter) && !emitter.isExcused(number)) {
          fail("the log has dropped " + number + ", which " + emitterId + " needs");
        }
      }
    }
    if (lost > most) {
      fail(emitterId + " has lost " + lost + " events, but tells of " + most);
    }
  }

  /** A process has told that an event that was set aside is forgotten for want of room. */
  void toldParkedDropped(String emitterId, int number) {
    EmitterModel emitter = emitter(emitterId);
    if (!limits.tight() || emitter.definition().owner() == null) {
      fail(emitterId + " has forgotten " + number + ", which it had set aside");
    }
    emitter.excuse(number);
  }

  boolean wasToldDropped(String emitterId, int number) {
    return dropped.getOrDefault(emitterId, Set.of()).contains(number);
  }

  private void fail(String what) {
    if (failure == null) {
      failure = new Violation(what);
    }
  }

  /** Throws what was found while events arrived. */
  void check() {
    if (failure != null) {
      throw failure;
    }
  }

  // Cursors.

  /** Returns what was delivered when cursors were stored. */
  SettledEvents settled() {
    return settled;
  }

  /**
   * Returns how often each emitter's receiver got each event that this process has delivered, and
   * has settled once it is quiet.
   */
  Map<String, Map<Integer, Integer>> delivered() {
    Map<String, Map<Integer, Integer>> delivered = new HashMap<>();
    for (EmitterModel one : emitters.values()) {
      if (!one.isAway()) { // what was under way when it was removed, it will be given again
        Map<Integer, Integer> counts = counts(one.id());
        counts.keySet().retainAll(receivers().receivedNow(one.id())); // others may be pending
        delivered.put(one.id(), settled.ofDelivered(one.id(), counts));
      }
    }
    return delivered;
  }

  /** Returns how often the receiver of an emitter got each event. */
  private Map<Integer, Integer> counts(String emitterId) {
    return SettledEvents.counts(receivers().received(emitterId));
  }
}
