package dev.emitter.filter;

import dev.emitter.event.ContextAttributes;
import dev.emitter.expressions.DataObject;
import io.cloudevents.CloudEvent;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event as expressions read it: its attributes and extensions by name, its {@code topic} as a
 * list of segments, its {@code data}. Thread-safe.
 */
record EventData(FilterInput input) implements DataObject {

  private static final String TOPIC = "topic";
  private static final String DATA = "data";

  @Override
  public @Nullable Object member(String name) {
    return switch (name) {
      case TOPIC -> input.topic().segments();
      case DATA -> JsonValues.of(input.data());
      default -> attribute(input.event(), name);
    };
  }

  /** Numbers, booleans and times keep their types; all else is its canonical string. */
  private static @Nullable Object attribute(CloudEvent event, String name) {
    Object value =
        ContextAttributes.NAMES.contains(name)
            ? event.getAttribute(name)
            : event.getExtension(name);
    return value instanceof Number || value instanceof Boolean || value instanceof OffsetDateTime
        ? value
        : ContextAttributes.text(event, name);
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>(List.of(TOPIC, DATA));
    for (String name : ContextAttributes.NAMES) {
      if (input.event().getAttribute(name) != null) {
        names.add(name);
      }
    }
    names.addAll(input.event().getExtensionNames());
    return names;
  }
}
