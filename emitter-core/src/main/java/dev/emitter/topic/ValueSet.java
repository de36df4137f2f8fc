package dev.emitter.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * A set in the order added, as small as it can be: nothing, then a short list, and only for many
 * values a hash table, so that removal never gets slow. Not thread-safe.
 *
 * @param <V> what is kept; told apart by {@code equals}
 */
public final class ValueSet<V> {

  /** Up to so many values a list takes less memory than a table and no more time. */
  private static final int SHORT = 16;

  private Collection<V> values = List.of();

  /** Creates a set without values. */
  public ValueSet() {}

  /** Adds a value; one that is there stays where it is. */
  public void add(V value) {
    if (values.contains(value)) {
      return;
    }
    if (values.isEmpty()) {
      values = List.of(value);
      return;
    }
    if (values.size() == 1) {
      values = new ArrayList<>(values);
    } else if (values.size() == SHORT) {
      values = new LinkedHashSet<>(values);
    }
    values.add(value);
  }

  /** Removes a value; returns whether it was there. */
  public boolean remove(V value) {
    if (!values.contains(value)) {
      return false;
    }
    if (values.size() == 1) {
      values = List.of();
      return true;
    }
    values.remove(value);
    if (values.size() == SHORT / 2) { // well below the limit, so as not to go to and fro
      values = new ArrayList<>(values);
    }
    return true;
  }

  /** Passes every value, in the order added. */
  public void forEach(Consumer<? super V> visitor) {
    values.forEach(visitor);
  }

  /** Returns how many values there are. */
  public int size() {
    return values.size();
  }

  /** Returns whether there is no value. */
  public boolean isEmpty() {
    return values.isEmpty();
  }
}
