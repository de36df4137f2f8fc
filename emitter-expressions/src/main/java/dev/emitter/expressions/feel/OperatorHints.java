package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an author most likely meant where a token cannot stand after a value. */
final class OperatorHints {

  private final TokenStream tokens;
  private final Token token;

  OperatorHints(TokenStream tokens) {
    this.tokens = tokens;
    this.token = tokens.peek();
  }

  /**
   * Returns the refusal of a token that stands where an operator, or the end of something, should.
   *
   * @param expected what can stand there
   * @param otherwise the hint if no slip is recognised
   */
  ExpressionException afterValue(String expected, String otherwise) {
    ExpressionException operator = operatorBefore();
    operator = operator == null ? operatorHere() : operator;
    if (operator != null) {
      return operator;
    }
    String hint = hint();
    return tokens.source().refuse(token, expected, hint == null ? otherwise : hint);
  }

  /** Words before a literal have been taken for the end of a name: {@code name like "x"}. */
  private @Nullable ExpressionException operatorBefore() {
    String literal = tokens.literal(0);
    for (int length = ForeignOperator.longest(); literal != null && length > 0; length--) {
      List<String> words = words(-length, length);
      if (words == null || !endsValue(tokens.peek(-length - 1))) {
        continue;
      }
      ForeignOperator operator = ForeignOperator.infix(words);
      if (isKeyword(token)) {
        List<String> more = new ArrayList<>(words);
        more.add(token.text());
        ForeignOperator postfix = ForeignOperator.postfix(more);
        operator = postfix == null ? operator : postfix;
      }
      if (operator != null) {
        return refuse(operator, -length, literal);
      }
    }
    return null;
  }

  /** Words after a closing bracket or a literal cannot be a name: {@code lines[1] like "x"}. */
  private @Nullable ExpressionException operatorHere() {
    for (int length = ForeignOperator.longest(); length > 0; length--) {
      List<String> words = words(0, length);
      if (words == null) {
        continue;
      }
      ForeignOperator postfix = ForeignOperator.postfix(words);
      ForeignOperator operator = postfix == null ? ForeignOperator.infix(words) : postfix;
      String right = tokens.literal(length);
      if (operator != null) {
        return refuse(operator, 0, right == null ? tokens.peek(length).text() : right);
      }
    }
    return null;
  }

  private ExpressionException refuse(ForeignOperator operator, int from, String right) {
    String left = tokens.valueBefore(from);
    return tokens
        .source()
        .refuse(
            tokens.peek(from).start(),
            '"' + operator.words() + '"',
            "an operator",
            "write " + operator.mend(left, right));
  }

  private static boolean isKeyword(Token token) {
    return token.is("null") || token.is("true") || token.is("false");
  }

  private static boolean endsValue(Token token) {
    return switch (token.kind()) {
      case WORD, NUMBER, STRING -> true;
      case SYMBOL -> token.is(")") || token.is("]");
      case END -> false;
    };
  }

  /** Returns the texts of words from a place on, or null if not all of them are words. */
  private @Nullable List<String> words(int from, int length) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Token word = tokens.peek(from + i);
      if (!word.isWord()) {
        return null;
      }
      words.add(word.text());
    }
    return words;
  }

  private @Nullable String hint() {
    Token before = tokens.peek(-1);
    if (token.isWord()) {
      return afterWord(before);
    }
    return switch (token.text()) {
      case "=" -> "write \"=\" once to compare";
      case "'" -> "strings are written in double quotes";
      case "," -> comma(before);
      case ":" -> tokens.peek(1).isSymbol("=") ? "write \"=\" to compare" : conditional();
      case "->" -> "write \"function(x) expression\"";
      case ".." -> "a range is written such as [1..10]";
      default ->
          token.kind() == TokenKind.NUMBER || token.kind() == TokenKind.STRING ? missing() : null;
    };
  }

  private static String missing() {
    return "an operator is missing before it, such as \"=\" or \"and\"";
  }

  private String afterWord(Token before) {
    String keyword = ForeignOperator.keyword(token.text());
    if (keyword != null) {
      return "write \"" + keyword + "\" in lower case";
    } else if (token.is("not")) {
      return "\"not\" is a function: write not(" + tokens.valueBefore(0) + " ..)";
    } else if (token.text().startsWith("?")) {
      return conditional();
    }
    boolean joined = before.kind() == TokenKind.NUMBER && before.end() == token.start();
    return joined ? afterDigits(before) : missing();
  }

  /** A number that a name or a unit follows without a blank. */
  private String afterDigits(Token number) {
    if (token.text().matches("(_[0-9]+)+")) {
      return "write " + number.text() + token.text().replace("_", "") + " without separators";
    }
    Token before = tokens.peek(-2);
    if (Comparator.of(before) != null || Precedence.operator(before) != null) {
      return "write the number alone: " + number.text();
    }
    StringBuilder name = new StringBuilder(number.text());
    Token previous = number;
    for (int i = 0; KnownNames.isNamePart(tokens.peek(i)); i++) {
      KnownNames.append(name, tokens.peek(i), previous);
      previous = tokens.peek(i);
    }
    return tokens.getValue("", name.toString());
  }

  private @Nullable String comma(Token before) {
    Token after = tokens.peek(1);
    boolean numbers = before.kind() == TokenKind.NUMBER && after.kind() == TokenKind.NUMBER;
    if (numbers && before.end() == token.start() && token.end() == after.start()) {
      return after.text().length() == 3
          ? "write " + before.text() + after.text() + " without separators"
          : "write a decimal point: " + before.text().replace(".", "") + "." + after.text();
    }
    return tokens.peek(-2).is("in")
        ? "write the values in parentheses: in (" + tokens.source().text(before) + ", ..)"
        : null;
  }

  private String conditional() {
    return "write \"if condition then value else value\"";
  }
}
