package dev.emitter.delivery;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import dev.emitter.net.HttpExchange;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver an event, as the delivery log keeps it. Immutable.
 *
 * @param emitterId the emitter
 * @param eventId the {@code id} of the event
 * @param eventType the {@code type} of the event
 * @param topic the topic it was published on
 * @param attempt which attempt this was, counted from 1
 * @param resubmitted whether a person has sent the event again
 * @param at when the attempt ended
 * @param outcome how it ended
 * @param status the receiver's status code, or null
 * @param duration how long it took, or null if the channel does not tell
 * @param answer the head of the receiver's answer, or null
 * @param reason why it failed, or null if it did not
 * @param publishedAt when the event was published, or null if it is not known
 * @param exchange what was sent and received over HTTP, or null if it is not kept
 */
public record DeliveryAttempt(
    String emitterId,
    String eventId,
    String eventType,
    Topic topic,
    int attempt,
    boolean resubmitted,
    Instant at,
    Outcome outcome,
    @Nullable Integer status,
    @Nullable Duration duration,
    @Nullable String answer,
    @Nullable String reason,
    @Nullable Instant publishedAt,
    @Nullable HttpExchange exchange) {

  /** How many characters of an answer, and of a reason, are kept by {@link #of}. */
  public static final int MOST_TEXT = 2_048;

  private static final int COUNTED_TEXT = 8_192;

  /** How an attempt ended. */
  public enum Outcome {
    /** The receiver has the event. */
    DELIVERED,
    /** It failed and is tried again, unless the emitter gives up. */
    RETRY,
    /** The receiver will never take this event. */
    REJECTED,
    /** The receiver wants no more events. */
    DISABLED;

    /** Returns how an attempt with this result ended. */
    public static Outcome of(DeliveryResult result) {
      if (result instanceof DeliveryResult.Delivered) {
        return DELIVERED;
      }
      if (result instanceof DeliveryResult.Retry) {
        return RETRY;
      }
      return result instanceof DeliveryResult.Rejected ? REJECTED : DISABLED;
    }
  }

  /** Returns what is kept of an attempt; long texts are cut. */
  public static DeliveryAttempt of(Delivery delivery, DeliveryResult result, Instant at) {
    Evidence evidence = result.evidence();
    return new DeliveryAttempt(
        delivery.emitterId(),
        delivery.event().event().getId(),
        delivery.event().event().getType(),
        delivery.topic(),
        delivery.attempt(),
        delivery.resubmitted(),
        at,
        Outcome.of(result),
        evidence.status(),
        evidence.duration(),
        cut(evidence.answer()),
        cut(reason(result)),
        delivery.publishedAt(),
        evidence.exchange());
  }

  /**
   * Returns how long after the publication of the event this attempt ended, or null if that is not
   * known.
   */
  public @Nullable Duration delay() {
    return publishedAt == null ? null : Duration.between(publishedAt, at);
  }

  /** Returns how many characters the texts have that programs and receivers have written. */
  public int textLength() {
    return eventId.length()
        + eventType.length()
        + (answer == null ? 0 : answer.length())
        + (reason == null ? 0 : reason.length())
        + (exchange == null ? 0 : exchange.textLength());
  }

  /** Returns as how many attempts of its owner it counts: more than one if its texts are long. */
  public int countsAs() {
    return 1 + textLength() / COUNTED_TEXT;
  }

  private static @Nullable String reason(DeliveryResult result) {
    if (result instanceof DeliveryResult.Retry retry) {
      return retry.reason();
    }
    if (result instanceof DeliveryResult.Rejected rejected) {
      return rejected.reason();
    }
    return result instanceof DeliveryResult.Disable disable ? disable.reason() : null;
  }

  /** Never between the two halves of a character. */
  private static @Nullable String cut(@Nullable String text) {
    if (text == null || text.length() <= MOST_TEXT) {
      return text;
    }
    boolean halves = Character.isHighSurrogate(text.charAt(MOST_TEXT - 2));
    return text.substring(0, halves ? MOST_TEXT - 2 : MOST_TEXT - 1) + "…";
  }
}
