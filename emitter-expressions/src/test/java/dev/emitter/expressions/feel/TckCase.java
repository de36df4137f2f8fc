package dev.emitter.expressions.feel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conformance case: an expression, its variables, and what it must give. */
record TckCase(
    String id,
    String expression,
    Map<String, @Nullable Object> inputs,
    @Nullable Object expected,
    boolean error,
    String resultType) {

  private static final JsonMapper JSON = new JsonMapper();

  static TckCase parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
      node.get("inputs")
          .get("context")
          .properties()
          .forEach(e -> inputs.put(e.getKey(), value(e.getValue())));
      return new TckCase(
          node.get("id").asText(),
          node.get("expression").asText(),
          inputs,
          value(node.get("expected")),
          node.path("error").asBoolean(),
          node.path("resultType").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(item -> list.add(value(item)));
      return list;
    } else if (node.isObject()) {
      Map.Entry<String, JsonNode> typed = node.properties().iterator().next();
      return typed(typed.getKey(), typed.getValue());
    } else if (node.isBoolean()) {
      return node.asBoolean();
    }
    return node.isNull() ? null : node.asText();
  }

  private static @Nullable Object typed(String type, JsonNode value) {
    return switch (type) {
      case "number" -> Objects.requireNonNull(Numbers.parse(value.asText()));
      case "date" -> TemporalText.date(value.asText());
      case "time" -> TemporalText.time(withSeconds(value.asText(), 5));
      case "dateTime" ->
          TemporalText.dateTime(withSeconds(value.asText(), value.asText().indexOf('T') + 6));
      case "duration" -> javaDuration(value.asText());
      default -> context(value);
    };
  }

  /** The file leaves out seconds that are zero, as Java does. */
  private static String withSeconds(String text, int end) {
    boolean missing = text.length() == end || (text.length() > end && text.charAt(end) != ':');
    return missing ? text.substring(0, end) + ":00" + text.substring(end) : text;
  }

  private static Object javaDuration(String text) {
    return text.matches("P-?\\d+M")
        ? java.time.Period.parse(text).normalized()
        : java.time.Duration.parse(text);
  }

  private static Map<String, @Nullable Object> context(JsonNode node) {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    node.properties().forEach(e -> context.put(e.getKey(), value(e.getValue())));
    return context;
  }

  /** Returns null if the case passes, else what came out. */
  @Nullable String failure() {
    Object actual;
    try {
      FeelOptions options = FeelOptions.defaults().withNames(Set.copyOf(inputs.keySet()));
      FeelExpression compiled = Feel.compile(expression, options, ExpressionBudget.forUsers());
      actual = coerced(compiled.evaluate(new MapData(inputs)).value());
    } catch (ExpressionException e) {
      return error ? null : "refused: " + e.getMessage();
    }
    boolean passed = (error && actual == null) || TckEquality.same(expected, actual);
    return passed ? null : String.valueOf(actual);
  }

  /** The result as a value of the type that the decision declares. */
  private @Nullable Object coerced(@Nullable Object value) {
    return switch (resultType) {
      case "boolean", "number", "string" -> Coercion.to(run(), new Type.Simple(resultType), value);
      default -> value;
    };
  }

  private static Run run() {
    Setting setting =
        new Setting(
            new Source(""), ExpressionBudget.forUsers(), Clock.systemUTC(), new PatternCache());
    return new Run(NoData.INSTANCE, 0, setting);
  }
}
