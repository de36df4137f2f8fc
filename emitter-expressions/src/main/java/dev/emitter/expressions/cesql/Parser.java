package dev.emitter.expressions.cesql;

import dev.emitter.expressions.ExpressionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parses binary operators in the order of section 3.6. {@link PrimaryParser} does what binds
 * tighter.
 */
final class Parser {

  private final TokenStream tokens;
  private final Depth depth;
  private final NodeFactory nodes;
  private final PrimaryParser primaries;

  private Parser(Source source, ExpressionBudget budget, NodeFactory nodes) {
    if (source.text().length() > budget.sourceLength()) {
      throw source.overBudget(0, source.text().length() + " characters", budget.sourceLength());
    }
    this.tokens = new TokenStream(source);
    this.depth = new Depth(source, budget);
    this.nodes = nodes;
    this.primaries = new PrimaryParser(this, tokens, depth, nodes);
  }

  static Node parse(Source source, ExpressionBudget budget, NodeFactory nodes) {
    Parser parser = new Parser(source, budget, nodes);
    Node node = parser.expression();
    parser.expectEnd();
    nodes.built(parser.depth.nodes());
    return node;
  }

  private void expectEnd() {
    Token token = tokens.peek();
    if (token.kind() != TokenKind.END) {
      throw tokens.source().refuse(token, "an operator or the end of the expression", hint(token));
    }
  }

  private static String hint(Token token) {
    return switch (token.text().toUpperCase(Locale.ROOT)) {
      case "=" -> "write \"=\" once to compare";
      case ")" -> "nothing is open here that it could close";
      case "," -> "only arguments and the elements of sets are separated by commas";
      case "IS" -> "write \"EXISTS x\" or \"NOT EXISTS x\"";
      case "CONTAINS" -> "write \"x LIKE '%text%'\"";
      case "STARTS", "STARTSWITH" -> "write \"x LIKE 'text%'\"";
      case "ENDS", "ENDSWITH" -> "write \"x LIKE '%text'\"";
      case "MATCHES", "REGEXP", "RLIKE", "ILIKE" -> "write \"x LIKE 'text%'\"";
      case "EQ", "EQUALS" -> "write \"=\" to compare";
      case "WITH", "DEFINED" -> "words that follow each other need an operator between them";
      case "BETWEEN" -> "write \"x >= low AND x <= high\"";
      default -> "";
    };
  }

  /** Parses an expression: section 2.1. */
  Node expression() {
    depth.enter(tokens.peek());
    Node node = logic();
    depth.leave();
    return node;
  }

  private Node logic() {
    Token start = tokens.peek();
    Node first = comparison();
    int height = depth.height();
    List<Link<Junction>> links = new ArrayList<>();
    for (Junction o = junction(); o != null; o = junction()) {
      links.add(new Link<>(tokens.next().start(), o, comparison()));
      height = Math.max(height, depth.height());
    }
    return links.isEmpty() ? first : depth.built(start.start(), nodes.logic(first, links), height);
  }

  private @Nullable Junction junction() {
    for (Junction junction : Junction.values()) {
      if (tokens.nextIs(junction.name())) {
        return junction;
      }
    }
    return null;
  }

  private Node comparison() {
    Node left = arithmetic(true);
    for (Comparator o = comparator(); o != null; o = comparator()) {
      int height = depth.height();
      int position = tokens.next().start();
      refuseDoubled();
      Node right = arithmetic(true);
      left =
          depth.built(
              position,
              nodes.comparison(position, o, left, right),
              Math.max(height, depth.height()));
    }
    return left;
  }

  private @Nullable Comparator comparator() {
    return Comparator.of(tokens.peek());
  }

  private void refuseDoubled() {
    Token token = tokens.peek();
    if (Comparator.of(token) != null) {
      throw tokens
          .source()
          .refuse(
              token,
              "a value",
              token.is("=")
                  ? "write \"=\" once to compare"
                  : "the operators are =, !=, <>, <, <=, > and >=");
    }
  }

  /** Parses operators of one precedence from left to right: sums, or only products. */
  private Node arithmetic(boolean sums) {
    Token start = tokens.peek();
    Node first = operand(sums);
    int height = depth.height();
    List<Link<Operator>> links = new ArrayList<>();
    for (Operator o = operator(sums); o != null; o = operator(sums)) {
      links.add(new Link<>(tokens.next().start(), o, operand(sums)));
      height = Math.max(height, depth.height());
    }
    return links.isEmpty()
        ? first
        : depth.built(start.start(), nodes.arithmetic(first, links), height);
  }

  private Node operand(boolean sums) {
    return sums ? arithmetic(false) : primaries.suffixed();
  }

  private @Nullable Operator operator(boolean sums) {
    Token token = tokens.peek();
    if (token.kind() != TokenKind.SYMBOL) {
      return null;
    }
    return switch (token.text()) {
      case "+" -> sums ? Operator.ADD : null;
      case "-" -> sums ? Operator.SUBTRACT : null;
      case "*" -> sums ? null : Operator.MULTIPLY;
      case "/" -> sums ? null : Operator.DIVIDE;
      case "%" -> sums ? null : Operator.REMAINDER;
      default -> null;
    };
  }
}
