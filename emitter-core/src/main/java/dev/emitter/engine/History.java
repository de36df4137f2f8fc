package dev.emitter.engine;

import dev.emitter.delivery.DeliveryError;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.EventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers how the events of the log stand with one emitter. Which were for it is told by the
 * definition at work now: what an earlier one selected is not remembered.
 */
final class History {

  private static final int READ = 256;

  private final EventLog log;
  private final Emitter emitter;
  private final DeliveryQuery query;
  private final Map<Position, ParkedEvent> parked = new TreeMap<>();
  private final Map<Position, Pending.Attempted> attempted;
  private final @Nullable Position began;
  private final Position settledTo;
  private final List<SkippedRange> skipped;
  private final List<DeliveryRecord> found = new ArrayList<>();

  /**
   * What the answer is about, as it was at one moment.
   *
   * @param errors the last ones
   */
  record Emitter(
      String id,
      Selection selection,
      LaneRecord record,
      List<ParkedEvent> parked,
      List<DeliveryError> errors) {}

  History(EventLog log, Position routed, Emitter emitter, DeliveryQuery query) {
    this.log = log;
    this.emitter = emitter;
    this.query = query;
    LaneRecord record = emitter.record();
    this.began = record.began();
    this.attempted = record.attempted();
    this.skipped = record.skipped();
    this.settledTo = record.at() == null ? routed : record.at();
    emitter.parked().forEach(event -> parked.put(event.event().position(), event));
  }

  List<DeliveryRecord> find() {
    Position start = log.start();
    for (ParkedEvent event : List.copyOf(parked.values())) {
      if (event.event().position().compareTo(start) <= 0) {
        add(event.event()); // it has its own copy of what the log has no more
      }
    }
    Position at = query.from() == null ? start : log.positionBefore(query.from());
    Position after = query.after();
    at = after != null && after.compareTo(at) > 0 ? after : at;
    List<LoggedEvent> events = log.read(at, READ);
    while (!events.isEmpty() && found.size() < query.limit()) {
      events.forEach(this::addIfSelected);
      events = log.read(events.get(events.size() - 1).position(), READ);
    }
    return List.copyOf(found.subList(0, Math.min(found.size(), query.limit())));
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
    ParkedEvent aside = parked.get(event.position());
    Pending.Attempted tried = attempted.get(event.position());
    int attempts = tried == null ? 0 : tried.attempts();
    DeliveryRecord.State state = state(event.position(), tried);
    DeliveryRecord record =
        aside == null
            ? new DeliveryRecord(emitter.id(), event, state, attempts, reason(state, event))
            : new DeliveryRecord(
                emitter.id(),
                aside.event(),
                DeliveryRecord.State.PARKED,
                aside.attempts(),
                aside.reason());
    if (isWanted(record)) {
      found.add(record);
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
