package dev.emitter.filter;

import dev.emitter.event.ContextAttributes;
import dev.emitter.expressions.DataObject;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes and extensions of an event as CloudEvents SQL reads them: booleans and integers as
 * they are, all else as its canonical string. Thread-safe.
 */
record AttributeData(CloudEvent event) implements DataObject {

  @Override
  public @Nullable Object member(String name) {
    Object value = ContextAttributes.value(event, name);
    return value instanceof Number || value instanceof Boolean
        ? value
        : ContextAttributes.text(event, name);
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : ContextAttributes.NAMES) {
      if (event.getAttribute(name) != null) {
        names.add(name);
      }
    }
    names.addAll(event.getExtensionNames());
    return names;
  }
}
