package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionException;

/** What an author most likely meant where a token cannot begin a value. */
final class OperandHints {

  private static final String EXPECTED = "a value or a name";

  private final TokenStream tokens;
  private final Token token;
  private final Token before;

  OperandHints(TokenStream tokens) {
    this.tokens = tokens;
    this.token = tokens.peek();
    this.before = tokens.peek(-1);
  }

  ExpressionException refusal() {
    return tokens.source().refuse(token, EXPECTED, hint());
  }

  private String hint() {
    if (Comparator.of(token) != null) {
      return comparison();
    }
    return switch (token.text()) {
      case "'" -> quoted();
      case "and", "or" -> junction();
      case "in", "between", "then", "else", "return", "satisfies" -> keyword();
      case "*", "]" -> star();
      case ")" -> before.is("(") ? "" : "a value is missing before \")\"";
      case "." -> before.is("]") ? star() : "leave out the leading \".\"";
      case "/" -> "write matches(text, \"pattern\") for a regular expression";
      default -> "";
    };
  }

  private String comparison() {
    if (before.kind() == TokenKind.END) {
      return token.is("=") ? "leave out the leading \"=\"" : "name what is compared: a > 5";
    }
    if (before.is("and") || before.is("or")) {
      String value = tokens.comparedBefore();
      String right = tokens.literal(1);
      return "write what is compared again: "
          + value
          + " "
          + token.text()
          + " "
          + (right == null ? ".." : right)
          + (before.is("and") && !token.is("!=") ? "; or a range: " + value + " in (1..10)" : "");
    }
    if (before.is("]") && tokens.peek(-2).is("[")) {
      return star();
    }
    if (before.is("if") || before.is("for")) {
      return tokens.getValue("", before.text());
    }
    return Precedence.operator(before) != null && token.is("=")
        ? "nothing can be assigned; write \"=\" alone to compare"
        : "name what is compared: a " + token.text() + " 5";
  }

  private String quoted() {
    String text = tokens.literal(0);
    if (before.is("[") && text != null) {
      return "write " + tokens.member(tokens.valueBefore(-1), text.substring(1, text.length() - 1));
    }
    return "strings are written in double quotes";
  }

  private String junction() {
    if (before.is("and") || before.is("or")) {
      return "leave out \"" + before.text() + "\" or \"" + token.text() + "\"";
    }
    return "a condition is missing before \"" + token.text() + "\"";
  }

  /** A keyword that begins the name of a field. */
  private String keyword() {
    if (!tokens.peek(1).isWord()) {
      return "";
    }
    StringBuilder name = new StringBuilder(token.text());
    for (int i = 1; tokens.peek(i).isWord() && Precedence.of(tokens.peek(i), token) == null; i++) {
      name.append(' ').append(tokens.peek(i).text());
    }
    return tokens.getValue("", name.toString());
  }

  private String star() {
    if (before.is("[") || before.is("]")) {
      return "leave out \""
          + (token.is("*") ? "[*]" : "[]")
          + "\": a name after a list reads that"
          + " member of every item";
    }
    return before.is("(") && token.is("*") ? "name the list: count(list)" : "";
  }
}
