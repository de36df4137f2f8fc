package dev.emitter.channel;

import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds at its declaration what is wrong with a default, not when the first definition leaves the
 * parameter out.
 */
final class DefaultValues {

  private DefaultValues() {}

  /** Returns what is wrong with a default and what to write, or null. */
  static @Nullable String fault(
      ParameterType type,
      Object value,
      List<String> allowed,
      @Nullable Long minimum,
      @Nullable Long maximum) {
    String kind = kindFault(type, value);
    if (kind != null) {
      return kind;
    }
    if (value instanceof String text && !allowed.isEmpty() && !allowed.contains(text)) {
      return "allowed are " + String.join(", ", allowed);
    }
    BigDecimal measure = measure(type, value);
    boolean within =
        measure == null
            || ((minimum == null || measure.compareTo(BigDecimal.valueOf(minimum)) >= 0)
                && (maximum == null || measure.compareTo(BigDecimal.valueOf(maximum)) <= 0));
    return within ? null : "not between " + minimum + " and " + maximum;
  }

  private static @Nullable String kindFault(ParameterType type, Object value) {
    return switch (type) {
      case BOOLEAN -> value instanceof Boolean ? null : mustBe("a Boolean", value);
      case INTEGER -> isWhole(value) ? null : mustBe("a whole number", value);
      case NUMBER -> isNumber(value) ? null : mustBe("a number", value);
      case SECRET -> "a secret has no default";
      case LIST, MAP, OBJECT, JSON -> "only single values have a default, not " + type;
      default ->
          value instanceof String text ? textFault(type, text) : mustBe(example(type), value);
    };
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long || value instanceof Integer || value instanceof Short;
  }

  private static boolean isNumber(Object value) {
    return isWhole(value)
        || value instanceof BigDecimal
        || (value instanceof Double number && Double.isFinite(number));
  }

  private static String mustBe(String wanted, Object value) {
    return "it is a " + value.getClass().getSimpleName() + "; write " + wanted;
  }

  private static String example(ParameterType type) {
    return switch (type) {
      case DURATION -> "a String such as \"30s\"";
      case URI, URI_REFERENCE -> "a String such as \"https://example.com\"";
      case PATH -> "a String such as \"out/events.log\"";
      default -> "a String";
    };
  }

  private static @Nullable String textFault(ParameterType type, String text) {
    try {
      return switch (type) {
        case DURATION -> text.matches("\\d.*|[pP].+") ? null : "write it like \"30s\"";
        case URI -> new java.net.URI(text).isAbsolute() ? null : "write an absolute URI";
        case URI_REFERENCE -> new java.net.URI(text).toString().isEmpty() ? "write a URI" : null;
        case PATH -> Path.of(text).toString().isEmpty() ? "write a path" : null;
        default -> null;
      };
    } catch (URISyntaxException | InvalidPathException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Returns what the bounds are about, or null where they are judged when it is read. */
  private static @Nullable BigDecimal measure(ParameterType type, Object value) {
    return switch (type) {
      case INTEGER, NUMBER -> new BigDecimal(value.toString());
      case STRING -> {
        String text = (String) value;
        yield BigDecimal.valueOf(text.codePointCount(0, text.length()));
      }
      default -> null;
    };
  }
}
