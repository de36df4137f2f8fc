package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Compiles loops and quantifiers. */
final class LoopCompiler {

  private final Compiler compiler;
  private final Names names;

  LoopCompiler(Compiler compiler, Names names) {
    this.compiler = compiler;
    this.names = names;
  }

  Node loop(Tree.For tree) {
    int partial = names.reserve();
    return iterations(
        tree.iterations(),
        () -> {
          names.openAt("partial", partial);
          Compiler.Measured result = compiler.measure(tree.result());
          names.close();
          return result;
        },
        (iterations, result) -> new ForNode(iterations, partial, result));
  }

  Node quantified(Tree.Quantified tree) {
    return iterations(
        tree.iterations(),
        () -> compiler.measure(tree.condition()),
        (iterations, condition) ->
            new QuantifiedNode(
                tree.condition().firstPosition(), tree.every(), iterations, condition));
  }

  private interface LoopMaker {
    Node make(Iterations iterations, Node result);
  }

  private Node iterations(
      List<Tree.Iteration> trees, Supplier<Compiler.Measured> result, LoopMaker maker) {
    List<Iterations.Variable> variables = new ArrayList<>();
    for (Tree.Iteration tree : trees) {
      Tree endTree = tree.end();
      Node domain = compiler.compile(tree.domain());
      Node end = endTree == null ? null : compiler.compile(endTree);
      variables.add(new Iterations.Variable(names.open(tree.name()), domain, end));
    }
    Compiler.Measured measured = result.get();
    trees.forEach(tree -> names.close());
    return maker.make(new Iterations(variables, measured.weight()), measured.node());
  }
}
