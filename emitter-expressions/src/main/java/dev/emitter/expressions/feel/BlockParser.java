package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses what a keyword starts, and contexts: everything that declares names. */
final class BlockParser {

  private final Parser parser;
  private final TokenStream tokens;
  private final Depth depth;
  private final KnownNames names;
  private final NameReader reader;
  private final TypeParser types;

  BlockParser(
      Parser parser,
      TokenStream tokens,
      Depth depth,
      KnownNames names,
      NameReader reader,
      TypeParser types) {
    this.parser = parser;
    this.tokens = tokens;
    this.depth = depth;
    this.names = names;
    this.reader = reader;
    this.types = types;
  }

  /** Parses a block if the word starts one; returns null otherwise. */
  @Nullable Tree tryParse(Token word) {
    return switch (word.text()) {
      case "if" -> conditional();
      case "for" -> iterations("return");
      case "some", "every" -> tokens.peek(1).isWord() ? iterations("satisfies") : null;
      case "function" -> tokens.peek(1).isSymbol("(") ? function() : null;
      default -> null;
    };
  }

  private Tree conditional() {
    int position = tokens.next().start();
    Tree condition = parser.expression();
    int height = depth.height();
    tokens.expectAfterValue("then", "write \"if condition then value else value\"");
    Tree then = parser.expression();
    height = Math.max(height, depth.height());
    tokens.expectAfterValue("else", "write \"if condition then value else value\"");
    Tree otherwise = parser.expression();
    height = Math.max(height, depth.height());
    return depth.built(new Tree.If(position, condition, then, otherwise), height);
  }

  private Tree iterations(String resultWord) {
    Token keyword = tokens.next();
    List<Tree.Iteration> iterations = new ArrayList<>();
    int height = 0;
    do {
      Tree.Iteration iteration = iteration();
      iterations.add(iteration);
      names.declare(iteration.name());
      height = Math.max(height, depth.height());
    } while (tokens.takeComma(resultWord));
    tokens.expectAfterValue(
        resultWord, "write \"" + keyword.text() + " x in list " + resultWord + " expression\"");
    names.declare("partial");
    Tree result = parser.expression();
    names.forget("partial");
    iterations.forEach(iteration -> names.forget(iteration.name()));
    Tree tree =
        resultWord.equals("return")
            ? new Tree.For(keyword.start(), iterations, result)
            : new Tree.Quantified(keyword.start(), keyword.is("every"), iterations, result);
    return depth.built(tree, Math.max(height, depth.height()) + iterations.size());
  }

  private Tree.Iteration iteration() {
    Token keyword = tokens.peek(-1);
    String name = reader.declaration("in");
    if (!tokens.nextIs("in")) {
      throw refuseWithoutList(keyword, name);
    }
    tokens.next();
    Tree domain = parser.expression();
    int height = depth.height();
    Tree end = null;
    if (tokens.take("..")) {
      end = parser.expression();
    }
    Tree.Iteration iteration = new Tree.Iteration(name, domain, end);
    depth.built(domain, Math.max(height, depth.height()));
    return iteration;
  }

  /** Some write {@code some lines satisfies ..}, or have a field whose name begins so. */
  private ExpressionException refuseWithoutList(Token keyword, String name) {
    String end = keyword.is("for") ? "return" : "satisfies";
    int at = name.indexOf(" " + end);
    String first = at < 0 ? "list" : name.substring(0, at);
    boolean variable = at < 0 || name.startsWith(first, at + end.length() + 2);
    String loop = variable ? (at < 0 ? "x" : first) + " in list" : "x in " + first;
    boolean compared = at < 0 && Comparator.of(tokens.peek()) != null;
    String hint = "write \"" + keyword.text() + " " + loop + " " + end + " expression\"";
    return tokens
        .source()
        .refuse(
            tokens.peek(),
            "\"in\"",
            compared ? hint + ", or " + tokens.getValue("", keyword.text() + " " + name) : hint);
  }

  private Tree function() {
    int position = tokens.next().start();
    tokens.next();
    List<Tree.Parameter> parameters = parameters();
    tokens.expect(")", "write \"function(a, b) expression\"");
    if (tokens.nextIs("external")) {
      throw tokens
          .source()
          .refuse(
              tokens.peek(), "an expression", "external functions are not supported, for safety");
    }
    parameters.forEach(parameter -> names.declare(parameter.name()));
    Tree body = parser.expression();
    parameters.forEach(parameter -> names.forget(parameter.name()));
    return depth.built(new Tree.Function(position, parameters, body), depth.height());
  }

  private List<Tree.Parameter> parameters() {
    List<Tree.Parameter> parameters = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    if (tokens.nextIs(")")) {
      return parameters;
    }
    do {
      Token start = tokens.peek();
      String name = reader.declaration(",", ":");
      if (!seen.add(name)) {
        throw tokens.source().refuse(start, "parameters of different names", "");
      }
      parameters.add(new Tree.Parameter(name, tokens.take(":") ? types.parse() : Type.Simple.ANY));
    } while (tokens.takeComma(")"));
    return parameters;
  }

  Tree context() {
    int position = tokens.next().start();
    List<Tree.Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    int height = 0;
    if (!tokens.nextIs("}")) {
      do {
        entries.add(entry(keys));
        height = Math.max(height, depth.height());
      } while (tokens.takeComma("}"));
    }
    tokens.expectAfterValue("}", "a context ends with \"}\"");
    keys.forEach(names::forget);
    return depth.built(new Tree.ContextOf(position, entries), height);
  }

  private Tree.Entry entry(Set<String> keys) {
    Token start = tokens.peek();
    String key = key(start);
    if (!keys.add(key)) {
      throw tokens.source().refuse(start, "a key that is not in the context yet", "");
    }
    tokens.expect(":", "entries are written such as {name: value}");
    Tree.Entry entry = new Tree.Entry(key, parser.expression());
    names.declare(key);
    return entry;
  }

  private String key(Token start) {
    if (start.isSymbol("{") || start.isSymbol("%")) {
      String name = tokens.peek(1).isWord() ? tokens.peek(1).text() : "the name";
      throw tokens.source().refuse(start, "a name", "write " + name + " without \"{{\" and \"}}\"");
    }
    return start.kind() == TokenKind.STRING ? tokens.next().text() : reader.declaration(":");
  }
}
