package dev.emitter.expressions.feel;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The first items of a list that only ever grows: what {@code partial} is, without a copy for each
 * iteration.
 */
final class PrefixList extends AbstractList<@Nullable Object> implements RandomAccess {

  private final List<@Nullable Object> list;
  private final int size;

  PrefixList(List<@Nullable Object> list) {
    this.list = list;
    this.size = list.size();
  }

  @Override
  public @Nullable Object get(int index) {
    return list.get(Objects.checkIndex(index, size));
  }

  @Override
  public int size() {
    return size;
  }
}
