package dev.emitter.filter;

import dev.emitter.expressions.DataObject;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable of an expression over several events: {@code events}, a list of them. */
final class EventListVariables implements DataObject {

  static final String EVENTS = "events";

  private final List<EventData> events;

  EventListVariables(List<FilterInput> inputs) {
    this.events = inputs.stream().map(EventData::new).toList();
  }

  @Override
  public @Nullable Object member(String name) {
    return name.equals(EVENTS) ? events : null;
  }

  @Override
  public Collection<String> names() {
    return List.of(EVENTS);
  }
}
