package dev.emitter.testkit;

import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what was published and who got it. Each first waits until nothing more happens
 * before time goes on: what has not happened by then does not happen, so that negatives need no
 * waiting. A failure lists what was published instead, and why each event does not count. An
 * emitter that there is not is refused with the id that was probably meant.
 */
public final class RecordedEventsAssert
    extends AbstractAssert<RecordedEventsAssert, RecordedEvents> {

  RecordedEventsAssert(RecordedEvents events) {
    super(events, RecordedEventsAssert.class);
  }

  // What was published.

  /** Verifies that at least one such event was published. */
  public RecordedEventsAssert published(EventPattern pattern) {
    return require(publications().lacks(pattern));
  }

  /** Verifies that just so many such events were published. */
  public RecordedEventsAssert published(int times, EventPattern pattern) {
    return require(publications().differsFrom(times, pattern));
  }

  /** Verifies that one such event was published, and not two. */
  public RecordedEventsAssert publishedOnce(EventPattern pattern) {
    return published(1, pattern);
  }

  /** Verifies that such events were published in this order; others may be between them. */
  public RecordedEventsAssert publishedInOrder(EventPattern first, EventPattern... next) {
    return require(publications().isOutOf(patterns(first, next)));
  }

  /** Verifies that these were all that was published, in this order. */
  public RecordedEventsAssert publishedOnly(EventPattern first, EventPattern... next) {
    return require(publications().isOtherThan(patterns(first, next)));
  }

  /** Verifies that no such event was published. */
  public RecordedEventsAssert neverPublished(EventPattern pattern) {
    return require(publications().has(pattern));
  }

  /** Verifies that nothing was published. */
  public RecordedEventsAssert publishedNothing() {
    return neverPublished(EventPattern.ANY);
  }

  // Who got it.

  /** Verifies that at least one such event was delivered for an emitter. */
  public RecordedEventsAssert deliveredTo(String emitterId, EventPattern pattern) {
    List<PublishedEvent> events = settledFor(emitterId).delivered(emitterId);
    return requireOne(events, pattern, emitterId, "delivered");
  }

  /** Verifies that just so many such events were delivered for an emitter. */
  public RecordedEventsAssert deliveredTo(String emitterId, int times, EventPattern pattern) {
    return require(deliveries(emitterId).differsFrom(times, pattern));
  }

  /** Verifies that such events were delivered for an emitter in this order, perhaps with others. */
  public RecordedEventsAssert deliveredInOrderTo(
      String emitterId, EventPattern first, EventPattern... next) {
    return require(deliveries(emitterId).isOutOf(patterns(first, next)));
  }

  /** Verifies that these were all that was delivered for an emitter, in this order. */
  public RecordedEventsAssert deliveredOnlyTo(
      String emitterId, EventPattern first, EventPattern... next) {
    return require(deliveries(emitterId).isOtherThan(patterns(first, next)));
  }

  /** Verifies that no such event was delivered for an emitter. */
  public RecordedEventsAssert notDeliveredTo(String emitterId, EventPattern pattern) {
    return require(deliveries(emitterId).has(pattern));
  }

  /** Verifies that nothing was delivered for an emitter. */
  public RecordedEventsAssert nothingDeliveredTo(String emitterId) {
    return notDeliveredTo(emitterId, EventPattern.ANY);
  }

  /**
   * Verifies that at least one such event was on the topics of an emitter and yet not selected: by
   * its messages, its filter, or the rights of its owner.
   */
  public RecordedEventsAssert filteredBy(String emitterId, EventPattern pattern) {
    List<PublishedEvent> events = settledFor(emitterId).filtered(emitterId);
    return requireOne(events, pattern, emitterId, "filtered out");
  }

  /** Verifies that at least one such event was set aside for an emitter. */
  public RecordedEventsAssert parkedBy(String emitterId, EventPattern pattern) {
    List<PublishedEvent> events =
        settledFor(emitterId).parked(emitterId).stream()
            .map(parked -> Recorder.of(parked.event()))
            .toList();
    return requireOne(events, pattern, emitterId, "parked");
  }

  /** Verifies that just so many attempts to deliver for an emitter have failed. */
  public RecordedEventsAssert failedAttempts(String emitterId, int times) {
    List<String> failures =
        settledFor(emitterId).failures(emitterId).stream().map(Fate::line).toList();
    return require(
        failures.size() == times
            ? null
            : "Expected of %s: %s\nbut there %s%s%s"
                .formatted(
                    emitterId,
                    Shown.count(times, "failed attempt"),
                    (failures.size() == 1 ? "was " : "were ") + failures.size(),
                    failures.isEmpty() ? "" : ":",
                    Shown.lines(failures, "  ")));
  }

  /** Verifies the state of an emitter. */
  public RecordedEventsAssert emitterIs(String emitterId, EmitterState state) {
    EmitterStatus status = settled().emitters().status(emitterId);
    return require(
        status.state() == state
            ? null
            : "Expected of %s: to be %s\nbut it is %s"
                .formatted(emitterId, Fate.name(state), Fate.state(status)));
  }

  // How that is found out and said.

  private RecordedEvents settled() {
    isNotNull();
    return actual.settle();
  }

  private RecordedEvents settledFor(String emitterId) {
    RecordedEvents events = settled();
    events.requireKnown(emitterId);
    return events;
  }

  private Happened publications() {
    return Happened.published(settled());
  }

  private Happened deliveries(String emitterId) {
    return Happened.delivered(settledFor(emitterId), emitterId);
  }

  private RecordedEventsAssert require(@Nullable String difference) {
    if (difference != null) {
      failWithMessage("%s", difference);
    }
    return this;
  }

  /** Requires that one of these events is meant, or says what became of those that are. */
  private RecordedEventsAssert requireOne(
      List<PublishedEvent> events, EventPattern pattern, String emitterId, String done) {
    if (events.stream().anyMatch(pattern::matches)) {
      return this;
    }
    String to = done.equals("delivered") ? " to " : " by ";
    return require(
        "Expected to be %s%s%s: %s\n%s"
            .formatted(done, to, emitterId, pattern, instead(emitterId, pattern, done)));
  }

  private String instead(String emitterId, EventPattern pattern, String done) {
    Happened published = Happened.publishedFor(actual, emitterId);
    List<PublishedEvent> meant = published.events().stream().filter(pattern::matches).toList();
    if (meant.isEmpty()) {
      return published.noneLike(pattern);
    }
    Fate fate = new Fate(actual, emitterId);
    return "but %s like that, and not %s:%s"
        .formatted(Shown.were(meant.size(), "published"), done, Report.list(meant, fate::of));
  }

  private static List<EventPattern> patterns(EventPattern first, EventPattern... next) {
    List<EventPattern> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(next));
    return all;
  }
}
