package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataArray;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a variable of a loop runs over, item by item, without building it. */
interface Sequence {

  long size();

  @Nullable Object get(long index);

  /**
   * Returns the items of a list or range, or a value alone; null, with a reason, if it cannot be
   * iterated.
   */
  static @Nullable Sequence of(Run run, @Nullable Object value) {
    if (value instanceof DataArray array) {
      return new DataItems(array);
    }
    if (value == null) {
      run.fail("null cannot be iterated over");
      return null;
    }
    if (value instanceof FeelRange range) {
      return between(run, range.start(), range.end(), !range.startIncluded(), !range.endIncluded());
    }
    return Kind.of(value) == Kind.RANGE ? null : new Items(Lists.orSingleton(value));
  }

  /** Returns the whole numbers or days from one to another, in either direction. */
  static @Nullable Sequence between(
      Run run, @Nullable Object start, @Nullable Object end, boolean skipFirst, boolean skipLast) {
    Steps steps = null;
    if (whole(start) instanceof Long first && whole(end) instanceof Long last) {
      steps = new Steps(first, last, skipFirst, skipLast, false);
    } else if (start instanceof LocalDate first && end instanceof LocalDate last) {
      steps = new Steps(first.toEpochDay(), last.toEpochDay(), skipFirst, skipLast, true);
    } else {
      run.fail("only ranges of whole numbers and of dates can be iterated over");
    }
    return steps;
  }

  private static @Nullable Object whole(@Nullable Object value) {
    boolean decimal = value instanceof BigDecimal number && Numbers.isInteger(number);
    return value != null && decimal ? (Object) (long) Numbers.truncate(value) : value;
  }

  record Items(List<@Nullable Object> list) implements Sequence {

    @Override
    public long size() {
      return list.size();
    }

    @Override
    public @Nullable Object get(long index) {
      return Lists.item(list, (int) index);
    }
  }

  record DataItems(DataArray array) implements Sequence {

    @Override
    public long size() {
      return array.size();
    }

    @Override
    public @Nullable Object get(long index) {
      return Values.of(array.get((int) index));
    }
  }

  /** Days are counted from the epoch. */
  record Steps(long first, long last, boolean skipFirst, boolean skipLast, boolean days)
      implements Sequence {

    @Override
    public long size() {
      long distance = Math.abs(last - first);
      long all = distance < 0 || distance == Long.MAX_VALUE ? Long.MAX_VALUE : distance + 1;
      return Math.max(0, all - (skipFirst ? 1 : 0) - (skipLast ? 1 : 0));
    }

    @Override
    public Object get(long index) {
      long step = index + (skipFirst ? 1 : 0);
      long value = first <= last ? first + step : first - step;
      return days ? (Object) LocalDate.EPOCH.plus(value, ChronoUnit.DAYS) : (Object) value;
    }
  }
}
