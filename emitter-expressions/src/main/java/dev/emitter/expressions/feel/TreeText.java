package dev.emitter.expressions.feel;

import java.util.List;
import java.util.stream.Collectors;

/** Short parts of an expression as one would write them, for messages; of others, two dots. */
final class TreeText {

  private static final int LONGEST = 60;
  private static final String OTHER = "..";

  private TreeText() {}

  static String of(Tree tree) {
    String text = text(tree);
    return text.length() > LONGEST ? OTHER : text;
  }

  private static String text(Tree tree) {
    if (tree instanceof Tree.Name name) {
      return name.name();
    } else if (tree instanceof Tree.Literal literal) {
      return literal(literal);
    } else if (tree instanceof Tree.Path path) {
      return of(path.source()) + "." + path.member();
    } else if (tree instanceof Tree.Filter filter) {
      return of(filter.source()) + "[" + of(filter.condition()) + "]";
    } else if (tree instanceof Tree.Comparison comparison) {
      return of(comparison.left())
          + " "
          + comparison.comparator().symbol
          + " "
          + of(comparison.right());
    }
    return tree instanceof Tree.Call call ? call(call) : OTHER;
  }

  private static String call(Tree.Call call) {
    boolean named = call.arguments().stream().anyMatch(argument -> argument.name() != null);
    List<Tree> arguments = call.arguments().stream().map(Tree.Argument::value).toList();
    return of(call.function()) + "(" + (named ? OTHER : all(arguments)) + ")";
  }

  static String all(List<Tree> trees) {
    return trees.stream().map(TreeText::of).collect(Collectors.joining(", "));
  }

  private static String literal(Tree.Literal literal) {
    Object value = literal.value();
    if (value instanceof String text) {
      return quoted(text);
    }
    boolean plain = value == null || value instanceof Boolean || Kind.of(value) == Kind.NUMBER;
    return plain ? String.valueOf(value) : OTHER;
  }

  /** Returns a text as a string of FEEL. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
