package dev.emitter.expressions.feel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A context; every entry sees those before it. */
record ContextNode(List<Entry> entries) implements Node {

  record Entry(String key, int slot, Node value) {}

  @Override
  public @Nullable Object eval(Run run) {
    run.chargeList(entries.size());
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Object value = entry.value().eval(run);
      run.slots[entry.slot()] = value;
      context.put(entry.key(), value);
    }
    return Collections.unmodifiableMap(context);
  }
}
