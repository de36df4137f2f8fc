package dev.emitter.expressions.feel;

import dev.emitter.expressions.FuzzBytes;

/** Unary tests, a zero byte, and what shapes their data. */
public final class UnaryTestsFuzzTarget {

  private UnaryTestsFuzzTarget() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    FuzzBytes bytes = new FuzzBytes(input);
    FeelOracle.judge(Feel::compileUnaryTests, bytes.text(), bytes);
  }
}
