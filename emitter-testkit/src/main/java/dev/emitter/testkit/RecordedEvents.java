package dev.emitter.testkit;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.problem.EmitterException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was published, on any thread, and what became of it for each emitter. It belongs to one
 * {@link Emitters}, never to a thread, so that tests may run at the same time. Thread-safe. For
 * assertions see {@link EmitterAssertions}.
 *
 * <pre>{@code
 * RecordedEvents events = RecordedEvents.create();
 * Emitters emitters = events.start(Emitters.builder().source(source));
 * }</pre>
 *
 * <p>What is recorded is told by a listener, perhaps a moment later than it happens. Whoever asks
 * without {@link #settle()}, which assertions call by themselves, may see less.
 */
public final class RecordedEvents {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Recorder recorder;
  private volatile @Nullable Emitters emitters;
  private volatile Waiting waiting = new Waiting(() -> {}, emitterId -> 0);

  /** How the emitters come to rest, and how many of their calls the test leaves unanswered. */
  private record Waiting(Runnable settling, ToIntFunction<String> held) {}

  private RecordedEvents(EmitterListener also) {
    this.recorder = new Recorder(also);
  }

  /** Returns an empty record. */
  public static RecordedEvents create() {
    return and(new EmitterListener() {});
  }

  /** Returns an empty record that tells another listener all that it is told. */
  public static RecordedEvents and(EmitterListener also) {
    return new RecordedEvents(also);
  }

  /**
   * Starts emitters with this record as their listener, in place of one set before: for that see
   * {@link #and}.
   *
   * @throws dev.emitter.problem.ConfigurationException as {@link EmittersBuilder#start()} does
   */
  public Emitters start(EmittersBuilder builder) {
    Emitters started = builder.listener(listener()).start();
    attach(started);
    return started;
  }

  /** Returns the listener that records; for emitters that others start, see {@link #attach}. */
  public EmitterListener listener() {
    return recorder;
  }

  /** Says which emitters have the listener, so that assertions can wait for and ask them. */
  public void attach(Emitters started) {
    attach(started, () -> Settling.of(started, PATIENCE, emitterId -> 0), emitterId -> 0);
  }

  void attach(Emitters started, Runnable settling, ToIntFunction<String> held) {
    waiting = new Waiting(settling, held);
    emitters = started;
  }

  /** Returns all events published, in the order in which the log accepted those of a thread. */
  public List<PublishedEvent> published() {
    return recorder.published();
  }

  /** Returns the events that an emitter was selected for, the library's own ones included. */
  public List<PublishedEvent> matched(String emitterId) {
    return recorder.matched(emitterId);
  }

  /** Returns the events delivered for an emitter, in the order delivered. */
  public List<PublishedEvent> delivered(String emitterId) {
    return recorder.attempts(emitterId).stream()
        .filter(Attempt::delivered)
        .map(Recorder::of)
        .toList();
  }

  /**
   * Returns the published events on an emitter's topics that were not selected for it: by its
   * messages, its filter, or the rights of its owner.
   *
   * @throws EmitterException if there is no emitter of this id now
   */
  public List<PublishedEvent> filtered(String emitterId) {
    EmitterDefinition definition = definition(emitterId);
    Set<EventKey> matched = new HashSet<>();
    matched(emitterId).forEach(event -> matched.add(EventKey.of(event)));
    return published().stream()
        .filter(event -> definition.subscription().selects(event.topic()))
        .filter(event -> !matched.contains(EventKey.of(event)))
        .toList();
  }

  /** Returns the events set aside for an emitter, in that order. */
  public List<ParkedEvent> parked(String emitterId) {
    return recorder.parked(emitterId);
  }

  /** Returns every attempt to deliver for an emitter with how it ended, in the order made. */
  public List<Attempt> attempts(String emitterId) {
    return recorder.attempts(emitterId);
  }

  /** Returns the attempts to deliver for an emitter that failed, in the order made. */
  public List<Attempt> failures(String emitterId) {
    return attempts(emitterId).stream().filter(attempt -> !attempt.delivered()).toList();
  }

  /** Returns the events that left the log before the emitter had read them. */
  public List<PublishedEvent> dropped(String emitterId) {
    return recorder.dropped(emitterId);
  }

  /**
   * Waits until nothing more happens before time goes on, and so nothing more is recorded of what
   * was published before this call.
   *
   * @throws IllegalStateException if no emitters are attached
   * @throws AssertionError if they do not come to rest, because a channel does not answer
   */
  public RecordedEvents settle() {
    emitters();
    waiting.settling().run();
    return this;
  }

  /** Forgets all that was recorded so far. */
  public RecordedEvents clear() {
    recorder.clear();
    return this;
  }

  /** Returns whether the test leaves a call of the emitter's channel without an answer. */
  boolean isHeld(String emitterId) {
    return waiting.held().applyAsInt(emitterId) > 0;
  }

  Emitters emitters() {
    Emitters attached = emitters;
    if (attached == null) {
      throw new IllegalStateException(
          "no emitters are attached to these RecordedEvents; start them with events.start(builder),"
              + " or call events.attach(emitters)");
    }
    return attached;
  }

  /**
   * Returns the definition at work.
   *
   * @throws EmitterException if there is no emitter of this id; it names one that was meant
   */
  EmitterDefinition definition(String emitterId) {
    emitters().status(emitterId);
    return emitters().definitions().stream()
        .filter(definition -> definition.id().equals(emitterId))
        .findFirst()
        .orElseThrow(() -> new EmitterException("emitter \"" + emitterId + "\" was just removed"));
  }

  /**
   * Refuses the id of an emitter that there is not and never was.
   *
   * @throws EmitterException if there is none; it names one that was meant
   */
  void requireKnown(String emitterId) {
    if (!recorder.knows(emitterId)) {
      emitters().status(emitterId);
    }
  }

  /** Returns what was published, one event a line. */
  @Override
  public String toString() {
    List<String> lines = published().stream().map(PublishedEvent::toString).toList();
    return Shown.count(lines.size(), "event") + " published" + Shown.lines(lines, "  ");
  }
}
