package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;

/** Parses unary tests: grammar rule 17. */
final class UnaryTestsParser {

  private final Parser parser;
  private final TokenStream tokens;

  UnaryTestsParser(Parser parser, TokenStream tokens) {
    this.parser = parser;
    this.tokens = tokens;
  }

  Tree parse() {
    int start = tokens.peek().start();
    if (tokens.nextIs("-") && tokens.peek(1).kind() == TokenKind.END) {
      tokens.next();
      return new Tree.Literal(start, true);
    }
    boolean negated = tokens.nextIs("not") && tokens.peek(1).isSymbol("(");
    tokens.skip(negated ? 2 : 0);
    List<Tree> tests = new ArrayList<>();
    do {
      tests.add(test());
    } while (tokens.takeComma(negated ? ")" : ""));
    if (negated) {
      tokens.expect(")", "");
    }
    return new Tree.UnaryTests(start, negated, tests);
  }

  private Tree test() {
    Token token = tokens.peek();
    Comparator comparator = Comparator.of(token);
    if (comparator == null) {
      return parser.expression();
    }
    tokens.next();
    return new Tree.UnaryTest(token.start(), comparator, parser.additive());
  }
}
