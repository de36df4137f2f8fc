package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses values, names and what follows them: the lower half of the grammar. */
final class PrimaryParser {

  private final TokenStream tokens;
  private final Depth depth;
  private final KnownNames names;
  private final NameReader reader;
  private final TypeParser types;
  private final BlockParser blocks;
  private final BracketParser brackets;

  PrimaryParser(Parser parser, TokenStream tokens, Depth depth, KnownNames names) {
    this.tokens = tokens;
    this.depth = depth;
    this.names = names;
    this.reader = new NameReader(tokens, names);
    this.types = new TypeParser(tokens, reader);
    this.blocks = new BlockParser(parser, tokens, depth, names, reader, types);
    this.brackets = new BracketParser(parser, tokens, depth, names);
  }

  Type type() {
    return types.parse();
  }

  List<Tree> tests() {
    return brackets.tests();
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
      } else if (token.isSymbol("[") && !brackets.closesRange()) {
        tree = filter(tree, height);
      } else if (token.isSymbol("(")) {
        tree = call(tree, height);
      } else {
        return tree;
      }
    }
  }

  private Tree filter(Tree source, int sourceHeight) {
    int position = tokens.next().start();
    names.declare("item");
    Tree condition = brackets.enclosed();
    names.forget("item");
    tokens.expectAfterValue("]", "a filter ends with \"]\"");
    return depth.built(
        new Tree.Filter(position, source, condition), Math.max(sourceHeight, depth.height()));
  }

  private Tree call(Tree function, int functionHeight) {
    int position = tokens.next().start();
    List<Tree.Argument> arguments = new ArrayList<>();
    int height = functionHeight;
    if (!tokens.nextIs(")")) {
      do {
        arguments.add(argument(arguments));
        height = Math.max(height, depth.height());
      } while (tokens.takeComma(")"));
    }
    tokens.expectAfterValue(")", "arguments end with \")\"");
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
    return new Tree.Argument(name, brackets.enclosed());
  }

  private Tree primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER -> literal(token, Numbers.literal(tokens.source(), tokens.next()));
      case STRING -> literal(token, tokens.next().text());
      case WORD -> word(token);
      case SYMBOL -> symbol(token);
      case END -> throw new OperandHints(tokens).refusal();
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
          throw new OperandHints(tokens).refusal();
      default -> depth.built(new Tree.Name(token.start(), names.spelling(reader.variable())), 0);
    };
  }

  private Tree symbol(Token token) {
    return switch (token.text()) {
      case "(" -> brackets.parenthesis();
      case "[" -> brackets.squareBracket();
      case "]" -> brackets.openRange();
      case "{" -> blocks.context();
      case "@" -> atLiteral();
      default -> throw new OperandHints(tokens).refusal();
    };
  }

  private Tree atLiteral() {
    Token at = tokens.next();
    Token string = tokens.peek();
    if (string.kind() != TokenKind.STRING) {
      int name = string.isSymbol(".") ? 1 : 0;
      boolean named = tokens.peek(name).isWord();
      throw tokens
          .source()
          .refuse(
              string,
              "a string after \"@\"",
              named
                  ? "write " + tokens.peek(name).text() + " without \"@\""
                  : "such as @\"2024-12-31\"");
    }
    Object value = TemporalText.literal(tokens.next().text());
    if (value == null) {
      throw tokens
          .source()
          .refuse(string, "a date, a time, a date and time or a duration", atHint(string.text()));
    }
    return literal(at, value);
  }

  private static String atHint(String text) {
    for (String form : List.of("date", "time", "date and time", "duration")) {
      String repaired = ConversionForm.of(form).repaired(text);
      if (repaired != null) {
        return "write @\"" + repaired + '"';
      }
    }
    return "such as @\"2024-12-31\" or @\"PT8H\"";
  }
}
