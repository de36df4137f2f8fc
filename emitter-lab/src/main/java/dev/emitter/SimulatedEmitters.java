package dev.emitter;

import dev.emitter.execution.Execution;
import java.util.function.Supplier;

/** Has emitters run in a simulation. */
public final class SimulatedEmitters {

  private SimulatedEmitters() {}

  /** Returns the builder, whose users' emitters will have these ids. */
  public static EmittersBuilder withIds(Supplier<String> ids, EmittersBuilder builder) {
    return builder.userIds(ids);
  }

  /** Returns the builder, whose emitters will run there. */
  public static EmittersBuilder in(Execution simulation, EmittersBuilder builder) {
    return builder.execution(simulation);
  }
}
