package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** Arithmetic of one precedence, from left to right. */
final class ChainNode implements Node {

  private final Node first;
  private final Operator[] operators;
  private final Node[] operands;
  private final int[] positions;

  ChainNode(Node first, Operator[] operators, Node[] operands, int[] positions) {
    this.first = first;
    this.operators = operators;
    this.operands = operands;
    this.positions = positions;
  }

  @Override
  public @Nullable Object eval(Run run) {
    Object value = first.eval(run);
    for (int i = 0; i < operands.length; i++) {
      value = apply(run, i, value, operands[i].eval(run));
    }
    return value;
  }

  private @Nullable Object apply(Run run, int i, @Nullable Object a, @Nullable Object b) {
    Object result = a == null || b == null ? null : Arithmetic.apply(run, operators[i], a, b);
    return result == null ? fail(run, i, a, b) : result;
  }

  private @Nullable Object fail(Run run, int i, @Nullable Object a, @Nullable Object b) {
    String message =
        Kind.of(a).shown
            + " "
            + operators[i].symbol
            + " "
            + Kind.of(b).shown
            + " has no result"
            + hint(i, Kind.of(a), Kind.of(b));
    return a == null || b == null
        ? run.fail(positions[i], message)
        : run.mistake(positions[i], message);
  }

  private String hint(int i, Kind a, Kind b) {
    boolean moment = a == Kind.DATE || a == Kind.TIME || a == Kind.DATE_TIME;
    if (moment && b == Kind.NUMBER) {
      return "; write duration(\"P1D\") for a day, duration(\"PT1H\") for an hour";
    }
    return moment && a == b && operators[i] == Operator.SUBTRACT
        ? "; one has a zone and the other has none"
        : "";
  }
}
