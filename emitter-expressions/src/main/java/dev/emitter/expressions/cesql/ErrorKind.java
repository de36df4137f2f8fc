package dev.emitter.expressions.cesql;

import dev.emitter.expressions.Reason;

/** The errors of an evaluation: section 3.3. */
enum ErrorKind {
  MATH("MathError"),
  CAST("CastError"),
  MISSING_ATTRIBUTE("MissingAttributeError"),
  MISSING_FUNCTION("MissingFunctionError"),
  FUNCTION_EVALUATION("FunctionEvaluationError"),
  GENERIC("GenericError");

  private final String title;

  ErrorKind(String title) {
    this.title = title;
  }

  Reason at(Source source, int offset, String message) {
    return new Reason(source.position(offset), title + ": " + message);
  }
}
