package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parses operators: the upper half of the grammar. {@link PrimaryParser} does the lower half. */
final class Parser {

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
      throw new OperatorHints(tokens)
          .afterValue("an operator or the end of the expression", hintFor(token));
    }
  }

  private static String hintFor(Token token) {
    return switch (token.text()) {
      case "," -> "only tests and arguments are separated by commas";
      case ")", "]", "}" -> "nothing is open here that it could close";
      default -> "";
    };
  }

  Tree expression() {
    return operators(Precedence.DISJUNCTION);
  }

  /** Parses what may be compared: sums, and all that binds more strongly. */
  Tree additive() {
    return operators(Precedence.SUM);
  }

  /**
   * Parses operators that bind at least so strongly, and their operands. Every recursion counts as
   * nesting, so that the parser's stack is bounded whichever way an expression nests.
   */
  private Tree operators(@Nullable Precedence least) {
    Token start = tokens.peek();
    depth.enter(start);
    Tree left = unary();
    if (least != null) {
      for (Precedence next = nextOperator();
          next != null && next.binds(least);
          next = nextOperator()) {
        left = operatorsOf(next, start, left);
      }
    }
    depth.leave();
    return left;
  }

  private @Nullable Precedence nextOperator() {
    return Precedence.of(tokens.peek(), tokens.peek(1));
  }

  /** Parses all operators of one precedence that follow each other. */
  private Tree operatorsOf(Precedence precedence, Token start, Tree first) {
    return switch (precedence) {
      case DISJUNCTION -> junction(start, first, false);
      case CONJUNCTION -> junction(start, first, true);
      case COMPARISON -> comparison(first);
      case SUM, PRODUCT, POWER -> chain(precedence, start, first);
    };
  }

  private Tree junction(Token start, Tree first, boolean conjunction) {
    int height = depth.height();
    List<Tree> operands = new ArrayList<>(List.of(first));
    List<String> texts = new ArrayList<>(List.of(tokens.textSince(start)));
    while (tokens.take(conjunction ? "and" : "or")) {
      Token operand = tokens.peek();
      operands.add(operators(conjunction ? Precedence.COMPARISON : Precedence.CONJUNCTION));
      texts.add(tokens.textSince(operand));
      height = Math.max(height, depth.height());
    }
    return depth.built(new Tree.Junction(start.start(), conjunction, operands, texts), height);
  }

  private Tree chain(Precedence precedence, Token start, Tree first) {
    int height = depth.height();
    List<Tree.Link> links = new ArrayList<>();
    while (nextOperator() == precedence) {
      Token token = tokens.next();
      Operator operator = Objects.requireNonNull(Precedence.operator(token));
      links.add(new Tree.Link(token.start(), operator, operators(precedence.tighter())));
      depth.count(token);
      height = Math.max(height, depth.height());
    }
    return depth.built(new Tree.Chain(start.start(), first, links), height);
  }

  private Tree comparison(Tree left) {
    int height = depth.height();
    Token token = tokens.next();
    Comparator comparator = Comparator.of(token);
    if (comparator != null) {
      refuseDoubled(token);
      Tree right = additive();
      return built(new Tree.Comparison(token.start(), comparator, left, right), height);
    } else if (token.is("between")) {
      return between(token, left, height);
    } else if (token.is("in")) {
      Tree.In in = new Tree.In(token.start(), left, primaries.tests());
      return built(in, height);
    }
    tokens.next();
    return built(new Tree.InstanceOf(token.start(), left, primaries.type()), height);
  }

  /** Refuses symbols that other languages make one operator of. */
  private void refuseDoubled(Token token) {
    StringBuilder written = new StringBuilder(token.text());
    while (written.length() < 4 && Comparator.of(tokens.peek()) != null) {
      written.append(tokens.next().text());
    }
    if (written.length() > token.text().length()) {
      String found = written.toString();
      String meant =
          switch (found) {
            case "==", "===" -> "=";
            case "!==", "<>" -> "!=";
            case "=>", ">==" -> ">=";
            case "=<", "<==" -> "<=";
            default -> "";
          };
      throw tokens
          .source()
          .refuse(
              token.start(),
              '"' + found + '"',
              meant.isEmpty() ? "one comparison" : '"' + meant + '"',
              found.startsWith("==")
                  ? "write \"=\" once to compare"
                  : meant.isEmpty() ? "" : "write \"" + meant + "\" instead");
    }
  }

  private Tree between(Token token, Tree value, int valueHeight) {
    Tree low = additive();
    int height = Math.max(valueHeight, depth.height());
    tokens.expectAfterValue("and", "write \"x between low and high\"");
    Tree high = additive();
    return built(new Tree.Between(token.start(), value, low, high), height);
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
