package dev.emitter.filter;

import dev.emitter.expressions.DataArray;
import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.feel.FeelOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What FEEL expressions see of events, for whoever compiles and evaluates some: the same that
 * filters see. Stateless and thread-safe; what it returns is as thread-safe as its {@link
 * FilterInput}.
 */
public final class EventVariables {

  private EventVariables() {}

  /** Returns the options of expressions over one event. */
  public static FeelOptions options() {
    return EventTypes.OPTIONS;
  }

  /**
   * Returns the options of expressions over a list of events.
   *
   * @see #ofEach
   */
  public static FeelOptions optionsOfEach() {
    return EventListTypes.OPTIONS;
  }

  /**
   * Returns the variables of one event: the fields of its data, and {@code event}, which is always
   * the event.
   */
  public static DataObject of(FilterInput input) {
    return input.variables();
  }

  /**
   * Returns the variables of a list of events: {@code events} alone, whose items are what {@code
   * event} is for one event, so that {@code for e in events return e.data} gives their data.
   */
  public static DataObject ofEach(List<FilterInput> inputs) {
    return new EventListVariables(inputs);
  }

  /**
   * Returns what the data has at a path of the variables, if FEEL would give the same: an object,
   * an array, or a number, which FEEL would round to 34 digits. Null for all else.
   *
   * @param path the names from the variable down, perhaps none
   * @see dev.emitter.expressions.feel.FeelExpression#dataPath
   */
  public static @Nullable Object data(DataObject variables, List<String> path) {
    Object value = path.isEmpty() ? null : variables;
    for (int i = 0; i < path.size(); i++) {
      if (!(value instanceof DataObject object)) {
        return null;
      }
      value = object.member(path.get(i));
    }
    return value instanceof Number || value instanceof DataObject || value instanceof DataArray
        ? value
        : null;
  }

  /**
   * Returns the JSON text, on one line, of an object or array of the data that an evaluation gave
   * as it is; null for any other value. Numbers in it have the digits that were published.
   */
  public static byte @Nullable [] json(Object value) {
    return value instanceof LazyText lazy ? lazy.text() : null;
  }
}
