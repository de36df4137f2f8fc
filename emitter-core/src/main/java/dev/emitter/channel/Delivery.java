package dev.emitter.channel;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to carry an event to the destination of an emitter. Immutable; made by the library,
 * and by the tests of channels.
 */
public final class Delivery {

  private static final int ID_BYTES = 16;

  private final String emitterId;
  private final Topic topic;
  private final EncodedEvent event;
  private final Instant publishedAt;
  private final @Nullable Position position;
  private final int attempt;
  private final @Nullable String resubmission;

  private Delivery(
      String emitterId,
      Topic topic,
      EncodedEvent event,
      Instant publishedAt,
      @Nullable Position position,
      int attempt,
      @Nullable String resubmission) {
    this.emitterId = emitterId;
    this.topic = topic;
    this.event = event;
    this.publishedAt = publishedAt;
    this.position = position;
    this.attempt = attempt;
    this.resubmission = resubmission;
  }

  /** Returns the first attempt to deliver an event that is in no log, such as one of a test. */
  public static Delivery of(
      String emitterId, Topic topic, EncodedEvent event, Instant publishedAt) {
    return new Delivery(emitterId, topic, event, publishedAt, null, 1, null);
  }

  /**
   * Returns an attempt to deliver an event of the log.
   *
   * @param attempt which attempt it is, counted from 1
   */
  public static Delivery of(String emitterId, LoggedEvent logged, int attempt) {
    return new Delivery(
        emitterId,
        logged.topic(),
        logged.event(),
        logged.publishedAt(),
        logged.position(),
        attempt,
        null);
  }

  /** Returns another attempt at the same delivery. */
  public Delivery withAttempt(int number) {
    return new Delivery(emitterId, topic, event, publishedAt, position, number, resubmission);
  }

  /**
   * Returns this delivery as one that a person has asked for, outside the order of the log.
   *
   * @param request tells it from other requests to send the same event again
   */
  public Delivery resubmittedBy(String request) {
    return new Delivery(emitterId, topic, event, publishedAt, position, attempt, request);
  }

  /** Returns the emitter. */
  public String emitterId() {
    return emitterId;
  }

  /** Returns the topic that the event was published on. */
  public Topic topic() {
    return topic;
  }

  /** Returns the event; encode it with the presentation of the channel's context. */
  public EncodedEvent event() {
    return event;
  }

  /** Returns when the event was published. */
  public Instant publishedAt() {
    return publishedAt;
  }

  /** Returns the place of the event in the log, or null if it is in none. */
  public @Nullable Position position() {
    return position;
  }

  /** Returns which attempt this is, counted from 1. */
  public int attempt() {
    return attempt;
  }

  /** Returns whether a person sends the event again, outside the order of the log. */
  public boolean resubmitted() {
    return resubmission != null;
  }

  /**
   * Returns what identifies the delivery of this event to this emitter: 32 hexadecimal digits that
   * are the same on every attempt, after a restart too, and others for each time that a person
   * sends the event again.
   */
  public String id() {
    MessageDigest digest = sha256();
    add(digest, emitterId);
    if (position != null) {
      add(digest, position.toString());
    } else {
      add(digest, event.event().getSource().toString());
      add(digest, event.event().getId());
    }
    add(digest, resubmission == null ? "" : resubmission);
    return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "delivery " + id() + " of event " + event.event().getId() + " to " + emitterId;
  }
}
