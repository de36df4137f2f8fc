package dev.emitter.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.filter.EventVariables;
import dev.emitter.filter.FilterInput;
import dev.emitter.problem.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON whose strings are FEEL expressions: an event, or several, in the receiver's own shape.
 * Objects, arrays, numbers, booleans and null stand for themselves; a string is an expression, so
 * that text which is always the same has quotes of its own: {@code "\"text\""}.
 *
 * <p>An expression over one event sees what a filter sees: the fields of the data as variables, and
 * {@code event}. One over a list of events sees the variable {@code events}, whose items are what
 * {@code event} is elsewhere: {@code for e in events return e.data}.
 *
 * <p>Strings, booleans, lists and contexts become what they are in JSON, contexts with their
 * members in order; objects and arrays of the data are taken over as they were published. Numbers
 * are written without an exponent up to 400 places, and those that an expression takes from the
 * data as they are keep all their digits; dates, times and durations are strings as ISO 8601 has
 * them, times with the offset of their zone. An expression that gives null because the event lacks
 * something gives null, which the options may leave out. One that gives null for another reason has
 * failed, and so has one whose list or context has such a null in it, and one that gives a range or
 * a function.
 *
 * <p>All expressions of one rendering share {@link dev.emitter.expressions.SharedSteps steps}:
 * twice those of a user's filter, and 20,000 more for each event of a list after the first.
 * Immutable and thread-safe.
 */
public final class Mapping {

  /** How deep a mapping may nest. */
  public static final int MAX_DEPTH = MappingBudget.MAX_DEPTH;

  private final MappingPart whole;
  private final MappingOptions options;

  private Mapping(MappingPart whole, MappingOptions options) {
    this.whole = whole;
    this.options = options;
  }

  /**
   * Compiles a mapping over one event, as {@link #compile(JsonNode, String, MappingOptions,
   * Problems)}.
   */
  public static @Nullable Mapping compile(JsonNode json, String path, Problems problems) {
    return compile(json, path, MappingOptions.ONE, problems);
  }

  /**
   * Compiles a mapping.
   *
   * @param json what it is
   * @param path the JSON path where it stands, with which problems and failures begin
   * @param problems takes every fault, and warnings of what was most likely meant otherwise
   * @return the mapping, or null after adding a fault
   */
  public static @Nullable Mapping compile(
      JsonNode json, String path, MappingOptions options, Problems problems) {
    int before = problems.list().size();
    MappingPart whole = new MappingCompiler(options, problems).compile(json, path, 1);
    return problems.list().size() > before ? null : new Mapping(whole, options);
  }

  /**
   * Returns a mapping that has been found right before.
   *
   * @throws IllegalArgumentException if it has a fault
   */
  public static Mapping of(JsonNode json, String path, MappingOptions options) {
    Problems problems = new Problems();
    Mapping mapping = compile(json, path, options, problems);
    if (mapping == null) {
      throw new IllegalArgumentException(problems.list().toString());
    }
    return mapping;
  }

  /**
   * Returns the steps that the expressions of one rendering of one event share, for renderings that
   * are not mappings, such as rows of a table.
   */
  public static SharedSteps newSteps() {
    return MappingBudget.steps(1);
  }

  /** Returns how it was compiled. */
  public MappingOptions options() {
    return options;
  }

  /**
   * Renders one event; where the expressions see a list, a list of it alone.
   *
   * @param maxBytes how large the document may be
   */
  public Rendering render(FilterInput input, long maxBytes) {
    return options.overEach()
        ? render(List.of(input), maxBytes)
        : new MappingRun(options, EventVariables.of(input), 1, maxBytes).of(whole);
  }

  /**
   * Renders a list of events. If only some of them are to blame for a failure, {@link #render}
   * fails for each of these alone.
   *
   * @param maxBytes how large the document may be
   * @throws IllegalStateException if the expressions see one event
   */
  public Rendering render(List<FilterInput> inputs, long maxBytes) {
    if (!options.overEach()) {
      throw new IllegalStateException("this mapping is over one event");
    }
    MappingRun run =
        new MappingRun(options, EventVariables.ofEach(inputs), inputs.size(), maxBytes);
    Rendering all = run.of(whole);
    return all instanceof Rendering.Rendered && run.isDoubtful() && inputs.size() > 1
        ? unlessOneFails(all, inputs, maxBytes)
        : all;
  }

  /**
   * What one event lacks may hide why there is null for another: a failure after missing data is
   * taken for its consequence. So each is looked at alone.
   */
  private Rendering unlessOneFails(Rendering all, List<FilterInput> inputs, long maxBytes) {
    for (FilterInput input : inputs) {
      Rendering one = render(List.of(input), maxBytes);
      if (one instanceof Rendering.Failed) {
        return one;
      }
    }
    return all;
  }
}
