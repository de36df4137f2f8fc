package dev.emitter.engine;

import dev.emitter.delivery.DeliveryError;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LogReader;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Answers how the events of the log stand with one emitter. Which were for it is told by the
 * definition at work now: what an earlier one selected is not remembered.
 */
final class DeliveryHistory {

  private static final Logger LOG = Loggers.of(DeliveryHistory.class);

  private static final int READ = 256;

  /** So many bytes of events are told of at once, and one event. */
  private static final long MOST_BYTES = 8L << 20;

  private final LogReader log;
  private final Emitter emitter;
  private final DeliveryQuery query;
  private final Map<Position, Parked> parked = new TreeMap<>();
  private final Map<Position, Pending.Attempted> attempted;
  private final @Nullable Position began;
  private final Position settledTo;
  private final List<SkippedRange> skipped;
  private final List<DeliveryRecord> found = new ArrayList<>();
  private long bytes;

  /**
   * What the answer is about, as it was at one moment.
   *
   * @param errors the last ones
   */
  record Emitter(
      String id,
      Selection selection,
      LaneCheckpoint record,
      List<Parked> parked,
      List<DeliveryError> errors) {}

  DeliveryHistory(LogReader log, Position routed, Emitter emitter, DeliveryQuery query) {
    this.log = log;
    this.emitter = emitter;
    this.query = query;
    LaneCheckpoint record = emitter.record();
    this.began = record.began();
    this.attempted = record.attempted();
    this.skipped = record.skipped();
    this.settledTo = record.at() == null ? routed : record.at();
    emitter.parked().forEach(one -> parked.put(one.position(), one));
  }

  List<DeliveryRecord> find() {
    Position start = log.start();
    for (Parked one : parked.values()) {
      if (one.position().compareTo(start) > 0 || isFull()) {
        break;
      }
      addCopy(one.event());
    }
    Position at = query.from() == null ? start : log.positionBefore(query.from());
    Position after = query.after();
    at = after != null && after.compareTo(at) > 0 ? after : at;
    List<LoggedEvent> events = log.read(at, READ);
    while (!events.isEmpty() && !isFull()) {
      for (int i = 0; i < events.size() && !isFull(); i++) {
        addIfSelected(events.get(i));
      }
      events = log.read(events.get(events.size() - 1).position(), READ);
    }
    return List.copyOf(found);
  }

  private boolean isFull() {
    return found.size() >= query.limit() || bytes >= MOST_BYTES;
  }

  /** Adds what the log has no more. */
  private void addCopy(ParkedEvent aside) {
    Position after = query.after();
    if (after != null && aside.position().compareTo(after) <= 0) {
      return; // before its copy is read
    }
    try {
      add(aside.event());
    } catch (EventLogException e) {
      LOG.error("emitter {}: {} cannot be told of: {}", emitter.id(), aside, e.getMessage());
    }
  }

  private void addIfSelected(LoggedEvent event) {
    if (parked.containsKey(event.position()) || wasFor(event)) {
      add(event);
    }
  }

  private boolean wasFor(LoggedEvent event) {
    boolean before = began != null && event.position().compareTo(began) <= 0;
    FilterInput input = new FilterInput(event.topic(), event.event());
    return !before && emitter.selection().judge(input).matches();
  }

  private void add(LoggedEvent event) {
    Parked aside = parked.get(event.position());
    Pending.Attempted tried = attempted.get(event.position());
    int attempts = tried == null ? 0 : tried.attempts();
    DeliveryRecord.State state = state(event.position(), tried);
    DeliveryRecord record =
        aside == null
            ? new DeliveryRecord(emitter.id(), event, state, attempts, reason(state, event))
            : new DeliveryRecord(
                emitter.id(),
                event,
                DeliveryRecord.State.PARKED,
                aside.event().attempts(),
                aside.event().reason());
    if (isWanted(record)) {
      found.add(record);
      bytes += event.event().weight();
    }
  }

  private DeliveryRecord.State state(Position position, Pending.@Nullable Attempted tried) {
    if (position.compareTo(settledTo) <= 0 || (tried != null && tried.settled())) {
      return skipped.stream().anyMatch(part -> part.has(position))
          ? DeliveryRecord.State.SKIPPED
          : DeliveryRecord.State.DELIVERED;
    }
    return tried != null ? DeliveryRecord.State.FAILED : DeliveryRecord.State.WAITING;
  }

  private @Nullable String reason(DeliveryRecord.State state, LoggedEvent event) {
    return state == DeliveryRecord.State.FAILED
        ? Counters.lastReason(emitter.errors(), event.event().event().getId())
        : null;
  }

  private boolean isWanted(DeliveryRecord record) {
    LoggedEvent event = record.event();
    Position after = query.after();
    return (query.states().isEmpty() || query.states().contains(record.state()))
        && (query.types().isEmpty() || query.types().contains(event.event().event().getType()))
        && (query.from() == null || !event.publishedAt().isBefore(query.from()))
        && (query.until() == null || event.publishedAt().isBefore(query.until()))
        && (after == null || event.position().compareTo(after) > 0);
  }
}
