package dev.emitter.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.ExpressionWarning;
import dev.emitter.expressions.feel.Feel;
import dev.emitter.expressions.feel.FeelExpression;
import dev.emitter.expressions.feel.FeelOptions;
import dev.emitter.expressions.feel.FeelType;
import dev.emitter.filter.EventVariables;
import dev.emitter.problem.JsonPath;
import dev.emitter.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles one mapping and counts what it has, since definitions come from strangers. */
final class MappingCompiler {

  private static final Set<FeelType> NO_JSON = Set.of(FeelType.RANGE, FeelType.FUNCTION);
  private static final String QUOTES =
      "a string is an expression; text that is always the same has quotes of its own:"
          + " \"\\\"text\\\"\"";

  private final Problems problems;
  private final FeelOptions options;
  private final ExpressionBudget budget;
  private int expressions;
  private int values;
  private long characters;
  private boolean tooLong;

  MappingCompiler(MappingOptions options, Problems problems) {
    this.problems = problems;
    this.options = options.overEach() ? EventVariables.optionsOfEach() : EventVariables.options();
    this.budget = options.overEach() ? MappingBudget.OVER_EACH : MappingBudget.OVER_ONE;
  }

  /** Returns the part of a mapping; one that is of no use after adding a fault. */
  MappingPart compile(JsonNode json, String path, int depth) {
    values++;
    if (depth > MappingBudget.MAX_DEPTH) {
      problems.add(path, "nests deeper than the " + MappingBudget.MAX_DEPTH + " levels allowed");
      return new MappingPart.Constant(JsonFragment.NONE);
    }
    count(path, json.isContainerNode() ? 0 : json.asText().length());
    if (json.isTextual()) {
      return expression(json.textValue(), path);
    } else if (json.isArray()) {
      return items(json, path, depth);
    } else if (json.isObject()) {
      return members(json, path, depth);
    }
    return constant(json, path);
  }

  /** Adds a fault where the mapping becomes too large, once. */
  private void count(String path, int length) {
    characters += length;
    boolean over = characters > MappingBudget.MAX_CHARACTERS || values > MappingBudget.MAX_VALUES;
    if (over && !tooLong) {
      tooLong = true;
      problems.add(
          path,
          "is beyond what a mapping may have, "
              + MappingBudget.MAX_VALUES
              + " values and "
              + MappingBudget.MAX_CHARACTERS
              + " characters in all; write a shorter one");
    }
  }

  private MappingPart constant(JsonNode json, String path) {
    JsonBuffer text = new JsonBuffer(MappingBudget.MAX_CHARACTERS);
    try {
      Object value =
          json.isNumber() ? json.decimalValue() : json.isBoolean() ? json.booleanValue() : null;
      new ValueWriter(text, null).write(value);
    } catch (UnfitException | NumberFormatException e) {
      problems.add(path, "is no number that JSON has");
    }
    return new MappingPart.Constant(new JsonFragment(text.toByteArray()));
  }

  private MappingPart items(JsonNode json, String path, int depth) {
    List<MappingPart> items = new ArrayList<>();
    for (int i = 0; i < json.size() && !tooLong; i++) {
      items.add(compile(json.get(i), JsonPath.item(path, i), depth + 1));
    }
    return new MappingPart.Items(items);
  }

  private MappingPart members(JsonNode json, String path, int depth) {
    List<MappingPart.Member> members = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      String name = member.getKey();
      if (tooLong) {
        break;
      }
      String at = JsonPath.member(path, name);
      count(at, name.length());
      members.add(
          new MappingPart.Member(name(name, at), compile(member.getValue(), at, depth + 1)));
    }
    return new MappingPart.Members(members);
  }

  private JsonFragment name(String name, String path) {
    JsonBuffer text = new JsonBuffer(Integer.MAX_VALUE);
    try {
      text.writeString(name);
      text.write(':');
    } catch (UnfitException e) {
      problems.add(path, String.valueOf(e.getMessage()));
    }
    return new JsonFragment(text.toByteArray());
  }

  private MappingPart expression(String text, String path) {
    expressions++;
    if (expressions == MappingBudget.MAX_EXPRESSIONS + 1) {
      problems.add(
          path,
          "is expression number "
              + expressions
              + "; a mapping may have "
              + MappingBudget.MAX_EXPRESSIONS);
    }
    FeelExpression feel =
        tooLong || expressions > MappingBudget.MAX_EXPRESSIONS ? null : feel(text, path);
    return feel == null
        ? new MappingPart.Constant(JsonFragment.NONE)
        : new MappingPart.Expression(feel, feel.dataPath(), path);
  }

  private @Nullable FeelExpression feel(String text, String path) {
    if (text.isBlank()) {
      problems.add(path, "is empty; an expression is expected", QUOTES);
      return null;
    }
    try {
      FeelExpression feel = Feel.compile(text, options, budget);
      FeelType never = feel.resultType().filter(NO_JSON::contains).orElse(null);
      if (never == null) {
        warn(feel, path);
        return feel;
      }
      String type = never.name().toLowerCase(Locale.ROOT);
      problems.add(path, "always gives a " + type + ", which JSON does not have");
    } catch (ExpressionException e) {
      problems.add(path, "is not FEEL: " + e.getMessage(), QUOTES);
    }
    return null;
  }

  private void warn(FeelExpression feel, String path) {
    for (ExpressionWarning warning : feel.warnings()) {
      problems.warn(path, warning.position() + ": " + warning.message(), warning.hint());
    }
  }
}
