package dev.emitter.console;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loggers of event types. Logging frameworks keep a logger for ever, so past a number of types
 * the rest share one named {@code other}. Thread-safe.
 */
final class TypeLoggers {

  static final int MAX_TYPES = 10_000;
  private static final int MAX_LENGTH = 200;

  private final String prefix;
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();

  TypeLoggers(String prefix) {
    this.prefix = prefix;
  }

  Logger of(String type) {
    Logger known = loggers.get(type);
    if (known != null) {
      return known;
    }
    if (loggers.size() >= MAX_TYPES) {
      return LoggerFactory.getLogger(prefix + "other");
    }
    return loggers.computeIfAbsent(type, key -> LoggerFactory.getLogger(prefix + sanitise(key)));
  }

  /** Keeps letters, digits, dot, hyphen and underscore of any script; the rest becomes _. */
  static String sanitise(String type) {
    StringBuilder name = new StringBuilder();
    type.codePoints()
        .limit(MAX_LENGTH)
        .map(c -> Character.isLetterOrDigit(c) || ".-_".indexOf(c) >= 0 ? c : '_')
        .forEach(name::appendCodePoint);
    return name.toString();
  }
}
