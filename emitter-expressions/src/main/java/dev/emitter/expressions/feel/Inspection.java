package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Goes through a syntax tree to find what is allowed but was most likely meant otherwise, and
 * whether the whole can be true at all. Scopes are as the compiler has them.
 */
final class Inspection implements TreeVisitor<Possible> {

  private static final int NO_SLOT = 0;

  private final Names scopes = new Names();
  private final Warnings warnings;
  private final NameInspection names;
  private final CallInspection calls;
  private final OperatorInspection operators;

  private Inspection(Source source, FeelOptions options) {
    this.warnings = new Warnings(source);
    this.names = new NameInspection(scopes, warnings, options);
    Conversions conversions = new Conversions(options.whole());
    this.calls = new CallInspection(this, scopes, warnings, conversions);
    this.operators = new OperatorInspection(this, scopes, warnings, conversions);
  }

  static Findings of(Tree tree, Source source, FeelOptions options) {
    Inspection inspection = new Inspection(source, options);
    boolean canBeTrue = tree.accept(inspection).canBeTrue();
    inspection.operators.finish();
    return new Findings(inspection.warnings.inOrder(), canBeTrue);
  }

  Possible of(Tree tree) {
    return tree.accept(this);
  }

  /** Warns of a condition that is neither true nor false. */
  void requireTruth(Tree tree, Possible possible) {
    operators.requireTruth(tree, possible);
  }

  List<Possible> all(List<Tree> trees) {
    return trees.stream().map(this::of).toList();
  }

  @Override
  public Possible literal(Tree.Literal tree) {
    if (tree.value() instanceof Boolean truth) {
      return Possible.truth(truth, !truth, false);
    }
    return Possible.of(EnumSet.of(Kind.of(tree.value())));
  }

  @Override
  public Possible name(Tree.Name tree) {
    return names.name(tree);
  }

  @Override
  public Possible path(Tree.Path tree) {
    List<String> path = names.dataPath(tree);
    if (path != null) {
      return names.path(tree, path);
    }
    Possible source = of(tree.source());
    names.member(tree);
    return source.hasValue() ? Possible.ANY : Possible.NULL;
  }

  @Override
  public Possible filter(Tree.Filter tree) {
    Possible source = of(tree.source());
    scopes.openItem();
    Possible condition = of(tree.condition());
    scopes.close();
    operators.filter(tree, condition);
    if (!source.hasValue()) {
      return Possible.NULL;
    }
    boolean member = condition.only() == Kind.STRING; // warned of already
    return member || condition.canBe(Kind.NUMBER) ? Possible.ANY : Possible.orNull(Kind.LIST);
  }

  @Override
  public Possible call(Tree.Call tree) {
    return calls.call(tree);
  }

  @Override
  public Possible negation(Tree.Negation tree) {
    EnumSet<Kind> kinds = EnumSet.of(Kind.NUMBER, Kind.DAYS, Kind.MONTHS);
    kinds.retainAll(of(tree.operand()).kinds());
    kinds.add(Kind.NULL);
    return tree.operand() instanceof Tree.Literal ? of(tree.operand()) : Possible.of(kinds);
  }

  @Override
  public Possible chain(Tree.Chain tree) {
    return operators.chain(tree);
  }

  @Override
  public Possible junction(Tree.Junction tree) {
    return operators.junction(tree);
  }

  @Override
  public Possible comparison(Tree.Comparison tree) {
    return operators.comparison(tree);
  }

  @Override
  public Possible between(Tree.Between tree) {
    return operators.between(tree);
  }

  @Override
  public Possible in(Tree.In tree) {
    scopes.openAt("?", NO_SLOT);
    Possible possible = operators.in(tree);
    scopes.close();
    return possible;
  }

  @Override
  public Possible unaryTests(Tree.UnaryTests tree) {
    all(tree.tests());
    return Possible.truth(true, true, true);
  }

  @Override
  public Possible unaryTest(Tree.UnaryTest tree) {
    of(tree.endpoint());
    return Possible.of(EnumSet.of(Kind.RANGE));
  }

  @Override
  public Possible range(Tree.Range tree) {
    of(tree.start());
    of(tree.end());
    return Possible.orNull(Kind.RANGE);
  }

  @Override
  public Possible listOf(Tree.ListOf tree) {
    all(tree.items());
    return Possible.of(EnumSet.of(Kind.LIST));
  }

  @Override
  public Possible contextOf(Tree.ContextOf tree) {
    for (Tree.Entry entry : tree.entries()) {
      of(entry.value());
      scopes.openAt(entry.key(), NO_SLOT);
    }
    tree.entries().forEach(entry -> scopes.close());
    return Possible.of(EnumSet.of(Kind.CONTEXT));
  }

  @Override
  public Possible conditional(Tree.If tree) {
    operators.requireTruth(tree.condition(), of(tree.condition()));
    return of(tree.then()).or(of(tree.otherwise()));
  }

  @Override
  public Possible loop(Tree.For tree) {
    iterations(tree.iterations(), () -> within("partial", tree.result()));
    return Possible.orNull(Kind.LIST);
  }

  @Override
  public Possible quantified(Tree.Quantified tree) {
    List<Possible> domains = new ArrayList<>();
    Possible condition =
        iterations(
            tree.iterations(),
            () -> {
              Possible each = of(tree.condition());
              operators.requireTruth(tree.condition(), each);
              return each;
            },
            domains);
    boolean runs = domains.stream().allMatch(Possible::hasValue);
    boolean canBeTrue = runs && (tree.every() || condition.canBeTrue());
    return Possible.truth(canBeTrue, runs, true);
  }

  private void iterations(List<Tree.Iteration> iterations, Supplier<Possible> body) {
    iterations(iterations, body, new ArrayList<>());
  }

  private Possible iterations(
      List<Tree.Iteration> iterations, Supplier<Possible> body, List<Possible> domains) {
    for (Tree.Iteration iteration : iterations) {
      domains.add(of(iteration.domain()));
      Tree end = iteration.end();
      if (end != null) {
        of(end);
      }
      scopes.openAt(iteration.name(), NO_SLOT);
    }
    Possible result = body.get();
    iterations.forEach(iteration -> scopes.close());
    return result;
  }

  private Possible within(String name, Tree body) {
    scopes.openAt(name, NO_SLOT);
    Possible result = of(body);
    scopes.close();
    return result;
  }

  @Override
  public Possible instanceOf(Tree.InstanceOf tree) {
    of(tree.value());
    return Possible.truth(true, true, true);
  }

  @Override
  public Possible function(Tree.Function tree) {
    tree.parameters().forEach(parameter -> scopes.openAt(parameter.name(), NO_SLOT));
    of(tree.body());
    tree.parameters().forEach(parameter -> scopes.close());
    return Possible.of(Set.of(Kind.FUNCTION));
  }
}
