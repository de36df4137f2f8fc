package dev.emitter.expressions.feel;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Implicit conversions: section 10.3.2.9.4. */
final class Coercion {

  private Coercion() {}

  /** Returns a value as one of a type, or null if it cannot be one. */
  static @Nullable Object to(Run run, Type type, @Nullable Object value) {
    if (value == null || type.contains(run, value)) {
      return value;
    }
    if (Kind.of(value) == Kind.LIST && Lists.of(value).size() == 1) {
      Object item = Lists.item(Lists.of(value), 0);
      return item != null && type.contains(run, item) ? item : null;
    }
    List<@Nullable Object> list = Collections.singletonList(value);
    return type instanceof Type.ListOf && type.contains(run, list) ? list : null;
  }

  /** Returns a value as one of a kind, or null if it cannot be one. */
  static @Nullable Object to(Kind kind, @Nullable Object value) {
    Kind own = Kind.of(value);
    if (own == kind || value == null) {
      return value;
    }
    if (kind == Kind.LIST) {
      return Collections.singletonList(value);
    }
    if (own == Kind.LIST && Lists.of(value).size() == 1) {
      Object item = Lists.item(Lists.of(value), 0);
      return Kind.of(item) == kind ? item : null;
    }
    return null;
  }
}
