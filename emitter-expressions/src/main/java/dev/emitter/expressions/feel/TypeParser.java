package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses types: grammar rule 52. */
final class TypeParser {

  private static final Set<String> SIMPLE =
      Set.of(
          "Any",
          "number",
          "string",
          "boolean",
          "date",
          "time",
          "date and time",
          "days and time duration",
          "years and months duration",
          "Null");
  private static final int DEEPEST = 32;

  private final TokenStream tokens;
  private final NameReader names;
  private int depth;

  TypeParser(TokenStream tokens, NameReader names) {
    this.tokens = tokens;
    this.names = names;
  }

  Type parse() {
    if (++depth > DEEPEST) {
      throw tokens.source().overBudget(tokens.peek().start(), "nested types", DEEPEST);
    }
    Token first = tokens.peek();
    Type type =
        switch (first.isWord() ? first.text() : "") {
          case "list" -> list();
          case "range" -> new Type.RangeOf(element());
          case "context" -> context();
          case "function" -> function();
          default -> simple(first);
        };
    depth--;
    return type;
  }

  private Type list() {
    tokens.next();
    return new Type.ListOf(tokens.nextIs("<") ? bracketed() : Type.Simple.ANY);
  }

  private Type element() {
    tokens.next();
    return bracketed();
  }

  private Type bracketed() {
    tokens.expect("<", "such as \"list<number>\"");
    Type item = parse();
    tokens.expect(">", "");
    return item;
  }

  private Type context() {
    tokens.next();
    Map<String, Type> members = new LinkedHashMap<>();
    if (tokens.take("<")) {
      do {
        String name = names.declaration(":");
        tokens.expect(":", "");
        members.put(name, parse());
      } while (tokens.takeComma(">"));
      tokens.expect(">", "");
    }
    return new Type.ContextOf(members);
  }

  private Type function() {
    tokens.next();
    List<Type> parameters = new ArrayList<>();
    tokens.expect("<", "such as \"function<number> -> number\"");
    if (!tokens.nextIs(">")) {
      do {
        parameters.add(parse());
      } while (tokens.takeComma(">"));
    }
    tokens.expect(">", "");
    tokens.expect("->", "such as \"function<number> -> number\"");
    return new Type.FunctionOf(parameters, parse());
  }

  private Type simple(Token first) {
    for (int length = 5; length > 0; length--) {
      String name = words(length);
      if (SIMPLE.contains(name)) {
        tokens.skip(length);
        return new Type.Simple(name);
      }
    }
    throw tokens
        .source()
        .refuse(
            first,
            "a type",
            (first.kind() == TokenKind.STRING ? "write it without quotation marks; " : "")
                + "types are list<...>, context<...>, range<...>, function<...> -> ..., "
                + String.join(", ", SIMPLE.stream().sorted().toList()));
  }

  /** Returns so many words as one name; an empty string if there are fewer. */
  private String words(int length) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < length; i++) {
      if (!tokens.peek(i).isWord()) {
        return "";
      }
      name.append(i == 0 ? "" : " ").append(tokens.peek(i).text());
    }
    return name.toString();
  }
}
