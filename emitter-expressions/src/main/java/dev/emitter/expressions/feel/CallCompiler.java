package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles calls; a call of a built-in function that cannot be right is left to fail with a reason.
 */
final class CallCompiler {

  private static final Set<String> CLOCKED = Set.of("now", "today");

  private final Compiler compiler;
  private final Names names;
  private final Folding folding;

  CallCompiler(Compiler compiler, Names names, Folding folding) {
    this.compiler = compiler;
    this.names = names;
    this.folding = folding;
  }

  Node compile(Tree.Call tree) {
    Builtin builtin = builtin(tree.function());
    List<Node> arguments =
        compiler.compileAll(tree.arguments().stream().map(Tree.Argument::value).toList());
    List<String> argumentNames = argumentNames(tree);
    if (builtin == null) {
      Node function = compiler.compile(tree.function());
      return new CallNode(tree.position(), function, argumentNames, arguments);
    }
    Node call = call(tree, builtin, argumentNames, arguments);
    return CLOCKED.contains(builtin.name())
        ? call
        : folding.fold(call, arguments.toArray(new Node[0]));
  }

  private @Nullable Builtin builtin(Tree function) {
    return function instanceof Tree.Name name && !names.isLocal(name.name())
        ? Builtins.find(name.name())
        : null;
  }

  private static Node call(
      Tree.Call tree, Builtin builtin, @Nullable List<String> names, List<Node> arguments) {
    List<Signature> fitting =
        names == null
            ? builtin.signatures().stream().filter(s -> s.takes(arguments.size())).toList()
            : List.of();
    if (fitting.size() == 1) {
      return new BuiltinCallNode(
          tree.position(), builtin, fitting.get(0), arguments.toArray(new Node[0]));
    }
    return new CallNode(tree.position(), new Constant(builtin), names, arguments);
  }

  private static @Nullable List<String> argumentNames(Tree.Call tree) {
    if (tree.arguments().isEmpty() || tree.arguments().get(0).name() == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    tree.arguments().forEach(argument -> names.add(Objects.requireNonNull(argument.name())));
    return names;
  }
}
