package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionWarning;
import dev.emitter.expressions.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects the warnings of one expression: the first few, since expressions come from strangers.
 */
final class WarningCollector {

  private static final int MOST = 20;

  private final Source source;
  private final List<ExpressionWarning> found = new ArrayList<>();

  WarningCollector(Source source) {
    this.source = source;
  }

  void add(int offset, String message, String hint) {
    if (!isFull() && found.stream().noneMatch(w -> says(w, message, hint))) {
      found.add(new ExpressionWarning(SourcePosition.of(source.text(), offset), message, hint));
    }
  }

  private static boolean says(ExpressionWarning warning, String message, String hint) {
    return warning.message().equals(message) && warning.hint().equals(hint);
  }

  boolean isFull() {
    return found.size() >= MOST;
  }

  /** Returns the warnings in the order in which their places stand in the source. */
  List<ExpressionWarning> inOrder() {
    return found.stream().sorted(Comparator.comparingInt(w -> w.position().offset())).toList();
  }
}
