package dev.emitter.expressions.cesql;

/** Ends an evaluation that is over its budget. Never leaves the engine. */
final class BudgetExhausted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;

  BudgetExhausted(String what) {
    super(what, null, false, false);
    this.what = what;
  }

  String what() {
    return what;
  }
}
