package dev.emitter.config;

import dev.emitter.channel.Parameter;
import java.math.BigDecimal;

/** Holds numbers and lengths against the bounds of a declaration. */
final class Bounds {

  private Bounds() {}

  static boolean include(Parameter parameter, long value) {
    return include(parameter, BigDecimal.valueOf(value));
  }

  static boolean include(Parameter parameter, BigDecimal value) {
    Long least = parameter.minimum();
    Long most = parameter.maximum();
    return (least == null || value.compareTo(BigDecimal.valueOf(least)) >= 0)
        && (most == null || value.compareTo(BigDecimal.valueOf(most)) <= 0);
  }
}
