package dev.emitter.cli;

import dev.emitter.EmittersBuilder;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.log.EventLog;
import dev.emitter.log.disk.Durability;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run has kept, to look into. */
final class KeptData {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The folder that run --data has made.")
  private Path folder = Path.of("");

  /** Adds why nothing can be looked up there. */
  void check(Faults faults) {
    faults.addIfAny(DataFolder.faultToLookInto(folder));
  }

  /** Adds why nothing can be changed there. */
  void checkToChange(Faults faults) {
    check(faults);
    if (faults.isEmpty()) {
      faults.addIfAny(DataFolder.fault(folder));
    }
  }

  /**
   * Gives the Audit channel the place that the run gave it, to look into.
   *
   * @param writing the emitter that events are sent to, or null
   */
  void addTo(EmittersBuilder builder, @Nullable AuditTarget writing) {
    Path root = AuditFolder.in(folder);
    builder.channel(writing == null ? AuditFolder.toLookInto(root) : writing.provider(root));
  }

  /** Returns the log, to be changed, or null and a fault when it cannot be used. */
  @Nullable EventLog open(Faults faults) {
    return DataFolder.open(folder, Durability.SYNCED, Set.of(), faults);
  }

  /** Returns the log, to look into, or null and a fault when it cannot be used. */
  @Nullable EventLog openToLookInto(Faults faults) {
    return DataFolder.openToLookInto(folder, faults);
  }

  /** Returns the delivery log, or null and a fault when it cannot be used. */
  @Nullable DeliveryLog attempts(Faults faults) {
    return DataFolder.attempts(folder, faults);
  }
}
