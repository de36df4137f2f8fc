package dev.emitter.expressions.feel;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An immutable set of code points, as sorted ranges that neither touch nor overlap. */
final class CodePoints {

  static final CodePoints NONE = new CodePoints(new int[0]);
  static final CodePoints ALL = new CodePoints(new int[] {0, Character.MAX_CODE_POINT});

  /** First and last code point of every range. */
  private final int[] ranges;

  private CodePoints(int[] ranges) {
    this.ranges = ranges;
  }

  static CodePoints of(int... codePoints) {
    CodePoints set = NONE;
    for (int c : codePoints) {
      set = set.or(range(c, c));
    }
    return set;
  }

  static CodePoints range(int first, int last) {
    return new CodePoints(new int[] {first, last});
  }

  /** Returns for everything that code points have, but null, those that have it. */
  static <T> Map<T, CodePoints> grouped(IntFunction<@Nullable T> property) {
    Map<T, Builder> builders = new HashMap<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      T group = property.apply(c);
      if (group != null) {
        builders.computeIfAbsent(group, g -> new Builder()).add(c, c);
      }
    }
    Map<T, CodePoints> groups = new HashMap<>();
    builders.forEach((group, builder) -> groups.put(group, builder.build()));
    return Map.copyOf(groups);
  }

  int rangeCount() {
    return ranges.length / 2;
  }

  int first(int range) {
    return ranges[2 * range];
  }

  int last(int range) {
    return ranges[2 * range + 1];
  }

  boolean contains(int c) {
    int low = 0;
    int high = rangeCount() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (c < first(middle)) {
        high = middle - 1;
      } else if (c > last(middle)) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  CodePoints or(CodePoints other) {
    Builder builder = new Builder();
    int i = 0;
    int j = 0;
    while (i < rangeCount() || j < other.rangeCount()) {
      if (j == other.rangeCount() || (i < rangeCount() && first(i) <= other.first(j))) {
        builder.add(first(i), last(i++));
      } else {
        builder.add(other.first(j), other.last(j++));
      }
    }
    return builder.build();
  }

  CodePoints complement() {
    Builder builder = new Builder();
    int next = 0;
    for (int i = 0; i < rangeCount(); i++) {
      if (first(i) > next) {
        builder.add(next, first(i) - 1);
      }
      next = last(i) + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      builder.add(next, Character.MAX_CODE_POINT);
    }
    return builder.build();
  }

  CodePoints minus(CodePoints other) {
    return complement().or(other).complement();
  }

  /** Adds every code point whose lower or upper case is that of one of these. */
  CodePoints ignoringCase() {
    BitSet variants = new BitSet();
    if (rangeCount() == 1 && last(0) - first(0) < Cased.ALL.length) {
      IntStream.rangeClosed(first(0), last(0)).forEach(c -> Cased.addVariants(c, variants));
    } else {
      Arrays.stream(Cased.ALL).filter(this::contains).forEach(c -> Cased.addVariants(c, variants));
    }
    Builder builder = new Builder();
    variants.stream().forEach(c -> builder.add(c, c));
    return or(builder.build());
  }

  /** The code points that have a case, found when they are first needed. */
  private static final class Cased {
    static final int[] ALL =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(Cased::isCased).toArray();
    private static final Map<Integer, List<Integer>> BY_LOWER = by(Character::toLowerCase);
    private static final Map<Integer, List<Integer>> BY_UPPER = by(Character::toUpperCase);

    private static boolean isCased(int c) {
      return Character.toLowerCase(c) != c || Character.toUpperCase(c) != c;
    }

    private static Map<Integer, List<Integer>> by(IntUnaryOperator form) {
      return Arrays.stream(ALL).boxed().collect(Collectors.groupingBy(form::applyAsInt));
    }

    static void addVariants(int c, BitSet variants) {
      if (isCased(c)) {
        BY_LOWER.getOrDefault(Character.toLowerCase(c), List.of()).forEach(variants::set);
        BY_UPPER.getOrDefault(Character.toUpperCase(c), List.of()).forEach(variants::set);
      }
    }
  }

  /** Collects ranges in the order of their first code points. */
  private static final class Builder {
    private int[] ranges = new int[8];
    private int size;

    void add(int first, int last) {
      if (size > 0 && first <= ranges[size - 1] + 1) {
        ranges[size - 1] = Math.max(ranges[size - 1], last);
        return;
      }
      if (size == ranges.length) {
        ranges = Arrays.copyOf(ranges, 2 * size);
      }
      ranges[size++] = first;
      ranges[size++] = last;
    }

    CodePoints build() {
      return new CodePoints(Arrays.copyOf(ranges, size));
    }
  }
}
