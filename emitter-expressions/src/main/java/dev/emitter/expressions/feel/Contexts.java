package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contexts, whatever holds their entries. */
final class Contexts {

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

  static Collection<String> keys(Object context) {
    if (context instanceof DataObject object) {
      return object.names();
    }
    List<String> keys = ((Map<?, ?>) context).keySet().stream().map(String::valueOf).toList();
    return keys;
  }

  /** Returns a copy of a context with its values normalised, charged to the budget. */
  static Map<String, @Nullable Object> copy(Run run, Object context) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (String key : keys(context)) {
      run.charge(1);
      copy.put(key, get(context, key));
    }
    return copy;
  }
}
