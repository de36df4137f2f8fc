package dev.emitter.expressions.feel;

import java.util.Optional;

/** The kind of every value but null that a part of an expression can have, if that is certain. */
final class StaticKind implements TreeVisitor<Optional<Kind>> {

  private final Names names;

  StaticKind(Names names) {
    this.names = names;
  }

  @Override
  public Optional<Kind> literal(Tree.Literal tree) {
    return Optional.of(Kind.of(tree.value()));
  }

  @Override
  public Optional<Kind> name(Tree.Name tree) {
    return Optional.empty();
  }

  @Override
  public Optional<Kind> path(Tree.Path tree) {
    return Optional.empty();
  }

  @Override
  public Optional<Kind> filter(Tree.Filter tree) {
    return tree.condition().accept(this).filter(k -> k == Kind.BOOLEAN).map(k -> Kind.LIST);
  }

  @Override
  public Optional<Kind> call(Tree.Call tree) {
    if (!(tree.function() instanceof Tree.Name name) || names.isDeclared(name.name())) {
      return Optional.empty();
    }
    Builtin builtin = Builtins.find(name.name());
    return builtin == null
        ? Optional.empty()
        : Optional.ofNullable(builtin.signatures().get(0).result());
  }

  @Override
  public Optional<Kind> negation(Tree.Negation tree) {
    return tree.operand().accept(this);
  }

  /** Numbers stay numbers and strings strings; with dates and durations it depends. */
  @Override
  public Optional<Kind> chain(Tree.Chain tree) {
    Optional<Kind> first = tree.first().accept(this);
    boolean plain = first.isPresent() && (first.get() == Kind.NUMBER || first.get() == Kind.STRING);
    return plain && tree.links().stream().allMatch(l -> l.operand().accept(this).equals(first))
        ? first
        : Optional.empty();
  }

  @Override
  public Optional<Kind> junction(Tree.Junction tree) {
    return Optional.of(Kind.BOOLEAN);
  }

  @Override
  public Optional<Kind> comparison(Tree.Comparison tree) {
    return Optional.of(Kind.BOOLEAN);
  }

  @Override
  public Optional<Kind> between(Tree.Between tree) {
    return Optional.of(Kind.BOOLEAN);
  }

  @Override
  public Optional<Kind> in(Tree.In tree) {
    return Optional.of(Kind.BOOLEAN);
  }

  @Override
  public Optional<Kind> unaryTests(Tree.UnaryTests tree) {
    return Optional.of(Kind.BOOLEAN);
  }

  @Override
  public Optional<Kind> unaryTest(Tree.UnaryTest tree) {
    return Optional.of(Kind.RANGE);
  }

  @Override
  public Optional<Kind> range(Tree.Range tree) {
    return Optional.of(Kind.RANGE);
  }

  @Override
  public Optional<Kind> listOf(Tree.ListOf tree) {
    return Optional.of(Kind.LIST);
  }

  @Override
  public Optional<Kind> contextOf(Tree.ContextOf tree) {
    return Optional.of(Kind.CONTEXT);
  }

  @Override
  public Optional<Kind> conditional(Tree.If tree) {
    Optional<Kind> then = tree.then().accept(this);
    return then.equals(tree.otherwise().accept(this)) ? then : Optional.empty();
  }

  @Override
  public Optional<Kind> loop(Tree.For tree) {
    return Optional.of(Kind.LIST);
  }

  @Override
  public Optional<Kind> quantified(Tree.Quantified tree) {
    return Optional.of(Kind.BOOLEAN);
  }

  @Override
  public Optional<Kind> instanceOf(Tree.InstanceOf tree) {
    return Optional.of(Kind.BOOLEAN);
  }

  @Override
  public Optional<Kind> function(Tree.Function tree) {
    return Optional.of(Kind.FUNCTION);
  }
}
