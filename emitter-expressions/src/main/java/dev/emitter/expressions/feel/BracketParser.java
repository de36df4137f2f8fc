package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses what stands in parentheses and square brackets: groups, lists, ranges and tests. */
final class BracketParser {

  private static final Set<String> VALUE_STARTS = Set.of("(", "[", "{", "-", "@");

  private final Parser parser;
  private final TokenStream tokens;
  private final Depth depth;
  private final KnownNames names;
  private boolean inRangeEnd;

  BracketParser(Parser parser, TokenStream tokens, Depth depth, KnownNames names) {
    this.parser = parser;
    this.tokens = tokens;
    this.depth = depth;
    this.names = names;
  }

  /**
   * In {@code [1..10[} a bracket that no value follows closes the range; otherwise it opens a
   * filter.
   */
  boolean closesRange() {
    Token following = tokens.peek(1);
    return inRangeEnd
        && switch (following.kind()) {
          case NUMBER, STRING -> false;
          case WORD ->
              Set.of(
                      "and",
                      "or",
                      "in",
                      "then",
                      "else",
                      "return",
                      "satisfies",
                      "instance",
                      "between")
                  .contains(following.text());
          default -> !VALUE_STARTS.contains(following.text());
        };
  }

  /**
   * Parses an expression within brackets, where a range that is being parsed outside does not
   * matter.
   */
  Tree enclosed() {
    boolean outer = inRangeEnd;
    inRangeEnd = false;
    Tree tree = parser.expression();
    inRangeEnd = outer;
    return tree;
  }

  /** Parses an expression in parentheses, a comparison without its left side, or a range. */
  Tree parenthesis() {
    Token open = tokens.next();
    if (Comparator.of(tokens.peek()) != null) {
      Tree test = test();
      tokens.expect(")", "");
      return test;
    }
    Tree tree = enclosed();
    if (tokens.nextIs("..")) {
      return rangeFrom(open, false, tree);
    }
    tokens.expectAfterValue(")", "an opening parenthesis needs a closing one");
    return tree;
  }

  /** Parses a list, or a range that includes its start. */
  Tree squareBracket() {
    Token open = tokens.next();
    List<Tree> items = new ArrayList<>();
    int height = 0;
    if (!tokens.nextIs("]")) {
      do {
        items.add(enclosed());
        if (items.size() == 1 && tokens.nextIs("..")) {
          return rangeFrom(open, true, items.get(0));
        }
        height = Math.max(height, depth.height());
      } while (tokens.takeComma("]"));
    }
    tokens.expectAfterValue("]", "a list ends with \"]\"");
    return depth.built(new Tree.ListOf(open.start(), items), height);
  }

  /** Parses a range such as {@code ]1..10]}, which excludes its start. */
  Tree openRange() {
    return rangeFrom(tokens.next(), false, enclosed());
  }

  private Tree rangeFrom(Token open, boolean startIncluded, Tree start) {
    int height = depth.height();
    tokens.expect("..", "a range is written such as [1..10]");
    boolean outer = inRangeEnd;
    inRangeEnd = true;
    Tree end = parser.expression();
    inRangeEnd = outer;
    Token close = tokens.peek();
    if (!tokens.take("]") && !tokens.take(")") && !tokens.take("[")) {
      throw tokens
          .source()
          .refuse(close, "\"]\", \")\" or \"[\"", "a range is written such as [1..10]");
    }
    boolean endIncluded = close.text().equals("]");
    Tree range = new Tree.Range(open.start(), startIncluded, start, end, endIncluded);
    return depth.built(range, Math.max(height, depth.height()));
  }

  /** Parses what follows {@code in}: tests in parentheses, or one test. */
  List<Tree> tests() {
    Token open = tokens.peek();
    names.declare("?");
    List<Tree> tests = open.isSymbol("(") ? parenthesizedTests() : List.of(test());
    names.forget("?");
    return tests;
  }

  private List<Tree> parenthesizedTests() {
    Token open = tokens.next();
    List<Tree> tests = new ArrayList<>();
    int height = 0;
    do {
      tests.add(Comparator.of(tokens.peek()) != null ? test() : enclosed());
      if (tests.size() == 1 && tokens.nextIs("..")) {
        return List.of(rangeFrom(open, false, tests.get(0)));
      }
      height = Math.max(height, depth.height());
    } while (tokens.takeComma(")"));
    tokens.expectAfterValue(")", "tests end with \")\"");
    depth.built(tests.get(0), height);
    return tests;
  }

  private Tree test() {
    Token token = tokens.peek();
    Comparator comparator = Comparator.of(token);
    if (comparator == null) {
      return parser.additive();
    }
    tokens.next();
    Tree endpoint = parser.additive();
    return depth.built(new Tree.UnaryTest(token.start(), comparator, endpoint), depth.height());
  }
}
