package dev.emitter.testkit;

import dev.emitter.Emitters;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Explanation;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.filter.Clause;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Subscription;
import dev.emitter.topic.Topic;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What became of published events for one emitter, and why. */
final class Fate {

  private final RecordedEvents events;
  private final String emitterId;

  Fate(RecordedEvents events, String emitterId) {
    this.events = events;
    this.emitterId = emitterId;
  }

  /** Returns what became of an event, one reason a line. */
  List<String> of(PublishedEvent event) {
    EventKey key = EventKey.of(event);
    for (ParkedEvent parked : events.parked(emitterId)) {
      if (EventKey.of(Recorder.of(parked.event())).equals(key)) {
        String times = Shown.times(parked.attempts());
        return List.of("it was parked, tried " + times + ": " + parked.reason());
      }
    }
    List<Attempt> attempts =
        events.attempts(emitterId).stream()
            .filter(attempt -> EventKey.of(Recorder.of(attempt)).equals(key))
            .toList();
    if (!attempts.isEmpty()) {
      return tried(attempts);
    }
    if (contains(events.dropped(emitterId), key)) {
      return List.of("it left the log before the emitter had read it");
    }
    return contains(events.matched(emitterId), key) ? waiting() : notSelected(event);
  }

  private static boolean contains(List<PublishedEvent> events, EventKey key) {
    return events.stream().map(EventKey::of).anyMatch(key::equals);
  }

  private List<String> tried(List<Attempt> attempts) {
    Attempt last = attempts.get(attempts.size() - 1);
    if (last.delivered()) {
      return List.of("it was delivered at attempt " + attempts.size());
    }
    String times = Shown.times(attempts.size());
    return List.of(
        "it was tried " + times + " in vain, the last time: " + reason(last),
        "the emitter is " + state());
  }

  private List<String> waiting() {
    return List.of(
        events.isHeld(emitterId)
            ? "it was selected, but a call of the channel hangs or takes time, as the test says"
            : "it was selected, but not tried: the emitter is " + state());
  }

  private String state() {
    try {
      return state(events.emitters().status(emitterId));
    } catch (EmitterException e) {
      return "not there any more";
    }
  }

  /** Returns the state in words, with the reason if there is one. */
  static String state(EmitterStatus status) {
    return name(status.state())
        + " since "
        + status.since()
        + (status.reason() == null ? "" : ": " + status.reason());
  }

  static String name(EmitterState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a failed attempt in words. */
  static String line(Attempt attempt) {
    return "attempt "
        + attempt.delivery().attempt()
        + " of "
        + Recorder.of(attempt)
        + ": "
        + reason(attempt);
  }

  private static String reason(Attempt attempt) {
    DeliveryResult result = attempt.result();
    if (result instanceof DeliveryResult.Retry retry) {
      return retry.reason();
    }
    if (result instanceof DeliveryResult.Rejected rejected) {
      return rejected.reason();
    }
    return result instanceof DeliveryResult.Disable disable ? disable.reason() : "delivered";
  }

  private List<String> notSelected(PublishedEvent event) {
    Emitters emitters = events.emitters();
    try {
      EmitterDefinition definition = events.definition(emitterId);
      Subscription subscription = definition.subscription();
      if (!subscription.selects(event.topic()) && !subscription.isEverything()) {
        return List.of("it is not on the topics of the emitter: " + topics(event, subscription));
      }
      return explained(
          emitters.explain(event.topic(), event.event(), emitterId), definition, event);
    } catch (EmitterException e) {
      return List.of("it was not selected, and there is no such emitter any more");
    }
  }

  private static List<String> explained(
      Explanation why, EmitterDefinition definition, PublishedEvent event) {
    if (why.selected()) {
      return List.of("it would be selected now, but was published before the emitter was there");
    }
    @Nullable Clause clause = why.filter();
    return clause == null || definition.filter() == null
        ? List.of("it was not selected: " + why.reason())
        : FilterFaults.of(clause, definition.filter(), event).stream()
            .map(fault -> "the filter kept it out: " + fault)
            .toList();
  }

  private static String topics(PublishedEvent event, Subscription subscription) {
    return subscription.topics().stream()
        .max(Comparator.comparingLong(topic -> common(topic, event.topic())))
        .map(nearest -> TopicClause.difference(event.topic(), nearest))
        .orElse("it has none");
  }

  private static long common(Topic one, Topic other) {
    int most = Math.min(one.depth(), other.depth());
    return IntStream.range(0, most)
        .takeWhile(i -> one.segments().get(i).equals(other.segments().get(i)))
        .count();
  }
}
