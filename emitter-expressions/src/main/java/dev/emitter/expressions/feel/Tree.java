package dev.emitter.expressions.feel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The syntax tree of an expression. Every part knows its offset in the source. */
sealed interface Tree {

  int position();

  /** Returns where the text of this part starts; the position of an operator is its symbol's. */
  default int firstPosition() {
    return position();
  }

  <R> R accept(TreeVisitor<R> visitor);

  /** A value written as it is: null, a boolean, a number, a string or an {@code @} literal. */
  record Literal(int position, @Nullable Object value) implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.literal(this);
    }
  }

  record Name(int position, String name) implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.name(this);
    }
  }

  record Path(int position, Tree source, String member) implements Tree {
    @Override
    public int firstPosition() {
      return source.firstPosition();
    }

    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.path(this);
    }
  }

  record Filter(int position, Tree source, Tree condition) implements Tree {
    @Override
    public int firstPosition() {
      return source.firstPosition();
    }

    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.filter(this);
    }
  }

  record Call(int position, Tree function, List<Argument> arguments) implements Tree {
    @Override
    public int firstPosition() {
      return function.firstPosition();
    }

    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.call(this);
    }
  }

  /** An argument of a call; all of a call are named, or none. */
  record Argument(@Nullable String name, Tree value) {}

  record Negation(int position, Tree operand) implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.negation(this);
    }
  }

  /** Operators of one precedence from left to right, in one part: long sums do not nest. */
  record Chain(int position, Tree first, List<Link> links) implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.chain(this);
    }
  }

  record Link(int position, Operator operator, Tree operand) {}

  /**
   * A conjunction or a disjunction of two and more operands.
   *
   * @param texts the source text of each operand
   */
  record Junction(int position, boolean conjunction, List<Tree> operands, List<String> texts)
      implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.junction(this);
    }
  }

  record Comparison(int position, Comparator comparator, Tree left, Tree right) implements Tree {
    @Override
    public int firstPosition() {
      return left.firstPosition();
    }

    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.comparison(this);
    }
  }

  record Between(int position, Tree value, Tree low, Tree high) implements Tree {
    @Override
    public int firstPosition() {
      return value.firstPosition();
    }

    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.between(this);
    }
  }

  record In(int position, Tree value, List<Tree> tests) implements Tree {
    @Override
    public int firstPosition() {
      return value.firstPosition();
    }

    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.in(this);
    }
  }

  /** Unary tests over the variable {@code ?}: true if any test holds, or none when negated. */
  record UnaryTests(int position, boolean negated, List<Tree> tests) implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.unaryTests(this);
    }
  }

  /** A comparison without its left side: a test, and in parentheses a range as well. */
  record UnaryTest(int position, Comparator comparator, Tree endpoint) implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.unaryTest(this);
    }
  }

  record Range(int position, boolean startIncluded, Tree start, Tree end, boolean endIncluded)
      implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.range(this);
    }
  }

  record ListOf(int position, List<Tree> items) implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.listOf(this);
    }
  }

  record ContextOf(int position, List<Entry> entries) implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.contextOf(this);
    }
  }

  record Entry(String key, Tree value) {}

  record If(int position, Tree condition, Tree then, Tree otherwise) implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.conditional(this);
    }
  }

  record For(int position, List<Iteration> iterations, Tree result) implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.loop(this);
    }
  }

  record Quantified(int position, boolean every, List<Iteration> iterations, Tree condition)
      implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.quantified(this);
    }
  }

  /** A variable and what it runs over: a list or range, or from one number or date to another. */
  record Iteration(String name, Tree domain, @Nullable Tree end) {}

  record InstanceOf(int position, Tree value, Type type) implements Tree {
    @Override
    public int firstPosition() {
      return value.firstPosition();
    }

    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.instanceOf(this);
    }
  }

  record Function(int position, List<Parameter> parameters, Tree body) implements Tree {
    @Override
    public <R> R accept(TreeVisitor<R> visitor) {
      return visitor.function(this);
    }
  }

  record Parameter(String name, Type type) {}
}
