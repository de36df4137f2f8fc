package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions over lists of numbers, and the smallest and largest of other values: table 75. */
final class StatisticsFunctions {

  private static final int COMPARISONS_PER_STEP = 4;

  private StatisticsFunctions() {}

  private interface Statistic {
    @Nullable Object of(Run run, List<Object> items);
  }

  static void register(Builtins.Registry r) {
    add(r, "min", null, (run, items) -> extreme(run, items, Comparator.LESS));
    add(r, "max", null, (run, items) -> extreme(run, items, Comparator.GREATER));
    add(r, "sum", null, StatisticsFunctions::sum);
    add(r, "product", Kind.NUMBER, numbers(StatisticsFunctions::product));
    add(r, "mean", null, (run, items) -> mean(run, items));
    add(r, "median", Kind.NUMBER, numbers(StatisticsFunctions::median));
    add(r, "stddev", Kind.NUMBER, numbers(StatisticsFunctions::deviation));
    add(r, "mode", Kind.LIST, StatisticsFunctions::modeOf);
  }

  /** Adds a function of a list, or of its items as so many arguments. */
  private static void add(
      Builtins.Registry r, String name, @Nullable Kind kind, Statistic statistic) {
    Signature.Body body =
        (run, a) -> {
          List<Object> items = items(run, Lists.of(a[0]));
          return items == null
              ? run.fail(name + ": the list has null in it")
              : statistic.of(run, items);
        };
    r.add(name, "list:list", kind, body);
    r.add(name, "...n:any", kind, body);
  }

  private static @Nullable List<Object> items(Run run, List<@Nullable Object> list) {
    run.charge(list.size());
    List<Object> items = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      Object item = Lists.item(list, i);
      if (item == null) {
        return null;
      }
      items.add(item);
    }
    return items;
  }

  private static Statistic numbers(Statistic statistic) {
    return (run, items) ->
        items.isEmpty() || !allNumbers(items) ? notNumbers(run) : statistic.of(run, items);
  }

  private static boolean allNumbers(List<Object> items) {
    return items.stream().allMatch(item -> Kind.of(item) == Kind.NUMBER);
  }

  private static @Nullable Object notNumbers(Run run) {
    return run.fail("a list of numbers that is not empty is needed");
  }

  private static @Nullable Object extreme(Run run, List<Object> items, Comparator better) {
    Object best = null;
    for (Object item : items) {
      if (best == null) {
        best = Order.isOf(Kind.of(item)) ? item : null;
      }
      run.chargeComparison(item, best);
      int order = Order.compare(item, best);
      if (order == Order.NONE) {
        return run.fail("the list has items in it that cannot be compared");
      }
      best = better.accepts(order) ? item : best;
    }
    return best;
  }

  /** Adds numbers, or durations of one kind. */
  private static @Nullable Object sum(Run run, List<Object> items) {
    if (items.isEmpty() || !addable(items.get(0))) {
      return notNumbers(run);
    }
    Object sum = items.get(0);
    for (Object item : items.subList(1, items.size())) {
      sum =
          Kind.of(item) == Kind.of(sum) && sum != null
              ? Arithmetic.apply(run, Operator.ADD, sum, item)
              : null;
      if (sum == null) {
        return notNumbers(run);
      }
    }
    return sum;
  }

  private static boolean addable(Object value) {
    Kind kind = Kind.of(value);
    return kind == Kind.NUMBER || kind == Kind.DAYS || kind == Kind.MONTHS;
  }

  private static @Nullable Object mean(Run run, List<Object> items) {
    Object sum = sum(run, items);
    return sum == null ? null : Arithmetic.apply(run, Operator.DIVIDE, sum, (long) items.size());
  }

  private static @Nullable Object product(Run run, List<Object> items) {
    Object product = 1L;
    for (Object item : items) {
      product = product == null ? null : Arithmetic.apply(run, Operator.MULTIPLY, product, item);
    }
    return product;
  }

  private static List<Object> sorted(Run run, List<Object> items) {
    int comparisons = Integer.SIZE - Integer.numberOfLeadingZeros(items.size());
    for (Object item : items) {
      run.charge((1 + Numbers.weight(item)) * comparisons / COMPARISONS_PER_STEP);
    }
    List<Object> sorted = new ArrayList<>(items);
    sorted.sort(Numbers::compare);
    return sorted;
  }

  private static @Nullable Object median(Run run, List<Object> items) {
    List<Object> sorted = sorted(run, items);
    int middle = sorted.size() / 2;
    if (sorted.size() % 2 == 1) {
      return sorted.get(middle);
    }
    Object sum = Numbers.add(sorted.get(middle - 1), sorted.get(middle));
    return sum == null ? null : Numbers.divide(sum, 2L);
  }

  private static @Nullable Object deviation(Run run, List<Object> items) {
    run.charge(Transcendental.STEPS);
    Object mean = mean(run, items);
    int weight = mean == null ? 0 : Numbers.weight(mean);
    Object sum = 0L;
    for (Object item : items) {
      run.charge(1 + Numbers.weight(item) + 2 * weight);
      Object distance = mean == null ? null : Numbers.subtract(item, mean);
      Object square = distance == null ? null : Numbers.multiply(distance, distance);
      sum = square == null || sum == null ? null : Numbers.add(sum, square);
    }
    Object variance = sum == null ? null : Numbers.divide(sum, items.size() - 1L);
    return variance == null
        ? run.fail("stddev: needs two numbers at least")
        : Transcendental.sqrt(variance);
  }

  private static @Nullable Object modeOf(Run run, List<Object> items) {
    if (!allNumbers(items)) {
      return run.fail("mode: the list has something else than numbers in it");
    }
    List<Object> sorted = sorted(run, items);
    List<Object> modes = new ArrayList<>();
    int longest = 0;
    int length = 0;
    for (int i = 0; i < sorted.size(); i++) {
      length = i > 0 && Numbers.compare(sorted.get(i - 1), sorted.get(i)) == 0 ? length + 1 : 1;
      if (length > longest) {
        modes.clear();
      }
      if (length >= longest) {
        longest = length;
        modes.add(sorted.get(i));
      }
    }
    return modes;
  }
}
