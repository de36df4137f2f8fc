package dev.emitter.lab;

import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event log must hold: every event whose append succeeded, at its position. Events whose
 * append failed or was never answered may be there, once, in the order in which they were appended.
 * Not thread-safe.
 */
final class LogModel {

  private final Map<String, LogEvent> appended = new HashMap<>();
  private final NavigableMap<Position, LogEvent> held = new TreeMap<>();
  private @Nullable Position released;

  /** An event is about to be appended. */
  void appending(LogEvent event) {
    appended.put(event.id(), event);
  }

  /** An event was accepted. */
  void accepted(LogEvent event, Position position) {
    LogEvent before = held.put(position, event);
    if (before != null && !before.id().equals(event.id())) {
      throw new Violation("position " + position + " of " + before + " was given to " + event);
    }
    if (!held.lastKey().equals(position)) {
      throw new Violation(event + " got " + position + " behind " + held.lastKey());
    }
  }

  /** Returns the position of some event that is held. */
  @Nullable Position position(int choice) {
    List<Position> positions = new ArrayList<>(held.keySet());
    return positions.isEmpty() ? null : positions.get(choice % positions.size());
  }

  void released(Position upTo) {
    if (released == null || released.compareTo(upTo) < 0) {
      released = upTo;
    }
  }

  /**
   * Checks all that is in the log.
   *
   * @param isSure whether events that were found count as accepted from now on
   * @param mayEndLater whether the log could not read a file once, and so gives no position again
   *     that may be in it
   */
  void found(
      Position start, List<LoggedEvent> events, Position end, boolean isSure, boolean mayEndLater) {
    requireNothingUnreleasedGone(start);
    Map<Position, LogEvent> found = checked(start, events);
    requireAllHeld(start, found);
    requireEnd(events, end, mayEndLater);
    if (isSure) {
      held.putAll(found);
    }
  }

  private void requireAllHeld(Position start, Map<Position, LogEvent> found) {
    for (Map.Entry<Position, LogEvent> entry : held.tailMap(start, false).entrySet()) {
      LogEvent there = found.get(entry.getKey());
      if (there == null || !there.id().equals(entry.getValue().id())) {
        throw new Violation(
            entry.getValue()
                + " was accepted at "
                + entry.getKey()
                + ", where there is "
                + there
                + "; the log has "
                + found
                + " after "
                + start);
      }
    }
  }

  private void requireEnd(List<LoggedEvent> events, Position end, boolean mayEndLater) {
    int beyond = events.isEmpty() ? 0 : end.compareTo(events.get(events.size() - 1).position());
    if (beyond < 0 || (beyond > 0 && !mayEndLater)) {
      throw new Violation("ends at " + end + ", last event " + events.get(events.size() - 1));
    }
    if (!held.isEmpty() && end.compareTo(held.lastKey()) < 0) {
      throw new Violation("ends at " + end + ", before the accepted " + held.lastKey());
    }
  }

  private void requireNothingUnreleasedGone(Position start) {
    Position first = held.isEmpty() ? null : held.firstKey();
    boolean isGone = first != null && first.compareTo(start) <= 0;
    if (isGone && (released == null || start.compareTo(released) > 0)) {
      throw new Violation("starts at " + start + ", released is only " + released);
    }
  }

  private Map<Position, LogEvent> checked(Position start, List<LoggedEvent> events) {
    Map<Position, LogEvent> found = new TreeMap<>();
    Position before = start;
    int number = 0;
    for (LoggedEvent logged : events) {
      LogEvent event = known(logged);
      if (logged.position().compareTo(before) <= 0) {
        throw new Violation(logged.position() + " follows " + before);
      }
      if (event.number() <= number) {
        throw new Violation(event + " comes after number " + number);
      }
      before = logged.position();
      number = event.number();
      found.put(before, event);
    }
    return found;
  }

  private LogEvent known(LoggedEvent logged) {
    LogEvent event = appended.get(logged.event().event().getId());
    if (event == null || !event.isSameAs(logged)) {
      throw new Violation("what is at " + logged.position() + " was never appended: " + logged);
    }
    return event;
  }

  /** An event as it was appended. */
  record LogEvent(int number, Topic topic, String json, Instant at) {

    String id() {
      return Integer.toString(number);
    }

    boolean isSameAs(LoggedEvent logged) {
      return logged.topic().equals(topic)
          && logged.publishedAt().equals(at)
          && LogEvents.json(logged.event()).equals(json);
    }

    @Override
    public String toString() {
      return "event " + number;
    }
  }
}
