package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses values, names, what follows them, and what stands in brackets: the lower half of the
 * grammar.
 */
final class PrimaryParser {

  private static final Set<String> VALUE_STARTS = Set.of("(", "[", "{", "-", "@");

  private final Parser parser;
  private final TokenStream tokens;
  private final Depth depth;
  private final KnownNames names;
  private final NameReader reader;
  private final TypeParser types;
  private final BlockParser blocks;
  private boolean inRangeEnd;

  PrimaryParser(Parser parser, TokenStream tokens, Depth depth, KnownNames names) {
    this.parser = parser;
    this.tokens = tokens;
    this.depth = depth;
    this.names = names;
    this.reader = new NameReader(tokens, names);
    this.types = new TypeParser(tokens, reader);
    this.blocks = new BlockParser(parser, tokens, depth, names, reader, types);
  }

  Type type() {
    return types.parse();
  }

  /** Parses a primary and the paths, filters and calls after it. */
  Tree postfix() {
    Tree tree = primary();
    while (true) {
      int height = depth.height();
      Token token = tokens.peek();
      if (token.isSymbol(".")) {
        tokens.next();
        tree = depth.built(new Tree.Path(token.start(), tree, reader.member()), height);
      } else if (token.isSymbol("[") && !closesRange()) {
        tree = filter(tree, height);
      } else if (token.isSymbol("(")) {
        tree = call(tree, height);
      } else {
        return tree;
      }
    }
  }

  /**
   * In {@code [1..10[} a bracket that no value follows closes the range; otherwise it opens a
   * filter.
   */
  private boolean closesRange() {
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

  private Tree filter(Tree source, int sourceHeight) {
    int position = tokens.next().start();
    names.declare("item");
    Tree condition = enclosed();
    names.forget("item");
    tokens.expect("]", "a filter ends with \"]\"");
    return depth.built(
        new Tree.Filter(position, source, condition), Math.max(sourceHeight, depth.height()));
  }

  private Tree call(Tree function, int functionHeight) {
    int position = tokens.next().start();
    List<Tree.Argument> arguments = new ArrayList<>();
    int height = functionHeight;
    while (!tokens.nextIs(")")) {
      arguments.add(argument(arguments));
      height = Math.max(height, depth.height());
      if (!tokens.take(",")) {
        break;
      }
    }
    tokens.expect(")", "arguments end with \")\"");
    return depth.built(new Tree.Call(position, function, arguments), height);
  }

  private Tree.Argument argument(List<Tree.Argument> before) {
    Token start = tokens.peek();
    int length = reader.tokensBeforeColon();
    String name = null;
    if (length > 0) {
      name = reader.declaration(":");
      tokens.next();
    }
    if (!before.isEmpty() && (before.get(0).name() == null) != (name == null)) {
      throw tokens.source().refuse(start, "arguments that are all named or all unnamed", "");
    }
    return new Tree.Argument(name, enclosed());
  }

  /**
   * Parses an expression within brackets, where a range that is being parsed outside does not
   * matter.
   */
  private Tree enclosed() {
    boolean outer = inRangeEnd;
    inRangeEnd = false;
    Tree tree = parser.expression();
    inRangeEnd = outer;
    return tree;
  }

  private Tree primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER -> literal(token, Numbers.literal(tokens.source(), tokens.next()));
      case STRING -> literal(token, tokens.next().text());
      case WORD -> word(token);
      case SYMBOL -> symbol(token);
      case END -> throw tokens.source().refuse(token, "a value or a name", "");
    };
  }

  private Tree literal(Token token, @Nullable Object value) {
    return depth.built(new Tree.Literal(token.start(), value), 0);
  }

  private Tree word(Token token) {
    Tree block = blocks.tryParse(token);
    if (block != null) {
      return block;
    }
    return switch (token.text()) {
      case "null" -> literal(tokens.next(), null);
      case "true" -> literal(tokens.next(), true);
      case "false" -> literal(tokens.next(), false);
      case "and", "or", "then", "else", "return", "satisfies", "in", "between" ->
          throw tokens.source().refuse(token, "a value or a name", "");
      default -> depth.built(new Tree.Name(token.start(), names.spelling(reader.variable())), 0);
    };
  }

  private Tree symbol(Token token) {
    return switch (token.text()) {
      case "(" -> parenthesis();
      case "[" -> bracket();
      case "]" -> range(tokens.next(), false);
      case "{" -> blocks.context();
      case "@" -> atLiteral();
      case "'" ->
          throw tokens
              .source()
              .refuse(token, "a value or a name", "strings are written in double quotes");
      default -> throw tokens.source().refuse(token, "a value or a name", "");
    };
  }

  private Tree atLiteral() {
    Token at = tokens.next();
    Token string = tokens.peek();
    if (string.kind() != TokenKind.STRING) {
      throw tokens.source().refuse(string, "a string after \"@\"", "such as @\"2024-12-31\"");
    }
    Object value = TemporalText.literal(tokens.next().text());
    if (value == null) {
      throw tokens
          .source()
          .refuse(
              string,
              "a date, a time, a date and time or a duration",
              "such as @\"2024-12-31\" or @\"PT8H\"");
    }
    return literal(at, value);
  }

  private Tree parenthesis() {
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
    tokens.expect(")", "an opening parenthesis needs a closing one");
    return tree;
  }

  private Tree bracket() {
    Token open = tokens.next();
    List<Tree> items = new ArrayList<>();
    int height = 0;
    while (!tokens.nextIs("]")) {
      items.add(enclosed());
      if (items.size() == 1 && tokens.nextIs("..")) {
        return rangeFrom(open, true, items.get(0));
      }
      height = Math.max(height, depth.height());
      if (!tokens.take(",")) {
        break;
      }
    }
    tokens.expect("]", "a list ends with \"]\"");
    return depth.built(new Tree.ListOf(open.start(), items), height);
  }

  private Tree range(Token open, boolean startIncluded) {
    return rangeFrom(open, startIncluded, enclosed());
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
    } while (tokens.take(","));
    tokens.expect(")", "tests end with \")\"");
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
