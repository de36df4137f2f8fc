package dev.emitter;

import dev.emitter.execution.Execution;

/** Has emitters run in a simulation. */
public final class SimulatedEmitters {

  private SimulatedEmitters() {}

  /** Returns the builder, whose emitters will run there. */
  public static EmittersBuilder in(Execution simulation, EmittersBuilder builder) {
    return builder.execution(simulation);
  }
}
