package dev.emitter.filter;

import dev.emitter.expressions.feel.FeelDataTypes;
import dev.emitter.expressions.feel.FeelOptions;
import dev.emitter.expressions.feel.FeelType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of the variables of an expression over several events before there are any. */
final class EventListTypes implements FeelDataTypes {

  /** Options that know the variable which {@link EventListVariables} has. */
  static final FeelOptions OPTIONS = FeelOptions.defaults().withTypes(new EventListTypes());

  @Override
  public Set<FeelType> at(List<String> path) {
    if (!isEvents(path)) {
      return Set.of(FeelType.NULL);
    }
    return path.size() == 1 ? Set.of(FeelType.LIST) : Set.of();
  }

  private static boolean isEvents(List<String> path) {
    return path.get(0).equals(EventListVariables.EVENTS);
  }

  @Override
  public @Nullable Slip slip(List<String> path) {
    if (isEvents(path)) {
      return null;
    }
    String whole = String.join(".", path);
    boolean isEvent = path.get(0).equals("event");
    String ofItem = isEvent ? "e" + whole.substring("event".length()) : "e.data." + whole;
    return new Slip(
        "there are several events here, so the only variable is \"events\", and this is always"
            + " null",
        "write for e in events return " + ofItem + ", or events[1]" + ofItem.substring(1));
  }
}
