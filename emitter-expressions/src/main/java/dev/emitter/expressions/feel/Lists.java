package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataArray;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Lists, whatever holds their items. */
final class Lists {

  private Lists() {}

  /** Returns a list value as a list; its items still need {@link Values#of}. */
  static List<@Nullable Object> of(Object list) {
    return list instanceof DataArray array ? new ArrayView(array) : cast((List<?>) list);
  }

  @SuppressWarnings("unchecked") // Nothing is ever added to it, so its items may be of any class.
  private static List<@Nullable Object> cast(List<?> items) {
    return (List<@Nullable Object>) items;
  }

  /** Returns a list of one item for anything but a list. */
  static List<@Nullable Object> orSingleton(@Nullable Object value) {
    return value != null && Kind.LIST.holds(value) ? of(value) : Collections.singletonList(value);
  }

  /** Returns the item of a list of one, and any other value as it is. */
  static @Nullable Object single(@Nullable Object value) {
    return value != null && Kind.of(value) == Kind.LIST && of(value).size() == 1
        ? item(of(value), 0)
        : value;
  }

  static @Nullable Object item(List<?> list, int index) {
    return Values.of(list.get(index));
  }

  /** Returns a copy with room for more, charged to the budget. */
  static List<@Nullable Object> copy(Run run, List<@Nullable Object> list, int more) {
    run.chargeList(list.size() + more);
    List<@Nullable Object> copy = new ArrayList<>(list.size() + more);
    copy.addAll(list);
    return copy;
  }

  private static final class ArrayView extends AbstractList<@Nullable Object>
      implements RandomAccess {
    private final DataArray array;

    ArrayView(DataArray array) {
      this.array = array;
    }

    @Override
    public @Nullable Object get(int index) {
      return array.get(index);
    }

    @Override
    public int size() {
      return array.size();
    }
  }
}
