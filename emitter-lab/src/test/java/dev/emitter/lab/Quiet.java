package dev.emitter.lab;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps thousands of warnings that are provoked out of the build's output. */
final class Quiet {

  private static final Logger LOG = Logger.getLogger("dev.emitter");

  private Quiet() {}

  static void expectWarnings() {
    LOG.setLevel(Level.OFF);
  }
}
