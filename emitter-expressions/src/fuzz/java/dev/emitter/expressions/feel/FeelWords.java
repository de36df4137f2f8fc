package dev.emitter.expressions.feel;

import java.util.List;

/** Words for the fuzzer. */
public final class FeelWords {

  private FeelWords() {}

  /** Returns the starts of calls of all functions. */
  public static List<String> functions() {
    return Builtins.names().stream().sorted().map(name -> name + "(").toList();
  }
}
