package dev.emitter.event;

import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Completes and strictly validates an event, once, at publication. Thread-safe. */
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
   * @throws InvalidEventException if no event may have the default source
   */
  public EventCompleter(URI defaultSource, Clock clock, Supplier<String> ids, int maxBytes) {
    AttributeRules.requireFilledUri("source", defaultSource);
    this.defaultSource = defaultSource;
    this.clock = clock;
    this.ids = ids;
    this.maxBytes = maxBytes;
  }

  /**
   * Returns the event with id, time and source filled in where they were missing, found valid. The
   * event is read once; later changes to it or to its bytes do no harm.
   *
   * @throws InvalidEventException naming the attribute and the rule it breaks
   */
  public EncodedEvent complete(CloudEvent event) {
    EventDraft draft = filled(EventSnapshot.of(event));
    requireDataSize(draft.data());
    AttributeRules.require(draft);
    EncodedEvent encoded = EncodedEvent.of(DataRules.accepted(draft));
    requireSize(encoded.structuredSize());
    return encoded;
  }

  private EventDraft filled(EventDraft draft) {
    return new EventDraft(
        draft.id() == null ? ids.get() : draft.id(),
        draft.source() == null ? defaultSource : draft.source(),
        draft.type(),
        draft.subject(),
        draft.time() == null ? OffsetDateTime.now(clock) : draft.time(),
        draft.dataContentType(),
        draft.dataSchema(),
        draft.extensions(),
        draft.data());
  }

  /** Refuses what is hopeless before it is parsed: white space shrinks, but not without end. */
  private void requireDataSize(@Nullable OwnedData data) {
    if (data != null && data.bytes().length / 16 > maxBytes) {
      requireSize(data.bytes().length);
    }
  }

  private void requireSize(int size) {
    if (size > maxBytes) {
      throw new InvalidEventException(
          "event",
          "has "
              + size
              + " bytes as JSON, but at most "
              + maxBytes
              + " are accepted; send less data, or a reference to it, or raise the limit");
    }
  }
}
