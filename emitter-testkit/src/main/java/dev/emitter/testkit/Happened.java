package dev.emitter.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to events, compared with what was expected. Each comparison returns what to say
 * where they differ, or null.
 *
 * @param done what happened to the events, such as {@code delivered}
 * @param to whom, with a space before it; may be empty
 * @param events all events that it happened to, in that order
 */
record Happened(String done, String to, List<PublishedEvent> events) {

  static Happened published(RecordedEvents events) {
    return new Happened("published", "", events.published());
  }

  /** Returns what was published, with the library's own events that an emitter was selected for. */
  static Happened publishedFor(RecordedEvents events, String emitterId) {
    List<PublishedEvent> all = new ArrayList<>(events.published());
    events.matched(emitterId).stream()
        .filter(event -> event.topic().isReserved())
        .forEach(all::add);
    return new Happened("published", "", all);
  }

  static Happened delivered(RecordedEvents events, String emitterId) {
    return new Happened("delivered", " to " + emitterId, events.delivered(emitterId));
  }

  /** Lists all events, if none is meant, each with why it is not. */
  @Nullable String lacks(EventPattern pattern) {
    return events.stream().anyMatch(pattern::matches)
        ? null
        : "Expected to be %s%s: %s\n%s".formatted(done, to, pattern, noneLike(pattern));
  }

  /** Says that none is like the pattern, and why. */
  String noneLike(EventPattern pattern) {
    return "but %s%s%s"
        .formatted(
            Shown.were(events.size(), done),
            Shown.noneLikeThat(events.size()),
            Report.list(events, pattern::faults));
  }

  @Nullable String differsFrom(int times, EventPattern pattern) {
    List<PublishedEvent> found = like(pattern);
    if (found.size() == times) {
      return null;
    }
    String message =
        "Expected to be %s%s %s: %s\nbut %s like that%s%s"
            .formatted(
                done,
                to,
                Shown.times(times),
                pattern,
                Shown.were(found.size(), done),
                found.isEmpty() ? "" : ":",
                Report.list(found, one -> List.of()));
    return found.size() < times ? message + unlike(pattern) : message;
  }

  private List<PublishedEvent> like(EventPattern pattern) {
    return events.stream().filter(pattern::matches).toList();
  }

  private String unlike(EventPattern pattern) {
    List<PublishedEvent> others = new ArrayList<>(events);
    others.removeAll(like(pattern));
    return others.isEmpty()
        ? ""
        : "\nand %s unlike that:%s"
            .formatted(Shown.were(others.size(), done), Report.list(others, pattern::faults));
  }

  @Nullable String isOutOf(List<EventPattern> order) {
    Expected expected = new Expected(order, events);
    List<Integer> found = expected.inOrder();
    return found.size() == order.size()
        ? null
        : "Expected to be %s%s in this order:%s\nbut %s, and %s%s%s"
            .formatted(
                done,
                to,
                expected.list(),
                Shown.were(events.size(), done),
                expected.missing(found),
                events.isEmpty() ? "" : ":",
                Report.numbered(events, expected.notes(found)));
  }

  @Nullable String isOtherThan(List<EventPattern> patterns) {
    Expected expected = new Expected(patterns, events);
    return expected.arePairs()
        ? null
        : "Expected to be all that was %s%s:%s\nbut %s%s%s%s"
            .formatted(
                done,
                to,
                expected.list(),
                Shown.were(events.size(), done),
                events.isEmpty() ? "" : ":",
                Report.numbered(events, expected::pair),
                expected.lacking());
  }

  @Nullable String has(EventPattern pattern) {
    List<PublishedEvent> found = like(pattern);
    return found.isEmpty()
        ? null
        : "Expected never to be %s%s: %s\nbut %s like that:%s"
            .formatted(
                done,
                to,
                pattern,
                Shown.were(found.size(), done),
                Report.list(found, one -> List.of()));
  }
}
