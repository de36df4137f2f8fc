package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses operators: the upper half of the grammar. {@link PrimaryParser} does the lower half. */
final class Parser {

  private static final Map<String, Operator> ADDITIVE =
      Map.of("+", Operator.ADD, "-", Operator.SUBTRACT);
  private static final Map<String, Operator> MULTIPLICATIVE =
      Map.of("*", Operator.MULTIPLY, "/", Operator.DIVIDE);
  private static final Map<String, Operator> POWER = Map.of("**", Operator.POWER);

  private final TokenStream tokens;
  private final Depth depth;
  private final PrimaryParser primaries;

  private Parser(Source source, Collection<String> names, ExpressionBudget budget) {
    if (source.text().length() > budget.sourceLength()) {
      throw source.overBudget(0, source.text().length() + " characters", budget.sourceLength());
    }
    tokens = new TokenStream(source);
    depth = new Depth(source, budget);
    primaries = new PrimaryParser(this, tokens, depth, new KnownNames(names));
  }

  static Tree expression(Source source, Collection<String> names, ExpressionBudget budget) {
    Parser parser = new Parser(source, names, budget);
    Tree tree = parser.expression();
    parser.expectEnd();
    return tree;
  }

  static Tree unaryTests(Source source, Collection<String> names, ExpressionBudget budget) {
    Parser parser = new Parser(source, names, budget);
    Tree tree = new UnaryTestsParser(parser, parser.tokens).parse();
    parser.expectEnd();
    return tree;
  }

  private void expectEnd() {
    Token token = tokens.peek();
    if (token.kind() != TokenKind.END) {
      throw tokens
          .source()
          .refuse(token, "an operator or the end of the expression", hintFor(token));
    }
  }

  private static String hintFor(Token token) {
    return switch (token.text()) {
      case "=" -> "write \"=\" once to compare";
      case "'" -> "strings are written in double quotes";
      case ")", "]", "}" -> "nothing is open here that it could close";
      case "," -> "only tests and arguments are separated by commas";
      default -> "";
    };
  }

  Tree expression() {
    depth.enter(tokens.peek());
    Tree tree = junction(false);
    depth.leave();
    return tree;
  }

  /** Parses a disjunction of conjunctions of comparisons, or only a conjunction. */
  private Tree junction(boolean conjunction) {
    Token start = tokens.peek();
    Tree first = operand(conjunction);
    String word = conjunction ? "and" : "or";
    if (!tokens.nextIs(word)) {
      return first;
    }
    int height = depth.height();
    List<Tree> operands = new ArrayList<>(List.of(first));
    while (tokens.take(word)) {
      operands.add(operand(conjunction));
      height = Math.max(height, depth.height());
    }
    return depth.built(new Tree.Junction(start.start(), conjunction, operands), height);
  }

  private Tree operand(boolean conjunction) {
    return conjunction ? comparison() : junction(true);
  }

  private Tree comparison() {
    Tree left = additive();
    while (true) {
      Token token = tokens.peek();
      Tree longer = comparison(left, token);
      if (longer == null) {
        return left;
      }
      left = longer;
    }
  }

  private @Nullable Tree comparison(Tree left, Token token) {
    int height = depth.height();
    Comparator comparator = Comparator.of(token);
    if (comparator != null) {
      tokens.next();
      refuseDoubled(token);
      Tree right = additive();
      return built(new Tree.Comparison(token.start(), comparator, left, right), height);
    } else if (token.is("between")) {
      return between(left, height);
    } else if (token.is("in")) {
      tokens.next();
      Tree.In in = new Tree.In(token.start(), left, primaries.tests());
      return built(in, height);
    } else if (token.is("instance") && tokens.peek(1).is("of")) {
      tokens.skip(2);
      return built(new Tree.InstanceOf(token.start(), left, primaries.type()), height);
    }
    return null;
  }

  private void refuseDoubled(Token token) {
    if (token.text().equals("=") && tokens.nextIs("=")) {
      throw tokens.source().refuse(token.start(), "\"==\"", "\"=\"", "write \"=\" once to compare");
    }
  }

  private Tree between(Tree value, int valueHeight) {
    Token token = tokens.next();
    Tree low = additive();
    int height = Math.max(valueHeight, depth.height());
    tokens.expect("and", "write \"x between low and high\"");
    Tree high = additive();
    return built(new Tree.Between(token.start(), value, low, high), height);
  }

  Tree additive() {
    return chain(0);
  }

  /** Parses operators of one level from left to right: sums, products, powers. */
  private Tree chain(int level) {
    Map<String, Operator> operators = level == 0 ? ADDITIVE : level == 1 ? MULTIPLICATIVE : POWER;
    Token start = tokens.peek();
    Tree first = link(level);
    if (operatorOf(operators) == null) {
      return first;
    }
    int height = depth.height();
    List<Tree.Link> links = new ArrayList<>();
    for (Operator o = operatorOf(operators); o != null; o = operatorOf(operators)) {
      int position = tokens.next().start();
      links.add(new Tree.Link(position, o, link(level)));
      depth.count(tokens.peek());
      height = Math.max(height, depth.height());
    }
    return depth.built(new Tree.Chain(start.start(), first, links), height);
  }

  private @Nullable Operator operatorOf(Map<String, Operator> operators) {
    return tokens.peek().kind() == TokenKind.SYMBOL ? operators.get(tokens.peek().text()) : null;
  }

  private Tree link(int level) {
    return level < 2 ? chain(level + 1) : unary();
  }

  private Tree unary() {
    Token token = tokens.peek();
    if (!token.isSymbol("-")) {
      return primaries.postfix();
    }
    tokens.next();
    depth.enter(token);
    Tree operand = unary();
    depth.leave();
    return depth.built(new Tree.Negation(token.start(), operand), depth.height());
  }

  private Tree built(Tree tree, int otherHeight) {
    return depth.built(tree, Math.max(otherHeight, depth.height()));
  }
}
