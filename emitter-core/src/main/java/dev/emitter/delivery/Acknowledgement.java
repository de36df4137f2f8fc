package dev.emitter.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a receiver reports later about an event that it has got. Immutable.
 *
 * @param emitterId the emitter that has delivered it
 * @param eventId the {@code id} of the event
 * @param status how far the receiver is
 * @param text what it has to say, up to 4 KB of UTF-8; empty for nothing
 * @param at when it was reported
 */
public record Acknowledgement(
    String emitterId, String eventId, Status status, String text, Instant at) {

  /** How long a text may be, in bytes of UTF-8. */
  public static final int MAX_TEXT_BYTES = 4_096;

  /** How far a receiver is with an event. */
  public enum Status {
    /** It has the event. */
    RECEIVED,
    /** It has dealt with the event. */
    PROCESSED,
    /** It could not deal with the event. */
    FAILED
  }

  /**
   * Creates one.
   *
   * @throws IllegalArgumentException if the text is too long
   */
  public Acknowledgement {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException(
          "text of "
              + bytes
              + " bytes: an acknowledgement keeps at most "
              + MAX_TEXT_BYTES
              + " (4 KB); shorten it");
    }
  }
}
