package dev.emitter.expressions.feel;

/** One method for each part of the syntax tree. */
interface TreeVisitor<R> {

  R literal(Tree.Literal tree);

  R name(Tree.Name tree);

  R path(Tree.Path tree);

  R filter(Tree.Filter tree);

  R call(Tree.Call tree);

  R negation(Tree.Negation tree);

  R chain(Tree.Chain tree);

  R junction(Tree.Junction tree);

  R comparison(Tree.Comparison tree);

  R between(Tree.Between tree);

  R in(Tree.In tree);

  R unaryTests(Tree.UnaryTests tree);

  R unaryTest(Tree.UnaryTest tree);

  R range(Tree.Range tree);

  R listOf(Tree.ListOf tree);

  R contextOf(Tree.ContextOf tree);

  R conditional(Tree.If tree);

  R loop(Tree.For tree);

  R quantified(Tree.Quantified tree);

  R instanceOf(Tree.InstanceOf tree);

  R function(Tree.Function tree);
}
