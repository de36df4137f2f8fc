package dev.emitter.expressions.feel;

/** A regular expression that is none, or none that this library runs. Never leaves the engine. */
final class PatternRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PatternRefused(String message) {
    super(message, null, false, false);
  }
}
