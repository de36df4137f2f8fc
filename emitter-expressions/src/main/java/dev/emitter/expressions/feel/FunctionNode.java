package dev.emitter.expressions.feel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function's definition.
 *
 * @param result the type of what it returns, as far as that is certain
 * @param firstSlot where the first argument goes, the others follow
 * @param weight what evaluating the body costs
 * @param height how deep evaluating the body recurs
 */
record FunctionNode(
    List<Tree.Parameter> parameters, Type result, int firstSlot, Node body, int weight, int height)
    implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    run.charge(1 + run.slots.length / 4);
    return new UserFunction(this, run.slots.clone());
  }
}
