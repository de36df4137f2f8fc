package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles calls, refusing those of functions that do not exist or do not take such arguments. */
final class CallCompiler {

  private static final Set<String> CLOCKED = Set.of("now", "today");

  private final Compiler compiler;
  private final Source source;
  private final Names names;
  private final Folding folding;
  private final ConstantCheck constants;

  CallCompiler(Compiler compiler, Source source, Names names, Folding folding) {
    this.compiler = compiler;
    this.source = source;
    this.names = names;
    this.folding = folding;
    this.constants = new ConstantCheck(source, folding);
  }

  Node compile(Tree.Call tree) {
    List<String> argumentNames = argumentNames(tree);
    Builtin builtin = builtin(tree, argumentNames);
    List<Node> arguments =
        compiler.compileAll(tree.arguments().stream().map(Tree.Argument::value).toList());
    if (builtin == null) {
      Node function = compiler.compile(tree.function());
      return new CallNode(tree.position(), function, argumentNames, arguments);
    }
    constants.check(tree, builtin, argumentNames, arguments);
    Node call = call(tree, builtin, argumentNames, arguments);
    return CLOCKED.contains(builtin.name())
        ? call
        : folding.fold(call, arguments.toArray(new Node[0]));
  }

  /**
   * Returns the built-in function that is called, or null if evaluation must find out the function.
   */
  private @Nullable Builtin builtin(Tree.Call call, @Nullable List<String> argumentNames) {
    if (!(call.function() instanceof Tree.Name name) || names.isLocal(name.name())) {
      return null;
    }
    Builtin builtin = Builtins.find(name.name());
    if (builtin == null) {
      if (names.isData(name.name())) {
        throw unknown(name);
      }
      return null;
    }
    boolean fits =
        argumentNames == null
            ? builtin.takes(call.arguments().size())
            : builtin.signatures().stream().anyMatch(s -> s.order(argumentNames) != null);
    if (!fits) {
      throw misused(call, builtin, argumentNames);
    }
    return builtin;
  }

  private ExpressionException unknown(Tree.Name name) {
    String operator = NameHints.mend("", name.name());
    return source.refuse(
        name.position(),
        "the unknown function \"" + name.name() + "\"",
        "a built-in function",
        operator == null ? ForeignFunctions.hint(name.name()) : operator);
  }

  private ExpressionException misused(
      Tree.Call call, Builtin builtin, @Nullable List<String> argumentNames) {
    String found =
        argumentNames == null
            ? call.arguments().size() + " arguments of \"" + builtin.name() + "\""
            : "the arguments " + argumentNames + " of \"" + builtin.name() + "\"";
    return source.refuse(
        call.function().position(),
        found,
        builtin.usage(),
        ForeignFunctions.misuseHint(builtin.name()));
  }

  private Node call(
      Tree.Call tree, Builtin builtin, @Nullable List<String> names, List<Node> arguments) {
    List<Signature> fitting =
        names == null
            ? builtin.signatures().stream().filter(s -> s.takes(arguments.size())).toList()
            : List.of();
    if (fitting.size() == 1) {
      BuiltinCallNode call =
          new BuiltinCallNode(
              tree.position(), builtin, fitting.get(0), arguments.toArray(new Node[0]));
      return counts(tree, builtin) && arguments.get(0) instanceof FilterNode filter
          ? new CountNode(tree.position(), filter, call)
          : call;
    }
    return new CallNode(tree.position(), new Constant(builtin), names, arguments);
  }

  /** Returns whether a call counts the items for which a test holds. */
  private boolean counts(Tree.Call tree, Builtin builtin) {
    return builtin.name().equals("count")
        && tree.arguments().get(0).value() instanceof Tree.Filter filter
        && filter.condition().accept(new StaticKind(names)).equals(Optional.of(Kind.BOOLEAN));
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
