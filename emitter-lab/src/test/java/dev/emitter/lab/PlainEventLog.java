package dev.emitter.lab;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.log.StateStore;
import dev.emitter.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The simplest log that keeps every promise, slowly: an entry of a state store for each event. What
 * the rounds find wrong with it is wrong with them.
 */
final class PlainEventLog implements EventLog {

  private static final String START = "start";
  private static final String EVENT = "event/";

  private final StateStore store;
  private final Clock clock;
  private final TreeMap<Long, LoggedEvent> events = new TreeMap<>();
  private long start;
  private long end;

  PlainEventLog(StateStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    SortedMap<String, String> entries = store.entries("");
    start = Long.parseLong(entries.getOrDefault(START, "0"));
    end = start;
    store.entries(EVENT).forEach(this::load);
  }

  private void load(String key, String value) {
    end = Long.parseLong(key.substring(EVENT.length()));
    String[] parts = value.split("\n", 3);
    EncodedEvent event = EncodedEvent.stored(parts[2].getBytes(StandardCharsets.UTF_8));
    Topic topic = Topic.of(parts[0].split("/", -1));
    events.put(end, new LoggedEvent(at(end), topic, event, Instant.parse(parts[1])));
  }

  private static Position at(long number) {
    return new SequencePosition(number);
  }

  private static String key(long number) {
    return EVENT + String.format(Locale.ROOT, "%019d", number);
  }

  @Override
  public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
    Instant now = clock.instant();
    String value = String.join("/", topic.segments()) + "\n" + now + "\n" + LogEvents.json(event);
    try {
      store.write(Map.of(key(end + 1), Optional.of(value)));
    } catch (EventLogException e) {
      return CompletableFuture.failedFuture(e);
    }
    end++;
    events.put(end, new LoggedEvent(at(end), topic, event, now));
    return CompletableFuture.completedFuture(at(end));
  }

  @Override
  public boolean offer(Topic topic, EncodedEvent event) {
    return !append(topic, event).toCompletableFuture().isCompletedExceptionally();
  }

  @Override
  public List<LoggedEvent> read(Position after, int max) {
    return events.tailMap(SequencePosition.of(after), false).values().stream().limit(max).toList();
  }

  @Override
  public Position start() {
    return at(start);
  }

  @Override
  public Position end() {
    return at(end);
  }

  @Override
  public Position positionBefore(Instant time) {
    return events.values().stream()
        .filter(event -> !event.publishedAt().isBefore(time))
        .map(event -> at(SequencePosition.of(event.position()) - 1))
        .findFirst()
        .orElse(end());
  }

  @Override
  public Position position(String text) {
    return SequencePosition.parse(text);
  }

  @Override
  public long lag(Position after) {
    return events.tailMap(SequencePosition.of(after), false).size();
  }

  @Override
  public void release(Position upTo) {
    long last = Math.min(SequencePosition.of(upTo), end);
    if (last <= start) {
      return;
    }
    Map<String, Optional<String>> changes = new TreeMap<>();
    events.headMap(last, true).keySet().forEach(one -> changes.put(key(one), Optional.empty()));
    changes.put(START, Optional.of(Long.toString(last)));
    try {
      store.write(changes);
    } catch (EventLogException e) {
      return; // they stay
    }
    events.headMap(last, true).clear();
    start = last;
  }

  @Override
  public void listen(LogListener listener) {}

  @Override
  public void close() {
    store.close();
  }
}
