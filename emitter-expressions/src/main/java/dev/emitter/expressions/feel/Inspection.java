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
final class Inspection implements TreeVisitor<PossibleValues> {

  private static final int NO_SLOT = 0;

  private final Names scopes = new Names();
  private final WarningCollector warnings;
  private final NameInspection names;
  private final CallInspection calls;
  private final OperatorInspection operators;

  private Inspection(Source source, FeelOptions options) {
    this.warnings = new WarningCollector(source);
    this.names = new NameInspection(scopes, warnings, options);
    ConversionHints conversions = new ConversionHints(options.whole());
    this.calls = new CallInspection(this, scopes, warnings, conversions);
    this.operators = new OperatorInspection(this, scopes, warnings, conversions);
  }

  static InspectionResult of(Tree tree, Source source, FeelOptions options) {
    Inspection inspection = new Inspection(source, options);
    boolean canBeTrue = tree.accept(inspection).canBeTrue();
    inspection.operators.finish();
    return new InspectionResult(inspection.warnings.inOrder(), canBeTrue);
  }

  PossibleValues of(Tree tree) {
    return tree.accept(this);
  }

  /** Warns of a condition that is neither true nor false. */
  void requireTruth(Tree tree, PossibleValues possible) {
    operators.requireTruth(tree, possible);
  }

  List<PossibleValues> all(List<Tree> trees) {
    return trees.stream().map(this::of).toList();
  }

  @Override
  public PossibleValues literal(Tree.Literal tree) {
    if (tree.value() instanceof Boolean truth) {
      return PossibleValues.truth(truth, !truth, false);
    }
    return PossibleValues.of(EnumSet.of(Kind.of(tree.value())));
  }

  @Override
  public PossibleValues name(Tree.Name tree) {
    return names.name(tree);
  }

  @Override
  public PossibleValues path(Tree.Path tree) {
    List<String> path = names.dataPath(tree);
    if (path != null) {
      return names.path(tree, path);
    }
    PossibleValues source = of(tree.source());
    names.member(tree);
    return source.hasValue() ? PossibleValues.ANY : PossibleValues.NULL;
  }

  @Override
  public PossibleValues filter(Tree.Filter tree) {
    PossibleValues source = of(tree.source());
    scopes.openItem();
    PossibleValues condition = of(tree.condition());
    scopes.close();
    operators.filter(tree, condition);
    if (!source.hasValue()) {
      return PossibleValues.NULL;
    }
    boolean member = condition.only() == Kind.STRING; // warned of already
    return member || condition.canBe(Kind.NUMBER)
        ? PossibleValues.ANY
        : PossibleValues.orNull(Kind.LIST);
  }

  @Override
  public PossibleValues call(Tree.Call tree) {
    return calls.call(tree);
  }

  @Override
  public PossibleValues negation(Tree.Negation tree) {
    EnumSet<Kind> kinds = EnumSet.of(Kind.NUMBER, Kind.DAYS, Kind.MONTHS);
    kinds.retainAll(of(tree.operand()).kinds());
    kinds.add(Kind.NULL);
    return tree.operand() instanceof Tree.Literal ? of(tree.operand()) : PossibleValues.of(kinds);
  }

  @Override
  public PossibleValues chain(Tree.Chain tree) {
    return operators.chain(tree);
  }

  @Override
  public PossibleValues junction(Tree.Junction tree) {
    return operators.junction(tree);
  }

  @Override
  public PossibleValues comparison(Tree.Comparison tree) {
    return operators.comparison(tree);
  }

  @Override
  public PossibleValues between(Tree.Between tree) {
    return operators.between(tree);
  }

  @Override
  public PossibleValues in(Tree.In tree) {
    scopes.openAt("?", NO_SLOT);
    PossibleValues possible = operators.in(tree);
    scopes.close();
    return possible;
  }

  @Override
  public PossibleValues unaryTests(Tree.UnaryTests tree) {
    all(tree.tests());
    return PossibleValues.truth(true, true, true);
  }

  @Override
  public PossibleValues unaryTest(Tree.UnaryTest tree) {
    of(tree.endpoint());
    return PossibleValues.of(EnumSet.of(Kind.RANGE));
  }

  @Override
  public PossibleValues range(Tree.Range tree) {
    of(tree.start());
    of(tree.end());
    return PossibleValues.orNull(Kind.RANGE);
  }

  @Override
  public PossibleValues listOf(Tree.ListOf tree) {
    all(tree.items());
    return PossibleValues.of(EnumSet.of(Kind.LIST));
  }

  @Override
  public PossibleValues contextOf(Tree.ContextOf tree) {
    for (Tree.Entry entry : tree.entries()) {
      of(entry.value());
      scopes.openAt(entry.key(), NO_SLOT);
    }
    tree.entries().forEach(entry -> scopes.close());
    return PossibleValues.of(EnumSet.of(Kind.CONTEXT));
  }

  @Override
  public PossibleValues conditional(Tree.If tree) {
    operators.requireTruth(tree.condition(), of(tree.condition()));
    return of(tree.then()).or(of(tree.otherwise()));
  }

  @Override
  public PossibleValues loop(Tree.For tree) {
    iterations(tree.iterations(), () -> within("partial", tree.result()));
    return PossibleValues.orNull(Kind.LIST);
  }

  @Override
  public PossibleValues quantified(Tree.Quantified tree) {
    List<PossibleValues> domains = new ArrayList<>();
    PossibleValues condition =
        iterations(
            tree.iterations(),
            () -> {
              PossibleValues each = of(tree.condition());
              operators.requireTruth(tree.condition(), each);
              return each;
            },
            domains);
    boolean runs = domains.stream().allMatch(PossibleValues::hasValue);
    boolean canBeTrue = runs && (tree.every() || condition.canBeTrue());
    return PossibleValues.truth(canBeTrue, runs, true);
  }

  private void iterations(List<Tree.Iteration> iterations, Supplier<PossibleValues> body) {
    iterations(iterations, body, new ArrayList<>());
  }

  private PossibleValues iterations(
      List<Tree.Iteration> iterations,
      Supplier<PossibleValues> body,
      List<PossibleValues> domains) {
    for (Tree.Iteration iteration : iterations) {
      domains.add(of(iteration.domain()));
      Tree end = iteration.end();
      if (end != null) {
        of(end);
      }
      scopes.openAt(iteration.name(), NO_SLOT);
    }
    PossibleValues result = body.get();
    iterations.forEach(iteration -> scopes.close());
    return result;
  }

  private PossibleValues within(String name, Tree body) {
    scopes.openAt(name, NO_SLOT);
    PossibleValues result = of(body);
    scopes.close();
    return result;
  }

  @Override
  public PossibleValues instanceOf(Tree.InstanceOf tree) {
    of(tree.value());
    return PossibleValues.truth(true, true, true);
  }

  @Override
  public PossibleValues function(Tree.Function tree) {
    tree.parameters().forEach(parameter -> scopes.openAt(parameter.name(), NO_SLOT));
    of(tree.body());
    tree.parameters().forEach(parameter -> scopes.close());
    return PossibleValues.of(Set.of(Kind.FUNCTION));
  }
}
