package dev.emitter.lab;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.EventLog;
import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    return faults;
  }

  private static final class AcceptedEarly extends ForwardingEventLog {

    private final List<Runnable> waiting = new ArrayList<>();

    AcceptedEarly(EventLog right) {
      super(right);
    }

    @Override
    public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
      waiting.forEach(Runnable::run);
      waiting.clear();
      waiting.add(() -> super.append(topic, event));
      return CompletableFuture.completedFuture(next(log()));
    }
  }

  private static Position next(EventLog log) {
    return new SequencePosition(SequencePosition.of(log.end()) + 1);
  }

  private static final class FailuresHidden extends ForwardingEventLog {

    FailuresHidden(EventLog right) {
      super(right);
    }

    @Override
    public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
      Position expected = next(log());
      return super.append(topic, event).exceptionally(failure -> expected);
    }
  }

  private static final class ReleasedTooFar extends ForwardingEventLog {

    ReleasedTooFar(EventLog right) {
      super(right);
    }

    @Override
    public void release(Position upTo) {
      super.release(new SequencePosition(SequencePosition.of(upTo) + 1));
    }
  }

  private static final class EventsSkipped extends ForwardingEventLog {

    EventsSkipped(EventLog right) {
      super(right);
    }

    @Override
    public List<LoggedEvent> read(Position after, int max) {
      List<LoggedEvent> events = new ArrayList<>(super.read(after, max));
      if (events.size() == max) {
        events.remove(max / 2);
      }
      return events;
    }
  }

  private static final class EventsRepeated extends ForwardingEventLog {

    EventsRepeated(EventLog right) {
      super(right);
    }

    @Override
    public List<LoggedEvent> read(Position after, int max) {
      List<LoggedEvent> events = new ArrayList<>(super.read(after, max));
      if (events.size() > 2) {
        events.add(1, events.get(0));
      }
      return events;
    }
  }

  private static final class TimesWrong extends ForwardingEventLog {

    TimesWrong(EventLog right) {
      super(right);
    }

    @Override
    public List<LoggedEvent> read(Position after, int max) {
      return super.read(after, max).stream()
          .map(
              one ->
                  new LoggedEvent(
                      one.position(), one.topic(), one.event(), one.publishedAt().plusNanos(1)))
          .toList();
    }
  }

  /** Never answers, which takes as long as a round waits to be found. */
  static final class UnansweredRequest extends ForwardingEventLog {

    UnansweredRequest(EventLog right) {
      super(right);
    }

    @Override
    public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
      return new CompletableFuture<>();
    }
  }
}
