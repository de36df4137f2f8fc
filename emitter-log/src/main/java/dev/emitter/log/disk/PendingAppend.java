package dev.emitter.log.disk;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.topic.Topic;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the committer is asked to do; it completes when that is done. Handed from one thread to
 * another through {@link AppendQueue}.
 */
final class PendingAppend extends CompletableFuture<Position> {

  private static final byte[] NOTHING = {};

  /** What to do. */
  enum Act {
    /** Append an event. */
    APPEND,
    /** Append an event of the library, whose publisher does not wait. */
    OFFER,
    /** Make everything written survive a crash. */
    SYNC,
    /** Begin a new segment. */
    ROLL
  }

  /** The round of an append that is behind nothing its thread has not been told of. */
  static final int NO_ROUND = Integer.MAX_VALUE;

  private final Act act;
  private final @Nullable Topic topic;
  private final @Nullable EncodedEvent event;
  private final byte[] topicBytes;
  private final byte[] eventBytes;
  @Nullable PendingAppend next;
  int round;

  PendingAppend(Act act, Topic topic, EncodedEvent event, byte[] topicBytes, byte[] eventBytes) {
    this.act = act;
    this.topic = topic;
    this.event = event;
    this.topicBytes = topicBytes;
    this.eventBytes = eventBytes;
  }

  PendingAppend(Act act) {
    this.act = act;
    this.topic = null;
    this.event = null;
    this.topicBytes = NOTHING;
    this.eventBytes = NOTHING;
  }

  Act act() {
    return act;
  }

  boolean isEvent() {
    return event != null;
  }

  Topic topic() {
    return Objects.requireNonNull(topic);
  }

  EncodedEvent event() {
    return Objects.requireNonNull(event);
  }

  byte[] topicBytes() {
    return topicBytes;
  }

  byte[] eventBytes() {
    return eventBytes;
  }

  /** Returns how many bytes of a segment the event takes. */
  long size() {
    return (long) Frame.HEADER + topicBytes.length + eventBytes.length;
  }

  LoggedEvent logged(long position, Instant time) {
    return new LoggedEvent(new SequencePosition(position), topic(), event(), time);
  }
}
