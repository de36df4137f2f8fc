package dev.emitter.testkit;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterDialects;
import dev.emitter.filter.FilterInput;
import dev.emitter.problem.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for an event that a filter in FEEL lets through. */
record FeelClause(String condition, EventFilter filter) implements PatternClause {

  /**
   * Compiles a condition.
   *
   * @throws IllegalArgumentException if it is no filter in FEEL; it says where and why
   */
  static FeelClause of(String condition) {
    Problems problems = new Problems();
    @Nullable EventFilter filter =
        FilterDialects.standard().compile(new TextNode(condition), "condition", problems);
    if (filter == null) {
      throw new IllegalArgumentException("where \"" + condition + "\": " + problems.list());
    }
    return new FeelClause(condition, filter);
  }

  @Override
  public String text() {
    return "where " + condition;
  }

  @Override
  public List<String> faults(PublishedEvent event) {
    FilterInput input = event.input();
    return filter.test(input).matches()
        ? List.of()
        : FilterFaults.of(filter.explain(input), new TextNode(condition), event);
  }
}
