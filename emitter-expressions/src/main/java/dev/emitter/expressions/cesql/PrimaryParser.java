package dev.emitter.expressions.cesql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Parses literals, attributes, calls, prefix operators, {@code LIKE} and {@code IN}. */
final class PrimaryParser {

  private static final Set<String> KEYWORDS =
      Set.of("AND", "OR", "XOR", "NOT", "LIKE", "EXISTS", "IN", "TRUE", "FALSE");
  private static final String OPERAND = "an attribute, a literal, a function or \"(\"";

  private final Parser parser;
  private final TokenStream tokens;
  private final Depth depth;
  private final NodeFactory nodes;

  PrimaryParser(Parser parser, TokenStream tokens, Depth depth, NodeFactory nodes) {
    this.parser = parser;
    this.tokens = tokens;
    this.depth = depth;
    this.nodes = nodes;
  }

  /** Parses an operand with any {@code LIKE} and {@code IN} after it: section 3.6. */
  Node suffixed() {
    Node operand = prefixed();
    while (isSuffix()) {
      boolean negated = tokens.take("NOT");
      int height = depth.height();
      Token operator = tokens.next();
      operand = operator.is("LIKE") ? like(operand, negated) : in(operand, negated);
      depth.built(operator.start(), operand, Math.max(height, depth.height()));
    }
    return operand;
  }

  private boolean isSuffix() {
    Token token = tokens.nextIs("NOT") ? tokens.peekSecond() : tokens.peek();
    return token.is("LIKE") || token.is("IN");
  }

  private Node like(Node operand, boolean negated) {
    Token pattern = tokens.next();
    if (pattern.kind() != TokenKind.STRING) {
      throw tokens
          .source()
          .refuse(pattern, "a string in quotes", "the pattern of LIKE is always a literal");
    }
    return nodes.like(operand, pattern.text(), negated);
  }

  private Node in(Node operand, boolean negated) {
    int position = tokens.peek().start();
    tokens.expect("(", "write the set as (a, b)");
    List<Node> elements = list();
    return nodes.in(position, operand, elements, negated);
  }

  /** Parses expressions up to a closing bracket. */
  private List<Node> list() {
    List<Node> items = new ArrayList<>();
    int height = 0;
    do {
      items.add(parser.expression());
      height = Math.max(height, depth.height());
    } while (tokens.take(","));
    tokens.expect(")", "");
    depth.reached(height);
    return items;
  }

  private Node prefixed() {
    Token token = tokens.peek();
    if (isSigned(token)) {
      return integer(tokens.next(), tokens.next());
    } else if (!token.is("NOT") && !token.is("-")) {
      return primary(tokens.next());
    }
    tokens.next();
    depth.enter(token);
    Node operand = prefixed();
    depth.leave();
    Node node =
        token.is("-") ? nodes.negation(token.start(), operand) : nodes.not(token.start(), operand);
    return depth.built(token.start(), node, depth.height());
  }

  /** A sign belongs to an integer right after it: section 2.2. */
  private boolean isSigned(Token token) {
    return (token.is("-") || token.is("+"))
        && tokens.peekSecond().kind() == TokenKind.INTEGER
        && tokens.peekSecond().start() == token.end();
  }

  private Node integer(Token first, Token digits) {
    String sign = first.is("-") ? "-" : "";
    Integer value = Casts.parse(sign + digits.text());
    if (value == null) {
      throw tokens
          .source()
          .refuse(first, "an integer from -2147483648 to 2147483647", "integers have 32 bits");
    }
    return leaf(first, new Constant(value));
  }

  private Node primary(Token token) {
    return switch (token.kind()) {
      case STRING -> leaf(token, new Constant(token.text()));
      case INTEGER -> integer(token, token);
      case WORD -> word(token);
      default -> {
        if (!token.is("(")) {
          boolean comparison = Comparator.of(token) != null;
          String hint =
              comparison ? "write what is compared, such as \"x " + token.text() + " 5\"" : "";
          throw tokens.source().refuse(token, OPERAND, hint);
        }
        Node node = parser.expression();
        tokens.expect(")", "");
        yield node;
      }
    };
  }

  private Node word(Token token) {
    if (token.is("TRUE") || token.is("FALSE")) {
      return leaf(token, new Constant(token.is("TRUE")));
    } else if (token.is("EXISTS")) {
      return leaf(token, nodes.exists(attribute(tokens.next())));
    } else if (isKeyword(token)) {
      throw tokens.source().refuse(token, OPERAND, "keywords cannot name attributes");
    } else if (tokens.nextIs("(")) {
      return call(token);
    }
    return leaf(token, nodes.attribute(token.start(), attribute(token)));
  }

  private String attribute(Token token) {
    boolean word = token.kind() == TokenKind.WORD || token.kind() == TokenKind.INTEGER;
    if (!word || isKeyword(token) || token.text().contains("_")) {
      throw tokens
          .source()
          .refuse(token, "an attribute", "names of attributes have letters and digits only");
    }
    return token.text();
  }

  private static boolean isKeyword(Token token) {
    return token.kind() == TokenKind.WORD
        && KEYWORDS.contains(token.text().toUpperCase(Locale.ROOT));
  }

  private Node call(Token name) {
    if (!name.text().matches("[A-Za-z][A-Za-z_]*")) {
      throw tokens
          .source()
          .refuse(name, "a function", "names of functions have letters and underscores only");
    }
    tokens.next();
    depth.reached(0);
    List<Node> arguments = tokens.take(")") ? List.of() : list();
    Node call = nodes.call(name.start(), name.text(), arguments);
    return depth.built(name.start(), call, depth.height());
  }

  private Node leaf(Token token, Node node) {
    return depth.built(token.start(), node, 0);
  }
}
