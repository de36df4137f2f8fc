package dev.emitter.cli;

import dev.emitter.config.CatalogueReader;
import dev.emitter.config.Identities;
import dev.emitter.config.RecipientGroups;
import dev.emitter.delivery.Recipients;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.FileFault;
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

  /**
   * What the files say.
   *
   * @param catalogue the declared topics and messages, or null if they are not known
   */
  record Referred(Identities identities, Recipients recipients, @Nullable Catalogue catalogue) {

    Referred withoutCatalogue() {
      return new Referred(identities, recipients, null);
    }
  }

  /**
   * Returns what the files say, and adds every fault. Null without the identities or the
   * recipients: a definition cannot be judged then, since it would be told that what it names does
   * not exist.
   */
  @Nullable Referred read(Faults faults) {
    Identities known = identities(faults);
    Recipients people = recipients(faults);
    Catalogue declared = catalogue(faults);
    return known == null || people == null ? null : new Referred(known, people, declared);
  }

  private @Nullable Recipients recipients(Faults faults) {
    try {
      return recipients == null ? Recipients.none() : RecipientGroups.read(recipients);
    } catch (ConfigurationException e) {
      faults.add(e);
      return null;
    }
  }

  private @Nullable Identities identities(Faults faults) {
    try {
      return identities == null ? Identities.none() : Identities.read(identities);
    } catch (ConfigurationException e) {
      faults.add(e);
      return null;
    }
  }

  private @Nullable Catalogue catalogue(Faults faults) {
    if (catalogue == null) {
      return null;
    }
    try {
      return CatalogueReader.read(catalogue.toString(), Files.readAllBytes(catalogue), Map.of());
    } catch (ConfigurationException e) {
      faults.add(e);
    } catch (IOException e) {
      faults.add(
          "catalogue = "
              + catalogue
              + ": "
              + FileFault.reading(catalogue, e)
              + "; name a file of declared topics");
    }
    return null;
  }
}
