package dev.emitter.expressions.feel;

import dev.emitter.expressions.FuzzBytes;

/** An expression, a zero byte, and what shapes its data. */
public final class FeelFuzzTarget {

  private FeelFuzzTarget() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    FuzzBytes bytes = new FuzzBytes(input);
    FeelOracle.judge(Feel::compile, bytes.text(), bytes);
  }
}
