package dev.emitter.filter;

import dev.emitter.expressions.SharedSteps;
import java.util.List;

/**
 * All filters of one definition: together they have the budget that a single one has, so that what
 * a definition costs for an event does not grow with the number of its filters.
 *
 * @param steps how many steps its expressions may take for one event
 */
record DefinitionFilter(EventFilter whole, int steps) implements EventFilter {

  @Override
  public FilterResult test(FilterInput input) {
    return test(input, new SharedSteps(steps));
  }

  @Override
  public FilterResult test(FilterInput input, SharedSteps shared) {
    return input.sharing(shared, () -> whole.test(input));
  }

  @Override
  public List<Condition> conditions() {
    return whole.conditions();
  }

  /**
   * The clauses have a budget of their own, as none is passed over; the verdict is that of a test.
   */
  @Override
  public Clause explain(FilterInput input) {
    FilterResult verdict = test(input);
    Clause clause = input.sharing(new SharedSteps(steps), () -> whole.explain(input));
    return new Clause(clause.text(), verdict, clause.found(), clause.reason(), clause.parts());
  }
}
