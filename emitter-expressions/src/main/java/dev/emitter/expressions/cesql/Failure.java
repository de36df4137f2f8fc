package dev.emitter.expressions.cesql;

import dev.emitter.expressions.Reason;

/**
 * An error of an evaluation. Its position and message take some work, which only those who ask for
 * them cause.
 *
 * @param detail the message, or what the kind of error makes one of
 */
record Failure(ErrorKind kind, int offset, String detail) {

  Reason reason(Source source) {
    return new Reason(
        source.position(offset), kind.message(detail), kind == ErrorKind.MISSING_ATTRIBUTE);
  }
}
