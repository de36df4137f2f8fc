package dev.emitter.mapping;

import dev.emitter.expressions.feel.FeelExpression;
import java.util.List;

/** A part of a mapping. Immutable. */
sealed interface Part {

  /**
   * What is the same for every event.
   *
   * @param json as it is written
   */
  record Constant(Fragment json) implements Part {}

  /**
   * An expression.
   *
   * @param dataPath the path of the data that it is, perhaps empty
   * @param path the JSON path where it stands
   */
  record Expression(FeelExpression feel, List<String> dataPath, String path) implements Part {}

  /** An array. */
  record Items(List<Part> items) implements Part {}

  /** An object. */
  record Members(List<Member> members) implements Part {}

  /**
   * A member of an object.
   *
   * @param name as it is written, with its colon
   */
  record Member(Fragment name, Part value) {}
}
