package dev.emitter.expressions;

import org.jspecify.annotations.Nullable;

/**
 * An array of the data that an expression reads. Its items are values as {@link DataObject}
 * describes them, and it is as thread-safe as the evaluations that share it need.
 */
public interface DataArray {

  /** Returns the number of items. */
  int size();

  /**
   * Returns an item.
   *
   * @param index its index, from 0 to less than the size
   * @return its value, or null
   */
  @Nullable Object get(int index);
}
