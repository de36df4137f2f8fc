package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results as callers get them: plain lists and maps. Parts that occur many times are charged as
 * often, so that no result is larger than the budget when somebody prints it.
 */
final class Results {

  private Results() {}

  static @Nullable Object plain(Run run, @Nullable Object value) {
    if (value instanceof Boolean) {
      return value;
    } else if (value instanceof List || value instanceof DataArray) {
      return list(run, Lists.of(value));
    } else if (value instanceof Map) {
      return map(run, value);
    }
    return value;
  }

  private static List<@Nullable Object> list(Run run, List<@Nullable Object> list) {
    run.enter(4);
    run.charge(list.size() + 1);
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      copy.add(plain(run, Lists.item(list, i)));
    }
    run.leave(4);
    return Collections.unmodifiableList(copy);
  }

  private static Map<String, @Nullable Object> map(Run run, Object map) {
    run.enter(4);
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (String key : Contexts.keys(run, map)) {
      copy.put(key, plain(run, Contexts.get(map, key)));
    }
    run.leave(4);
    return Collections.unmodifiableMap(copy);
  }
}
