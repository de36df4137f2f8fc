package dev.emitter.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects every fault and every warning of one document, so that its author sees them all at once.
 * Not thread-safe.
 */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /** Creates an empty collection. */
  public Problems() {}

  /** Adds a problem. */
  public void add(Problem problem) {
    found.add(problem);
  }

  /** Adds a problem at a JSON path. */
  public void add(String path, String message) {
    found.add(Problem.at(path, message));
  }

  /** Adds a problem at a JSON path with a hint, which may be null. */
  public void add(String path, String message, @Nullable String hint) {
    found.add(Problem.at(path, message, hint));
  }

  /** Returns whether nothing was found. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Returns what was found so far, in the order it was found. */
  public List<Problem> list() {
    return List.copyOf(found);
  }

  /**
   * Adds a warning: what is allowed, but was most likely meant otherwise. It refuses nothing.
   *
   * @param hint what to write instead, or null when the message says it
   */
  public void warn(String path, String message, @Nullable String hint) {
    warnings.add(Problem.warning(path, message, hint));
  }

  /** Returns the warnings in the order they were added. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }
}
