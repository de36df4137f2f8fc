package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The context functions: tables 81 and 82. */
final class ContextFunctions {

  private ContextFunctions() {}

  static void register(Builtins.Registry r) {
    r.add("get value", "m:context, key:string", null, ContextFunctions::value);
    r.add("get entries", "m:context", Kind.LIST, ContextFunctions::entries);
    r.add("context", "entries:list", Kind.CONTEXT, ContextFunctions::context);
    r.add(
        "context put",
        "context:context, key:string, value:any",
        Kind.CONTEXT,
        ContextFunctions::put);
    r.add(
        "context put",
        "context:context, keys:list, value:any",
        Kind.CONTEXT,
        ContextFunctions::putDeep);
    r.add("context merge", "contexts:list", Kind.CONTEXT, ContextFunctions::merge);
  }

  private static @Nullable Object value(Run run, @Nullable Object[] a) {
    return Contexts.get(a[0], (String) a[1]);
  }

  private static Object entries(Run run, @Nullable Object[] a) {
    Collection<String> keys = Contexts.keys(run, a[0]);
    run.checkList(keys.size());
    List<@Nullable Object> entries = new ArrayList<>(keys.size());
    for (String key : keys) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("key", key);
      entry.put("value", Contexts.get(a[0], key));
      entries.add(Collections.unmodifiableMap(entry));
    }
    return Collections.unmodifiableList(entries);
  }

  private static @Nullable Object context(Run run, @Nullable Object[] a) {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    List<@Nullable Object> entries = Lists.of(a[0]);
    run.checkList(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      run.charge(Contexts.STEPS_OF_ENTRY);
      Object entry = Lists.item(entries, i);
      if (entry == null || Kind.of(entry) != Kind.CONTEXT || !Contexts.has(entry, "value")) {
        return run.fail("context: every entry must be a context with \"key\" and \"value\"");
      }
      if (!(Contexts.get(entry, "key") instanceof String key) || context.containsKey(key)) {
        return run.fail("context: every \"key\" must be a string, and occur once");
      }
      context.put(key, Contexts.get(entry, "value"));
    }
    return Collections.unmodifiableMap(context);
  }

  private static Object put(Run run, @Nullable Object[] a) {
    Map<String, @Nullable Object> copy = Contexts.copy(run, a[0]);
    copy.put((String) a[1], a[2]);
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object putDeep(Run run, @Nullable Object[] a) {
    List<@Nullable Object> keys = Lists.of(a[1]);
    if (keys.isEmpty()) {
      return run.fail("context put: \"keys\" is empty");
    }
    run.enter(4);
    Object result = putDeep(run, a[0], keys, a[2]);
    run.leave(4);
    return result;
  }

  private static @Nullable Object putDeep(
      Run run, @Nullable Object context, List<@Nullable Object> keys, @Nullable Object value) {
    Object first = Lists.item(keys, 0);
    if (context == null || Kind.of(context) != Kind.CONTEXT || !(first instanceof String key)) {
      return run.fail("context put: \"keys\" must be strings that lead from context to context");
    }
    Object inner = value;
    if (keys.size() > 1) {
      run.enter(4);
      inner = putDeep(run, Contexts.get(context, key), keys.subList(1, keys.size()), value);
      run.leave(4);
      if (inner == null) {
        return null;
      }
    }
    Map<String, @Nullable Object> copy = Contexts.copy(run, context);
    copy.put(key, inner);
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object merge(Run run, @Nullable Object[] a) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    List<@Nullable Object> contexts = Lists.of(a[0]);
    for (int i = 0; i < contexts.size(); i++) {
      Object context = Lists.item(contexts, i);
      if (context == null || Kind.of(context) != Kind.CONTEXT) {
        return run.fail("context merge: the list has " + Kind.of(context).shown + " in it");
      }
      merged.putAll(Contexts.copy(run, context));
    }
    return Collections.unmodifiableMap(merged);
  }
}
