package dev.emitter.cli;

/**
 * What the launcher found out about the terminal.
 *
 * @param messages whether standard error is one
 * @param output whether standard output is one
 * @param input whether standard input is one
 * @param columns how wide it is; 0 when not known
 */
record Terminal(boolean messages, boolean output, boolean input, int columns) {

  static final Terminal NONE = new Terminal(false, false, false, 0);

  /** Returns what the launcher says in system properties. */
  static Terminal ofProperties() {
    return new Terminal(
        Boolean.getBoolean("emitter.terminal.err"),
        Boolean.getBoolean("emitter.terminal.out"),
        Boolean.getBoolean("emitter.terminal.in"),
        Math.max(0, Integer.getInteger("emitter.terminal.columns", 0)));
  }
}
