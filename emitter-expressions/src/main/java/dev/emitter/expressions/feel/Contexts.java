package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contexts, whatever holds their entries. */
final class Contexts {

  /** What looking up an entry, or adding it to a context, costs. */
  static final int STEPS_OF_ENTRY = 8;

  private Contexts() {}

  static @Nullable Object get(Object context, String key) {
    Object value =
        context instanceof DataObject object ? object.member(key) : ((Map<?, ?>) context).get(key);
    return Values.of(value);
  }

  static boolean has(Object context, String key) {
    return context instanceof DataObject object
        ? object.has(key)
        : ((Map<?, ?>) context).containsKey(key);
  }

  /** Returns the names of all entries, charging for what is done with each of them. */
  static Collection<String> keys(Run run, Object context) {
    Collection<String> keys = keys(context);
    run.charge(STEPS_OF_ENTRY * keys.size());
    return keys;
  }

  private static Collection<String> keys(Object context) {
    if (context instanceof DataObject object) {
      return object.names();
    }
    List<String> keys = ((Map<?, ?>) context).keySet().stream().map(String::valueOf).toList();
    return keys;
  }

  /** Returns how many entries a context has. */
  static int size(Object context) {
    return keys(context).size();
  }

  /** Returns a copy of a context with its values normalised, charged to the budget. */
  static Map<String, @Nullable Object> copy(Run run, Object context) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (String key : keys(run, context)) {
      copy.put(key, get(context, key));
    }
    return copy;
  }
}
