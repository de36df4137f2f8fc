package dev.emitter.expressions.feel;

/** The arithmetic operators. */
enum Operator {
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  POWER("**");

  final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }
}
