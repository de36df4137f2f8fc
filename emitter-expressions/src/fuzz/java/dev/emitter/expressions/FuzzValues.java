package dev.emitter.expressions;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes data of all kinds for an expression, with the names and constants it looks for. */
public final class FuzzValues {

  private static final int DEEPEST = 4;
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneOffset.UTC,
          ZoneOffset.ofHours(-18),
          ZoneOffset.ofHoursMinutesSeconds(5, 45, 1),
          ZoneId.of("Europe/Paris"),
          ZoneId.of("America/St_Johns"));

  private final FuzzBytes bytes;
  private final List<String> names;
  private final List<Object> constants;
  private final List<Supplier<@Nullable Object>> scalars;

  private FuzzValues(FuzzBytes bytes, Collection<String> names, Collection<Object> constants) {
    this.bytes = bytes;
    this.names = new ArrayList<>(new TreeSet<>(names));
    this.names.add("a");
    this.constants = new ArrayList<>(constants);
    this.scalars =
        List.of(
            () -> null,
            this::constant,
            () -> bytes.next(2) == 0,
            () -> bytes.text(bytes.next(12)),
            () -> bytes.text(bytes.next()).repeat(1 + bytes.next(20)),
            () -> (long) (byte) bytes.next(),
            () -> bytes.number(8),
            () -> (int) bytes.number(4),
            this::decimal,
            () -> Double.longBitsToDouble(bytes.number(8)),
            () -> BigInteger.valueOf(bytes.number(8)).pow(1 + bytes.next(8)),
            this::date,
            this::time,
            () -> LocalDateTime.of(date(), time()),
            () -> ZonedDateTime.of(date(), time(), ZONES.get(bytes.next(ZONES.size()))),
            () -> OffsetDateTime.of(date(), time(), ZoneOffset.ofTotalSeconds(offset())),
            () -> OffsetTime.of(time(), ZoneOffset.ofTotalSeconds(offset())),
            () -> Instant.ofEpochSecond(bytes.number(5), bytes.number(4)),
            () -> Duration.ofSeconds(bytes.number(1 + bytes.next(8)), bytes.number(4)),
            () -> Period.ofMonths((int) bytes.number(1 + bytes.next(4))),
            () -> Period.of((int) bytes.number(4), (int) bytes.number(4), bytes.next(2)),
            Object::new,
            () -> ZoneOffset.UTC);
  }

  /**
   * Returns members for all the paths that start an expression's names.
   *
   * @param bytes where the shape of the data comes from
   * @param paths what the expression reads
   * @param equalities whose constants occur more often than others
   */
  public static Map<String, @Nullable Object> members(
      FuzzBytes bytes, Collection<List<String>> paths, Collection<Equality> equalities) {
    FuzzValues values =
        new FuzzValues(
            bytes,
            paths.stream().flatMap(List::stream).toList(),
            equalities.stream().flatMap(e -> e.values().stream()).toList());
    return values.members(paths, DEEPEST);
  }

  private Map<String, @Nullable Object> members(Collection<List<String>> paths, int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name : new TreeSet<>(paths.stream().map(path -> path.get(0)).toList())) {
      if (bytes.next(16) > 0) {
        members.put(name, value(further(paths, name), depth));
      }
    }
    return members;
  }

  /** Returns what follows a name in the paths that start with it. */
  private static List<List<String>> further(Collection<List<String>> paths, String name) {
    return paths.stream()
        .filter(path -> path.size() > 1 && path.get(0).equals(name))
        .map(path -> path.subList(1, path.size()))
        .toList();
  }

  /** Returns an object where the expression wants one, if it may be as deep, or anything. */
  private @Nullable Object value(List<List<String>> paths, int depth) {
    if (paths.isEmpty() || depth == 0 || bytes.next(8) == 0) {
      return value(depth);
    }
    Map<String, @Nullable Object> members = members(paths, depth - 1);
    return switch (bytes.next(4)) {
      case 0 -> List.of(members);
      case 1 -> new FuzzObject(members);
      default -> members;
    };
  }

  private @Nullable Object value(int depth) {
    if (!constants.isEmpty() && bytes.next(2) == 0) {
      return constant();
    }
    int kind = bytes.next(scalars.size() + (depth == 0 ? 0 : 12));
    if (kind < scalars.size()) {
      return scalars.get(kind).get();
    }
    return switch ((kind - scalars.size()) / 3) {
      case 0, 1 -> object(depth - 1, bytes.next(2) == 0);
      case 2 -> list(depth - 1);
      default -> array(list(depth - 1));
    };
  }

  private Object object(int depth, boolean map) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = bytes.next(6); i > 0; i--) {
      object.put(names.get(bytes.next(Math.min(256, names.size()))), value(depth));
    }
    return map ? object : new FuzzObject(object);
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = bytes.next(6); i > 0; i--) {
      list.add(value(depth));
    }
    return list;
  }

  private static DataArray array(List<@Nullable Object> list) {
    return new DataArray() {
      @Override
      public int size() {
        return list.size();
      }

      @Override
      public @Nullable Object get(int index) {
        return list.get(index);
      }
    };
  }

  private @Nullable Object constant() {
    return constants.isEmpty() ? null : constants.get(bytes.next(constants.size()));
  }

  private BigDecimal decimal() {
    BigInteger unscaled = BigInteger.valueOf(bytes.number(8)).multiply(BigInteger.TEN.pow(bytes.next(40)));
    return new BigDecimal(unscaled, (int) bytes.number(1 + bytes.next(2)));
  }

  private LocalDate date() {
    int year = bytes.next(8) == 0 ? (int) bytes.number(4) % 1_000_000_000 : 1900 + bytes.next();
    return LocalDate.ofYearDay(year, 1 + bytes.next());
  }

  private LocalTime time() {
    return LocalTime.ofNanoOfDay(Math.floorMod(bytes.number(7), 86_400_000_000_000L));
  }

  private int offset() {
    return Math.floorMod(bytes.number(3), 129_601) - 64_800;
  }
}
