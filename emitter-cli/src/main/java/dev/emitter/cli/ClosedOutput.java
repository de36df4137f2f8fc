package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Disables Console emitters whose stream the reader has closed, as {@code head} does: such a stream
 * never works again, so there is nothing to wait for.
 */
final class ClosedOutput {

  private static final Map<String, BooleanSupplier> STREAMS = new HashMap<>();

  static {
    STREAMS.put("out", () -> System.out.checkError());
    STREAMS.put("err", () -> System.err.checkError());
  }

  private final Emitters emitters;

  ClosedOutput(Emitters emitters) {
    this.emitters = emitters;
  }

  void look() {
    Set<String> retrying =
        emitters.status().stream()
            .filter(status -> status.state() == EmitterState.RETRYING)
            .filter(status -> status.type().equalsIgnoreCase("Console"))
            .map(status -> status.id())
            .collect(Collectors.toSet());
    if (!retrying.isEmpty()) {
      disable(emitters.definitions(), retrying);
    }
  }

  private void disable(List<EmitterDefinition> definitions, Set<String> retrying) {
    for (EmitterDefinition definition : definitions) {
      String output = definition.parameters().path("output").asText("out");
      // asked only of a stream whose last write has failed: asking a slow one would block
      if (retrying.contains(definition.id())
          && STREAMS.getOrDefault(output, () -> false).getAsBoolean()) {
        emitters.disable(definition.id(), "standard " + name(output) + " was closed", Run.BY);
      }
    }
  }

  private static String name(String output) {
    return output.equals("out") ? "output" : "error";
  }
}
