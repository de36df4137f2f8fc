package dev.emitter.expressions.feel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The first few regular expressions that an expression used: most use one, and always the same.
 * Thread-safe.
 */
final class PatternCache {

  private static final int CAPACITY = 16;

  private final Map<String, RegularExpression> compiled = new ConcurrentHashMap<>();

  RegularExpression get(String key, Supplier<RegularExpression> compiler) {
    RegularExpression known = compiled.get(key);
    if (known != null) {
      return known;
    }
    RegularExpression fresh = compiler.get();
    if (compiled.size() < CAPACITY) {
      compiled.put(key, fresh);
    }
    return fresh;
  }
}
