package dev.emitter.testkit;

import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.ParkedEvent;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what was published and who got it (requirement U2). Each first waits until
 * nothing more happens before time goes on: what has not happened by then does not happen, so that
 * negatives need no waiting. A failure lists what was published instead, and why each event does
 * not count. An emitter that there is not is refused with the id that was probably meant.
 */
public final class RecordedEventsAssert
    extends AbstractAssert<RecordedEventsAssert, RecordedEvents> {

  RecordedEventsAssert(RecordedEvents events) {
    super(events, RecordedEventsAssert.class);
  }

  // What was published.

  /** Verifies that at least one such event was published. */
  public RecordedEventsAssert published(EventPattern pattern) {
    List<PublishedEvent> all = settled().published();
    if (all.stream().noneMatch(pattern::matches)) {
      fail("Expected to be published: " + pattern + "\n" + noneOf(all, "published", pattern));
    }
    return this;
  }

  /** Verifies that just so many such events were published. */
  public RecordedEventsAssert published(int times, EventPattern pattern) {
    counted(times, pattern, settled().published(), "published", "");
    return this;
  }

  /** Verifies that one such event was published, and not two. */
  public RecordedEventsAssert publishedOnce(EventPattern pattern) {
    return published(1, pattern);
  }

  /** Verifies that such events were published in this order; others may be between them. */
  public RecordedEventsAssert publishedInOrder(EventPattern first, EventPattern... next) {
    inOrder(patterns(first, next), settled().published(), "published", "");
    return this;
  }

  /** Verifies that these were all that was published, in this order. */
  public RecordedEventsAssert publishedOnly(EventPattern first, EventPattern... next) {
    only(patterns(first, next), settled().published(), "published", "");
    return this;
  }

  /** Verifies that no such event was published. */
  public RecordedEventsAssert neverPublished(EventPattern pattern) {
    never(pattern, settled().published(), "published", "");
    return this;
  }

  /** Verifies that nothing was published. */
  public RecordedEventsAssert publishedNothing() {
    return neverPublished(EventPattern.ANY);
  }

  // Who got it.

  /** Verifies that at least one such event was delivered for an emitter. */
  public RecordedEventsAssert deliveredTo(String emitterId, EventPattern pattern) {
    List<PublishedEvent> all = settledFor(emitterId).delivered(emitterId);
    if (all.stream().noneMatch(pattern::matches)) {
      fail(
          "Expected to be delivered to "
              + emitterId
              + ": "
              + pattern
              + "\n"
              + instead(emitterId, pattern, "delivered"));
    }
    return this;
  }

  /** Verifies that just so many such events were delivered for an emitter. */
  public RecordedEventsAssert deliveredTo(String emitterId, int times, EventPattern pattern) {
    List<PublishedEvent> all = settledFor(emitterId).delivered(emitterId);
    counted(times, pattern, all, "delivered", " to " + emitterId);
    return this;
  }

  /** Verifies that such events were delivered for an emitter in this order, perhaps with others. */
  public RecordedEventsAssert deliveredInOrderTo(
      String emitterId, EventPattern first, EventPattern... next) {
    List<PublishedEvent> all = settledFor(emitterId).delivered(emitterId);
    inOrder(patterns(first, next), all, "delivered", " to " + emitterId);
    return this;
  }

  /** Verifies that these were all that was delivered for an emitter, in this order. */
  public RecordedEventsAssert deliveredOnlyTo(
      String emitterId, EventPattern first, EventPattern... next) {
    List<PublishedEvent> all = settledFor(emitterId).delivered(emitterId);
    only(patterns(first, next), all, "delivered", " to " + emitterId);
    return this;
  }

  /** Verifies that no such event was delivered for an emitter. */
  public RecordedEventsAssert notDeliveredTo(String emitterId, EventPattern pattern) {
    never(pattern, settledFor(emitterId).delivered(emitterId), "delivered", " to " + emitterId);
    return this;
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
    List<PublishedEvent> all = settledFor(emitterId).filtered(emitterId);
    if (all.stream().noneMatch(pattern::matches)) {
      fail(
          "Expected to be filtered out by "
              + emitterId
              + ": "
              + pattern
              + "\n"
              + instead(emitterId, pattern, "filtered out"));
    }
    return this;
  }

  /** Verifies that at least one such event was set aside for an emitter. */
  public RecordedEventsAssert parkedBy(String emitterId, EventPattern pattern) {
    List<ParkedEvent> all = settledFor(emitterId).parked(emitterId);
    if (all.stream().map(one -> Recorder.of(one.event())).noneMatch(pattern::matches)) {
      fail(
          "Expected to be parked by "
              + emitterId
              + ": "
              + pattern
              + "\n"
              + instead(emitterId, pattern, "parked"));
    }
    return this;
  }

  /** Verifies that just so many attempts to deliver for an emitter have failed. */
  public RecordedEventsAssert failedAttempts(String emitterId, int times) {
    List<Attempt> failures = settledFor(emitterId).failures(emitterId);
    if (failures.size() != times) {
      List<String> lines = failures.stream().map(Fate::line).toList();
      fail(
          "Expected of "
              + emitterId
              + ": "
              + Shown.count(times, "failed attempt")
              + "\nbut there "
              + (lines.size() == 1 ? "was " : "were ")
              + lines.size()
              + (lines.isEmpty() ? "" : ":")
              + Shown.lines(lines, "  "));
    }
    return this;
  }

  /** Verifies the state of an emitter. */
  public RecordedEventsAssert emitterIs(String emitterId, EmitterState state) {
    EmitterStatus status = settled().emitters().status(emitterId);
    if (status.state() != state) {
      fail(
          "Expected of "
              + emitterId
              + ": to be "
              + Fate.name(state)
              + "\nbut it is "
              + Fate.state(status));
    }
    return this;
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

  private void fail(String message) {
    failWithMessage("%s", message);
  }

  private static List<EventPattern> patterns(EventPattern first, EventPattern... next) {
    List<EventPattern> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(next));
    return all;
  }

  private static String noneOf(List<PublishedEvent> all, String done, EventPattern pattern) {
    return "but "
        + Shown.were(all.size(), done)
        + (all.isEmpty() ? "" : ", none of them like that:")
        + Report.list(all, pattern::faults);
  }

  /** Says what became of the published events that are meant; of all, if none is. */
  private String instead(String emitterId, EventPattern pattern, String done) {
    List<PublishedEvent> all = actual.published();
    List<PublishedEvent> meant = all.stream().filter(pattern::matches).toList();
    if (meant.isEmpty()) {
      return noneOf(all, "published", pattern);
    }
    Fate fate = new Fate(actual, emitterId);
    return "but "
        + Shown.were(meant.size(), "published")
        + " like that, and not "
        + done
        + ":"
        + Report.list(meant, fate::of);
  }

  private void counted(
      int times, EventPattern pattern, List<PublishedEvent> all, String done, String to) {
    List<PublishedEvent> found = all.stream().filter(pattern::matches).toList();
    if (found.size() == times) {
      return;
    }
    List<PublishedEvent> others = new ArrayList<>(all);
    others.removeAll(found);
    boolean few = found.size() < times && !others.isEmpty();
    fail(
        "Expected to be "
            + done
            + to
            + " "
            + Shown.times(times)
            + ": "
            + pattern
            + "\nbut "
            + Shown.were(found.size(), done)
            + " like that"
            + (found.isEmpty() ? "" : ":")
            + Report.list(found, one -> List.of())
            + (few
                ? "\nand "
                    + Shown.were(others.size(), done)
                    + " unlike that:"
                    + Report.list(others, pattern::faults)
                : ""));
  }

  private void inOrder(
      List<EventPattern> patterns, List<PublishedEvent> all, String done, String to) {
    Expected expected = new Expected(patterns, all);
    List<Integer> found = expected.inOrder();
    if (found.size() < patterns.size()) {
      fail(
          "Expected to be "
              + done
              + to
              + " in this order:"
              + expected.list()
              + "\nbut "
              + Shown.were(all.size(), done)
              + ", and "
              + expected.missing(found)
              + (all.isEmpty() ? "" : ":")
              + Report.numbered(all, expected.notes(found)));
    }
  }

  private void only(List<EventPattern> patterns, List<PublishedEvent> all, String done, String to) {
    Expected expected = new Expected(patterns, all);
    if (!expected.arePairs()) {
      fail(
          "Expected to be all that was "
              + done
              + to
              + ":"
              + expected.list()
              + "\nbut "
              + Shown.were(all.size(), done)
              + (all.isEmpty() ? "" : ":")
              + Report.numbered(all, expected::pair)
              + expected.lacking());
    }
  }

  private void never(EventPattern pattern, List<PublishedEvent> all, String done, String to) {
    List<PublishedEvent> found = all.stream().filter(pattern::matches).toList();
    if (!found.isEmpty()) {
      fail(
          "Expected never to be "
              + done
              + to
              + ": "
              + pattern
              + "\nbut "
              + Shown.were(found.size(), done)
              + " like that:"
              + Report.list(found, one -> List.of()));
    }
  }
}
