package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The library of built-in functions: section 10.3.4. */
final class Builtins {

  private static final Map<String, Builtin> ALL = all();

  private Builtins() {}

  static @Nullable Builtin find(String name) {
    return ALL.get(name);
  }

  static Set<String> names() {
    return ALL.keySet();
  }

  private static Map<String, Builtin> all() {
    Registry registry = new Registry();
    ConversionFunctions.register(registry);
    StringFunctions.register(registry);
    PatternFunctions.register(registry);
    ListFunctions.register(registry);
    ListEditFunctions.register(registry);
    StatisticsFunctions.register(registry);
    NumericFunctions.register(registry);
    TemporalFunctions.register(registry);
    RangeFunctions.register(registry);
    ContextFunctions.register(registry);
    return registry.functions();
  }

  /** Collects functions while the library is built. */
  static final class Registry {
    private final Map<String, List<Signature>> signatures = new HashMap<>();

    /**
     * Adds a way to call a function; parameters are written as {@link Signature.Parameter#parse}
     * reads them.
     */
    void add(String name, String parameters, @Nullable Kind result, Signature.Body body) {
      signatures
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(Signature.of(parameters, result, body));
    }

    private Map<String, Builtin> functions() {
      Map<String, Builtin> functions = new HashMap<>();
      signatures.forEach((name, list) -> functions.put(name, new Builtin(name, List.copyOf(list))));
      return Map.copyOf(functions);
    }
  }
}
