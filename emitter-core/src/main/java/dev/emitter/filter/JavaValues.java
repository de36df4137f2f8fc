package dev.emitter.filter;

import dev.emitter.expressions.DataArray;
import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.expressions.feel.ZonedTime;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes plain values of Java out of what an expression gave, which may be a view of the event's
 * data; each takes a step of those that its expressions share. Used once.
 */
final class JavaValues {

  /** An expression may name the whole data as often as it likes; no event is larger than this. */
  private static final int MOST = 1_000_000;

  private final @Nullable SharedSteps steps;
  private int count;

  JavaValues(@Nullable SharedSteps steps) {
    this.steps = steps;
  }

  /** Why a value is none that Java, or JSON, has. Its message names no value. */
  static final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Returns the value: null, String, Boolean, BigDecimal, a java.time value, {@link ZonedTime}, or
   * a List or Map of such, which cannot be changed.
   */
  @Nullable Object of(@Nullable Object value) throws UnfitException {
    count++;
    if (count > MOST) {
      throw new UnfitException("it gave more than " + MOST + " values");
    }
    if (steps != null && !steps.take(1)) {
      throw new UnfitException(steps.exhausted());
    }
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      return decimal(number);
    }
    if (value instanceof OffsetDateTime time) {
      return time.toZonedDateTime();
    }
    return isTemporal(value) ? value : structure(value);
  }

  private static boolean isTemporal(Object value) {
    return value instanceof TemporalAccessor
        || value instanceof TemporalAmount
        || value instanceof ZonedTime;
  }

  private static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    return number instanceof BigInteger integer
        ? new BigDecimal(integer)
        : new BigDecimal(number.toString());
  }

  private Object structure(Object value) throws UnfitException {
    if (value instanceof List<?> list) {
      return list(list.size(), list::get);
    } else if (value instanceof DataArray array) {
      return list(array.size(), array::get);
    } else if (value instanceof DataObject object) {
      return object(object);
    } else if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    throw new UnfitException("it gave a range or a function, which is no value outside of FEEL");
  }

  private interface Items {
    @Nullable Object get(int index);
  }

  private List<@Nullable Object> list(int size, Items items) throws UnfitException {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(of(items.get(i)));
    }
    return Collections.unmodifiableList(list);
  }

  private Map<String, @Nullable Object> object(DataObject object) throws UnfitException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (String name : object.names()) {
      map.put(name, of(object.member(name)));
    }
    return Collections.unmodifiableMap(map);
  }

  private Map<String, @Nullable Object> map(Map<?, ?> given) throws UnfitException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : given.entrySet()) {
      map.put(String.valueOf(entry.getKey()), of(entry.getValue()));
    }
    return Collections.unmodifiableMap(map);
  }
}
