package dev.emitter.lab;

import java.io.IOException;

/** The simulated machine has no power: whatever is asked of its disk fails from now on. */
public final class PowerCutException extends IOException {

  private static final long serialVersionUID = 1L;

  PowerCutException() {
    super("the power is cut");
  }
}
