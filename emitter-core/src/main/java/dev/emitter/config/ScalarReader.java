package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.ExpressionWarning;
import dev.emitter.filter.EventExpression;
import dev.emitter.problem.Suggestion;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads a single value as its declaration says. A string is never taken for a number or a boolean.
 * Messages show what was written, never what a placeholder stands for. Not thread-safe.
 */
final class ScalarReader {

  private static final int LONGEST_WHOLE = 19;
  private static final Duration EXAMPLE = Duration.ofSeconds(30);

  private final StringValues strings;
  private final Faults faults;

  ScalarReader(StringValues strings, Faults faults) {
    this.strings = strings;
    this.faults = faults;
  }

  /** Returns the value, or null after adding a fault. */
  @Nullable Object read(Parameter parameter, JsonNode node, String path) {
    return switch (parameter.type()) {
      case BOOLEAN ->
          node.isBoolean() ? (Object) node.booleanValue() : wrong(parameter, node, path);
      case INTEGER, NUMBER -> number(parameter, node, path);
      case SECRET -> secret(parameter, node, path);
      default -> text(parameter, node, path);
    };
  }

  private @Nullable Object number(Parameter parameter, JsonNode node, String path) {
    if (!isFinite(node) || !Bounds.include(parameter, node.decimalValue())) {
      return wrong(parameter, node, path);
    }
    BigDecimal number = node.decimalValue();
    if (parameter.type() == ParameterType.NUMBER) {
      return number;
    }
    return isWhole(number) ? (Object) number.longValue() : wrong(parameter, node, path);
  }

  /** Code can make a definition with a number that JSON does not have. */
  private static boolean isFinite(JsonNode node) {
    return node.isNumber() && (!node.isDouble() || Double.isFinite(node.doubleValue()));
  }

  private static boolean isWhole(BigDecimal number) {
    boolean fits = (long) number.precision() - number.scale() < LONGEST_WHOLE;
    return fits && (number.signum() == 0 || number.stripTrailingZeros().scale() <= 0);
  }

  private @Nullable Object secret(Parameter parameter, JsonNode node, String path) {
    if (!node.isTextual() || node.textValue().isEmpty()) {
      String found = node.isTextual() ? "an empty string" : Found.kind(node);
      faults.add(path, "found " + found + "; allowed: " + Expectation.of(parameter));
      return null;
    }
    return strings.secret(node.textValue(), path, faults);
  }

  private @Nullable Object text(Parameter parameter, JsonNode node, String path) {
    if (!node.isTextual()) {
      return wrong(parameter, node, path);
    }
    String text = strings.text(node.textValue(), path, faults);
    if (text == null) {
      return null;
    }
    if (parameter.type() == ParameterType.EXPRESSION && !text.isBlank()) {
      return expression(text, path);
    }
    Object value = fits(parameter, text) ? converted(parameter.type(), text) : null;
    boolean outside =
        value instanceof Duration duration && !Bounds.include(parameter, millis(duration));
    return value == null || outside ? wrong(parameter, node, path) : value;
  }

  private @Nullable Object expression(String text, String path) {
    try {
      EventExpression compiled = EventExpression.compile(text);
      String fault = compiled.fault();
      if (fault == null) {
        for (ExpressionWarning warning : compiled.warnings()) {
          String message = warning.position() + ": " + warning.message();
          faults.problems().warn(path, message, warning.hint());
        }
        return text;
      }
      faults.add(path, fault + "; text is needed");
    } catch (ExpressionException e) {
      faults.add(path, "is not FEEL: " + e.getMessage());
    }
    return null;
  }

  private static boolean fits(Parameter parameter, String text) {
    boolean allowed = parameter.allowed().isEmpty() || parameter.allowed().contains(text);
    boolean measured = parameter.type() != ParameterType.DURATION;
    return allowed
        && (!measured || Bounds.include(parameter, text.codePointCount(0, text.length())));
  }

  private static BigDecimal millis(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 6);
  }

  private static @Nullable Object converted(ParameterType type, String text) {
    return switch (type) {
      case DURATION -> Durations.parse(text);
      case URI -> uri(text, true);
      case URI_REFERENCE -> uri(text, false);
      case PATH -> path(text);
      case EXPRESSION -> null; // it is blank
      default -> text;
    };
  }

  private static @Nullable URI uri(String text, boolean absolute) {
    try {
      URI uri = new URI(text);
      return text.isEmpty() || (absolute && !uri.isAbsolute()) ? null : uri;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static @Nullable Path path(String text) {
    try {
      return text.isEmpty() ? null : Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private @Nullable Object wrong(Parameter parameter, JsonNode node, String path) {
    String found = "found " + Found.value(node);
    faults.add(path, found + "; allowed: " + Expectation.of(parameter), hint(parameter, node));
    return null;
  }

  private static @Nullable String hint(Parameter parameter, JsonNode node) {
    if (node.isTextual()) {
      return quotedHint(parameter, node.textValue());
    }
    if (node.isNull()) {
      return nullHint(parameter);
    }
    if (parameter.type() == ParameterType.DURATION && node.isNumber()) {
      return "write it with its unit, such as \"" + example(parameter) + "\"";
    }
    boolean bare = parameter.type() == ParameterType.STRING && node.isValueNode();
    return bare ? "write it in double quotes" : null;
  }

  /** Returns what to do about null, which is no value of any member. */
  static @Nullable String nullHint(Parameter parameter) {
    return parameter.required() ? null : "leave it out";
  }

  private static String example(Parameter parameter) {
    boolean usual = Bounds.include(parameter, millis(EXAMPLE));
    Duration most = usual ? EXAMPLE : bound(parameter.maximum());
    return Durations.format(most == null ? EXAMPLE : most);
  }

  private static @Nullable Duration bound(@Nullable Long millis) {
    return millis == null ? null : Duration.ofMillis(millis);
  }

  private static boolean isNumberOf(Parameter parameter, String text) {
    if (!text.matches("-?\\d{1,30}(\\.\\d{1,30})?")) {
      return false;
    }
    BigDecimal number = new BigDecimal(text);
    return Bounds.include(parameter, number)
        && (parameter.type() == ParameterType.NUMBER || isWhole(number));
  }

  private static @Nullable String quotedHint(Parameter parameter, String text) {
    return switch (parameter.type()) {
      case BOOLEAN ->
          text.equals("true") || text.equals("false") ? "write it without quotes" : null;
      case INTEGER, NUMBER -> isNumberOf(parameter, text) ? "write it without quotes" : null;
      case DURATION ->
          Durations.suggestion(text, bound(parameter.minimum()), bound(parameter.maximum()));
      case URI -> text.matches("[\\w.-]+(:\\d+)?(/\\S*)?") ? "begin it with https://" : null;
      default -> Suggestion.nearest(text, parameter.allowed());
    };
  }
}
