package dev.emitter.cli;

import dev.emitter.config.CatalogueReader;
import dev.emitter.config.Identities;
import dev.emitter.config.RecipientGroups;
import dev.emitter.delivery.Recipients;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that definitions refer to. */
final class References {

  @Option(
      names = "--identities",
      paramLabel = "FILE",
      description = "The identities that definitions may refer to (JSON).")
  private @Nullable Path identities;

  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      description = {
        "The declared topics and messages (JSON): run reports events, and check reports"
            + " definitions, that are not as declared; log only reads it."
      })
  private @Nullable Path catalogue;

  @Option(
      names = "--recipients",
      paramLabel = "FILE",
      description = {
        "The people and groups that definitions may name in notify (JSON): names with addresses."
            + " run prints a line for each notice."
      })
  private @Nullable Path recipients;

  /** Returns whether there are recipients, who want to be told. */
  boolean hasRecipients() {
    return recipients != null;
  }

  /** Returns the recipients; none, and a fault, when they cannot be read. */
  Recipients recipients(Faults faults) {
    try {
      return recipients == null ? Recipients.none() : RecipientGroups.read(recipients);
    } catch (ConfigurationException e) {
      faults.add(e);
      return Recipients.none();
    }
  }

  /** Returns the identities; none, and a fault, when they cannot be read. */
  Identities identities(Faults faults) {
    try {
      return identities == null ? Identities.none() : Identities.read(identities);
    } catch (ConfigurationException e) {
      faults.add(e);
      return Identities.none();
    }
  }

  /** Returns the catalogue, or null when there is none or, with a fault, it cannot be read. */
  @Nullable Catalogue catalogue(Faults faults) {
    if (catalogue == null) {
      return null;
    }
    try {
      return CatalogueReader.read(catalogue.toString(), Files.readAllBytes(catalogue), Map.of());
    } catch (ConfigurationException e) {
      faults.add(e);
    } catch (IOException e) {
      faults.add("catalogue = " + catalogue + ": cannot be read (" + e + "); name a catalogue");
    }
    return null;
  }
}
