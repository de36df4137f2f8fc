package dev.emitter.handler;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The handlers of an application, by name. Thread-safe. */
public final class HandlerRegistry {

  private final Map<String, EventHandler> handlers = new ConcurrentHashMap<>();

  /** Creates an empty registry. */
  public HandlerRegistry() {}

  /**
   * Adds a handler.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public void add(String name, EventHandler handler) {
    if (handlers.putIfAbsent(name, handler) != null) {
      throw new IllegalArgumentException(
          "handler \"" + name + "\" is registered already; choose another name");
    }
  }

  /** Returns a registry of its own with the same handlers. */
  public HandlerRegistry copy() {
    HandlerRegistry copy = new HandlerRegistry();
    copy.handlers.putAll(handlers);
    return copy;
  }

  /** Removes the handler of this name, if there is one. */
  public void remove(String name) {
    handlers.remove(name);
  }

  @Nullable EventHandler find(String name) {
    return handlers.get(name);
  }

  Set<String> names() {
    return Set.copyOf(handlers.keySet());
  }
}
