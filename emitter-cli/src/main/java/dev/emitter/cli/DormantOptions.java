package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.cli.References.Referred;
import dev.emitter.file.FileChannelProvider;
import dev.emitter.log.EventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a run has left, opened so that nothing is delivered by itself. */
final class DormantOptions {

  @Mixin private final KeptData data = new KeptData();

  @Option(
      names = "--emitters",
      required = true,
      paramLabel = "DIR",
      description =
          "The folder of definition files (*.json). One that is broken is told and left out; the"
              + " others are worked on.")
  private Path folder = Path.of("");

  @Mixin private final References references = new References();

  /**
   * Emitters that sleep, and the log that they would read.
   *
   * @param emitters the emitters
   * @param log the log, which they close
   * @param start where relative paths of File emitters start; null if that is not known
   */
  record Dormant(Emitters emitters, EventLog log, @Nullable Path start) implements AutoCloseable {

    /** Returns whether there is an emitter of this id; adds a fault if not. */
    boolean has(String id, Faults faults) {
      try {
        emitters.status(id);
        return true;
      } catch (EmitterException e) {
        faults.addMessageOf(e);
        return false;
      }
    }

    /** Returns an event that an emitter may have its own copy of; null and a fault for none. */
    @Nullable LoggedEvent event(String position, String emitter, Faults faults) {
      return emitters.parked(emitter).stream()
          .filter(parked -> parked.position().toString().equals(position))
          .findFirst()
          .map(parked -> parked.event()) // reads its copy
          .orElseGet(() -> LogReading.event(log, position, faults));
    }

    @Override
    public void close() {
      emitters.close(Duration.ZERO);
    }
  }

  /** Returns all that, to look into, or null and every fault. */
  @Nullable Dormant openToLookInto(Faults faults) {
    data.check(faults);
    return open(data::openToLookInto, null, null, faults);
  }

  /** Returns all that, or null and every fault. */
  @Nullable Dormant open(Faults faults) {
    return open(null, null, faults);
  }

  /**
   * Returns all that, or null and every fault.
   *
   * @param directory where relative paths of File emitters start; null for where the run was
   *     started
   * @param target the emitter that events are sent to; null for none
   */
  @Nullable Dormant open(@Nullable Path directory, @Nullable AuditTarget target, Faults faults) {
    data.checkToChange(faults);
    return open(data::open, directory, target, faults);
  }

  private @Nullable Dormant open(
      Function<Faults, @Nullable EventLog> opening,
      @Nullable Path directory,
      @Nullable AuditTarget target,
      Faults faults) {
    Referred referred = references.read(faults);
    faults.addIfAny(Definitions.emittersFault(folder));
    EventLog log = referred != null && faults.isEmpty() ? opening.apply(faults) : null;
    if (referred == null || log == null) {
      return null;
    }
    Path start = directory == null ? RunFolder.of(log) : directory;
    return open(log, start, target, referred, faults);
  }

  private @Nullable Dormant open(
      EventLog log,
      @Nullable Path start,
      @Nullable AuditTarget target,
      Referred referred,
      Faults faults) {
    EmittersBuilder builder =
        Emitters.builder()
            .definitions(folder)
            .watchDefinitions(false)
            .identities(referred.identities())
            .recipients(referred.recipients())
            .delivering(false)
            .log(log);
    data.addTo(builder, target);
    if (start != null) {
      builder.channel(FileChannelProvider.startingAt(start));
    }
    Catalogue catalogue = referred.catalogue();
    if (catalogue != null) {
      builder.catalogue(catalogue, CatalogueMode.OFF);
    }
    Emitters emitters = Start.ofThoseThatCanBeUsed(builder, faults);
    if (emitters == null) {
      log.close();
      return null;
    }
    LeftOut.tell(emitters, folder, faults);
    Dormant opened = new Dormant(emitters, log, start);
    if (faults.isEmpty()) {
      return opened;
    }
    opened.close();
    return null;
  }
}
