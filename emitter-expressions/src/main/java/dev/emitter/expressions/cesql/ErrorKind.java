package dev.emitter.expressions.cesql;

/** The errors of an evaluation: section 3.3. */
enum ErrorKind {
  MATH("MathError: %s"),
  CAST("CastError: %s"),
  MISSING_ATTRIBUTE(
      "MissingAttributeError: the event has no attribute %s; EXISTS tells whether it has one"),
  MISSING_FUNCTION("MissingFunctionError: %s"),
  FUNCTION_EVALUATION("FunctionEvaluationError: %s"),
  GENERIC("GenericError: %s");

  private final String message;

  ErrorKind(String message) {
    this.message = message;
  }

  /** Returns the message, which starts with the name that the specification has for the error. */
  String message(String detail) {
    return message.replace("%s", detail);
  }
}
