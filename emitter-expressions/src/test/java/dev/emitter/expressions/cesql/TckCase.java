package dev.emitter.expressions.cesql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A conformance case.
 *
 * @param result what it must give, or null for anything
 * @param error the kind of error it must end with; empty for none
 */
record TckCase(
    String suite,
    String name,
    String expression,
    @Nullable Object result,
    String error,
    MapEvent event) {

  private static final YAMLMapper YAML = new YAMLMapper();

  static List<TckCase> read(Path file) {
    try {
      JsonNode suite = YAML.readTree(file.toFile());
      List<TckCase> cases = new ArrayList<>();
      suite.path("tests").forEach(test -> cases.add(of(suite.path("name").asText(), test)));
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TckCase of(String suite, JsonNode test) {
    return new TckCase(
        suite,
        test.path("name").asText(),
        test.path("expression").asText(),
        test.hasNonNull("result") ? value(test.get("result")) : null,
        test.path("error").asText(""),
        event(test));
  }

  private static MapEvent event(JsonNode test) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    test.path("event").properties().forEach(e -> attributes.put(e.getKey(), value(e.getValue())));
    test.path("eventOverrides")
        .properties()
        .forEach(e -> attributes.put(e.getKey(), value(e.getValue())));
    return test.has("event") ? MapEvent.of(attributes) : MapEvent.with(attributes);
  }

  private static Object value(JsonNode node) {
    if (node.isInt()) {
      return node.asInt();
    }
    return node.isBoolean() ? (Object) node.asBoolean() : node.asText();
  }

  String expected() {
    return (result == null ? "anything" : result) + (error.isEmpty() ? "" : ", " + error);
  }

  /** Returns null if the case passes, else what came out. */
  @Nullable String failure() {
    try {
      Evaluation evaluation =
          Cesql.compile(expression, ExpressionBudget.forUsers()).evaluate(event);
      boolean passed =
          (result == null || result.equals(evaluation.value()))
              && kinds(evaluation).equals(error.isEmpty() ? List.of() : List.of(error));
      return passed ? null : Objects.toString(evaluation);
    } catch (ExpressionException e) {
      return error.equals("parse") ? null : "refused: " + e.getMessage();
    }
  }

  /** The kinds of errors by the names that the cases have for them. */
  private static List<String> kinds(Evaluation evaluation) {
    return evaluation.reasons().stream().map(TckCase::kind).distinct().toList();
  }

  private static String kind(Reason reason) {
    String title = reason.message().substring(0, reason.message().indexOf("Error:"));
    return title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
  }
}
