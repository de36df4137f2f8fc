package dev.emitter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.event.ContextAttributes;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.feel.Feel;
import dev.emitter.expressions.feel.FeelOptions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an event has at the places that an expression reads. */
final class FeelValues {

  private static final String EVENT = "event";

  private FeelValues() {}

  /** Returns the places with their values, as in {@code total = 40, country is missing}. */
  static String of(String expression, PublishedEvent event) {
    return paths(expression).stream()
        .sorted(Comparator.comparingInt(path -> expression.indexOf(path.get(path.size() - 1))))
        .map(path -> String.join(".", path) + value(path, event))
        .collect(Collectors.joining(", "));
  }

  private static Collection<List<String>> paths(String expression) {
    try {
      return Feel.compile(expression, FeelOptions.defaults(), ExpressionBudget.forOperators())
          .paths();
    } catch (ExpressionException e) {
      return List.of();
    }
  }

  private static String value(List<String> path, PublishedEvent event) {
    if (!path.get(0).equals(EVENT)) {
      return data(path, event);
    }
    if (path.size() == 1) {
      return " is the event";
    }
    return switch (path.get(1)) {
      case "topic" -> " = " + event.topic();
      case "data" -> data(path.subList(2, path.size()), event);
      default -> attribute(path.get(1), event);
    };
  }

  private static String attribute(String name, PublishedEvent event) {
    @Nullable String text = ContextAttributes.text(event.event(), name);
    return text == null ? " is missing" : " = \"" + text + '"';
  }

  private static String data(List<String> path, PublishedEvent event) {
    JsonNode found = new DataPath("", path).find(event.data());
    return found.isMissingNode() ? " is missing" : " = " + Shown.json(found);
  }
}
