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
 * list of segments, its {@code data}.
 */
record EventData(FilterInput input) implements DataObject {

  private static final String TOPIC = "topic";
  private static final String DATA = "data";

  @Override
  public @Nullable Object member(String name) {
    return switch (name) {
      case TOPIC -> input.topic().segments();
      case DATA -> input.json();
      default -> attribute(input.event(), name);
    };
  }

  /** Returns the field of the event that a path leads to; null for any other place. */
  static @Nullable EventField field(List<String> path) {
    String first = path.get(0);
    if (first.equals(DATA)) {
      return path.size() == 1 ? null : EventField.data(path.subList(1, path.size()));
    }
    return path.size() == 1 && !first.equals(TOPIC) ? EventField.attribute(first) : null;
  }

  /** Numbers, booleans and times keep their types; all else is its canonical string. */
  private static @Nullable Object attribute(CloudEvent event, String name) {
    Object value = ContextAttributes.value(event, name);
    return value instanceof Number || value instanceof Boolean || value instanceof OffsetDateTime
        ? value
        : ContextAttributes.text(event, name);
  }

  @Override
  public boolean has(String name) {
    return name.equals(TOPIC) || name.equals(DATA) || attribute(input.event(), name) != null;
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>(List.of(TOPIC, DATA));
    names.addAll(new AttributeData(input.event()).names());
    return names;
  }
}
