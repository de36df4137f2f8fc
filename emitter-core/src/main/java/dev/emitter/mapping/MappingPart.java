package dev.emitter.mapping;

import dev.emitter.expressions.feel.FeelExpression;
import java.util.List;

/** A part of a mapping. Immutable. */
sealed interface MappingPart {

  /**
   * What is the same for every event.
   *
   * @param json as it is written
   */
  record Constant(JsonFragment json) implements MappingPart {}

  /**
   * An expression.
   *
   * @param dataPath the path of the data that it is, perhaps empty
   * @param path the JSON path where it stands
   */
  record Expression(FeelExpression feel, List<String> dataPath, String path)
      implements MappingPart {}

  /** An array. */
  record Items(List<MappingPart> items) implements MappingPart {}

  /** An object. */
  record Members(List<Member> members) implements MappingPart {}

  /**
   * A member of an object.
   *
   * @param name as it is written, with its colon
   */
  record Member(JsonFragment name, MappingPart value) {}
}
