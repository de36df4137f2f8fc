package dev.emitter.expressions.feel;

/** Ends an evaluation that is over its budget. Never leaves the engine. */
final class BudgetExhausted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BudgetExhausted(String message) {
    super(message, null, false, false);
  }
}
