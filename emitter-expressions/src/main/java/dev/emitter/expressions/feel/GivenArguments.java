package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call of a built-in function, in the order of its parameters, however the call
 * gives them.
 *
 * @param nodes the arguments; null where a parameter has none
 * @param trees their sources; null where a parameter has no argument
 */
record GivenArguments(
    Tree.Call call,
    Builtin builtin,
    Signature signature,
    List<@Nullable Node> nodes,
    List<@Nullable Tree> trees)
    implements Node {

  /**
   * Returns the arguments for the first signature that they fit, or null if there is none.
   *
   * @param names the names of the arguments, or null if they have none
   */
  static @Nullable GivenArguments of(
      Tree.Call call, Builtin builtin, @Nullable List<String> names, List<Node> arguments) {
    for (Signature signature : builtin.signatures()) {
      int[] order = order(signature, names, arguments.size());
      if (order != null) {
        List<@Nullable Node> nodes = new ArrayList<>();
        List<@Nullable Tree> trees = new ArrayList<>();
        for (int index : order) {
          nodes.add(index < 0 ? null : arguments.get(index));
          trees.add(index < 0 ? null : call.arguments().get(index).value());
        }
        return new GivenArguments(call, builtin, signature, nodes, trees);
      }
    }
    return null;
  }

  private static int @Nullable [] order(
      Signature signature, @Nullable List<String> names, int count) {
    if (names != null) {
      return signature.order(names);
    }
    if (!signature.takes(count)) {
      return null;
    }
    int[] order = new int[signature.parameters().size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i < count ? i : -1;
    }
    return order;
  }

  /** Returns whether every argument from a parameter on is constant. */
  boolean areConstantFrom(int first) {
    return nodes.stream().skip(first).allMatch(node -> node == null || node instanceof Constant);
  }

  /** Returns the string that is given for a parameter, if it is constant; null otherwise. */
  @Nullable String text(int index) {
    return value(index) instanceof String text ? text : null;
  }

  @Nullable Object value(int index) {
    Node node = index < nodes.size() ? nodes.get(index) : null;
    return node instanceof Constant constant ? constant.value() : null;
  }

  /** Returns where in the source the argument for a parameter starts. */
  int position(int index) {
    Tree tree = trees.get(index);
    return tree == null ? call.position() : tree.firstPosition();
  }

  /** Returns these arguments with another constant for one parameter. */
  GivenArguments with(int index, String constant) {
    List<@Nullable Node> changed = new ArrayList<>(nodes);
    changed.set(index, new Constant(constant));
    return new GivenArguments(call, builtin, signature, changed, trees);
  }

  /** Calls the function. */
  @Override
  public @Nullable Object eval(Run run) {
    @Nullable Object[] values = new Object[nodes.size()];
    int given = 0;
    for (int i = 0; i < values.length; i++) {
      Node argument = nodes.get(i);
      values[i] = argument == null ? null : argument.eval(run);
      given = argument == null ? given : i + 1;
    }
    return builtin.invoke(run, signature, values, given);
  }
}
