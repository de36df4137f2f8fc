package dev.emitter.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads an application's event once, so that nobody can change it afterwards. */
final class EventSnapshot {

  private EventSnapshot() {}

  /**
   * Returns a copy of the event.
   *
   * @throws InvalidEventException if it is not CloudEvents 1.0 or its own code fails
   */
  static EventDraft of(CloudEvent event) {
    if (event instanceof EventDraft draft) {
      return draft;
    }
    try {
      requireVersion(event.getSpecVersion());
      return copy(event);
    } catch (InvalidEventException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidEventException(
          "event",
          event.getClass().getName()
              + " failed while it was read: "
              + e.getClass().getName()
              + "; build the event with CloudEventBuilder.v1()",
          e);
    }
  }

  private static EventDraft copy(CloudEvent event) {
    return new EventDraft(
        event.getId(),
        event.getSource(),
        event.getType(),
        event.getSubject(),
        event.getTime(),
        event.getDataContentType(),
        event.getDataSchema(),
        extensions(event),
        data(event.getData()));
  }

  private static void requireVersion(@Nullable SpecVersion version) {
    if (version != SpecVersion.V1) {
      throw new InvalidEventException(
          "specversion",
          "is "
              + version
              + ", but only CloudEvents 1.0 is accepted; convert it with"
              + " CloudEventBuilder.v1(event)");
    }
  }

  private static Map<String, Object> extensions(CloudEvent event) {
    Map<String, Object> extensions = new TreeMap<>();
    Set<String> names = event.getExtensionNames();
    if (names == null) {
      return extensions;
    }
    for (String name : names) {
      ExtensionRules.requireName(name);
      Object value = event.getExtension(name);
      if (value != null) {
        extensions.put(name, ExtensionRules.normal(name, value));
      }
    }
    return extensions;
  }

  private static @Nullable OwnedData data(@Nullable CloudEventData data) {
    if (data == null) {
      return null;
    }
    if (data instanceof OwnedData owned) {
      return owned;
    }
    byte[] bytes = data.toBytes();
    if (bytes == null) {
      throw new InvalidEventException("data", "has no bytes (null); leave the data out");
    }
    return OwnedData.of(bytes.clone());
  }
}
