package dev.emitter.event;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How one emitter shows an event: what its definition overrides, without changing what others see.
 * Immutable.
 *
 * @param prettyPrint whether JSON is indented for people
 * @param source the source to send instead of the event's own, or null
 * @param subject the subject to send instead of the event's own, or null
 */
public record Presentation(boolean prettyPrint, @Nullable URI source, @Nullable String subject) {

  /**
   * Creates a presentation.
   *
   * @throws InvalidEventException if no event may have such a source or subject
   */
  public Presentation {
    AttributeRules.requireFilledUri("source", source);
    AttributeRules.requireFilledText("subject", subject);
  }

  /** The event as it is, on one line. */
  public static final Presentation PLAIN = new Presentation(false, null, null);
}
