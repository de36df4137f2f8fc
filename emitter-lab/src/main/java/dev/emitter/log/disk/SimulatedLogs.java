package dev.emitter.log.disk;

import dev.emitter.execution.Execution;

/** Has logs on disk run in a simulation. */
public final class SimulatedLogs {

  private SimulatedLogs() {}

  /** Returns the builder, whose log will run there. */
  public static DiskEventLogBuilder in(Execution simulation, DiskEventLogBuilder builder) {
    return builder.execution(simulation);
  }
}
