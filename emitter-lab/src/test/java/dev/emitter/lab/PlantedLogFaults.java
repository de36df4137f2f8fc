package dev.emitter.lab;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.EventLog;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.log.StateStore;
import dev.emitter.topic.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Mistakes that an event log could make whatever its files are. */
final class PlantedLogFaults {

  private PlantedLogFaults() {}

  /** Returns the mistakes, by what they do. */
  static Map<String, UnaryOperator<EventLog>> all() {
    Map<String, UnaryOperator<EventLog>> faults = new LinkedHashMap<>();
    faults.put("accepts an event before it is written", AcceptedEarly::new);
    faults.put("accepts an event that could not be written", FailuresHidden::new);
    faults.put("releases one event too many", ReleasedTooFar::new);
    faults.put("passes over an event when reading", EventsSkipped::new);
    faults.put("reads an event twice", EventsRepeated::new);
    faults.put("reads the time wrong", TimesWrong::new);
    faults.put("never answers", Unanswered::new);
    return faults;
  }

  /** Does everything right. */
  static class Forwarding implements EventLog {

    final EventLog right;

    Forwarding(EventLog right) {
      this.right = right;
    }

    @Override
    public Optional<StateStore> state() {
      return right.state();
    }

    @Override
    public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
      return right.append(topic, event);
    }

    @Override
    public boolean offer(Topic topic, EncodedEvent event) {
      return right.offer(topic, event);
    }

    @Override
    public List<LoggedEvent> read(Position after, int max) {
      return right.read(after, max);
    }

    @Override
    public Position start() {
      return right.start();
    }

    @Override
    public Position end() {
      return right.end();
    }

    @Override
    public Position positionBefore(Instant time) {
      return right.positionBefore(time);
    }

    @Override
    public Position position(String text) {
      return right.position(text);
    }

    @Override
    public long lag(Position after) {
      return right.lag(after);
    }

    @Override
    public void release(Position upTo) {
      right.release(upTo);
    }

    @Override
    public void flush() {
      right.flush();
    }

    @Override
    public void advance(Position upTo) {
      right.advance(upTo);
    }

    @Override
    public void listen(LogListener listener) {
      right.listen(listener);
    }

    @Override
    public void close() {
      right.close();
    }
  }

  private static final class AcceptedEarly extends Forwarding {

    private final List<Runnable> waiting = new ArrayList<>();

    AcceptedEarly(EventLog right) {
      super(right);
    }

    @Override
    public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
      waiting.forEach(Runnable::run);
      waiting.clear();
      waiting.add(() -> right.append(topic, event));
      return CompletableFuture.completedFuture(next(right));
    }
  }

  private static Position next(EventLog log) {
    return new SequencePosition(SequencePosition.of(log.end()) + 1);
  }

  private static final class FailuresHidden extends Forwarding {

    FailuresHidden(EventLog right) {
      super(right);
    }

    @Override
    public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
      Position expected = next(right);
      return right.append(topic, event).exceptionally(failure -> expected);
    }
  }

  private static final class ReleasedTooFar extends Forwarding {

    ReleasedTooFar(EventLog right) {
      super(right);
    }

    @Override
    public void release(Position upTo) {
      right.release(new SequencePosition(SequencePosition.of(upTo) + 1));
    }
  }

  private static final class EventsSkipped extends Forwarding {

    EventsSkipped(EventLog right) {
      super(right);
    }

    @Override
    public List<LoggedEvent> read(Position after, int max) {
      List<LoggedEvent> events = new ArrayList<>(right.read(after, max));
      if (events.size() == max) {
        events.remove(max / 2);
      }
      return events;
    }
  }

  private static final class EventsRepeated extends Forwarding {

    EventsRepeated(EventLog right) {
      super(right);
    }

    @Override
    public List<LoggedEvent> read(Position after, int max) {
      List<LoggedEvent> events = new ArrayList<>(right.read(after, max));
      if (events.size() > 2) {
        events.add(1, events.get(0));
      }
      return events;
    }
  }

  private static final class TimesWrong extends Forwarding {

    TimesWrong(EventLog right) {
      super(right);
    }

    @Override
    public List<LoggedEvent> read(Position after, int max) {
      return right.read(after, max).stream()
          .map(
              one ->
                  new LoggedEvent(
                      one.position(), one.topic(), one.event(), one.publishedAt().plusNanos(1)))
          .toList();
    }
  }

  private static final class Unanswered extends Forwarding {

    Unanswered(EventLog right) {
      super(right);
    }

    @Override
    public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
      return new CompletableFuture<>();
    }
  }
}
