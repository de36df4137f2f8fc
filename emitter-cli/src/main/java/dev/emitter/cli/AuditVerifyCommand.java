package dev.emitter.cli;

import dev.emitter.audit.AuditLog;
import dev.emitter.audit.AuditSummary;
import dev.emitter.audit.AuditVerification;
import dev.emitter.problem.EmitterException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares what is stored with what was written. */
@Command(
    name = "verify",
    description = {
      "Compares every byte that is stored with what was written, and names the file and line of"
          + " whatever is not as it was: changed, removed, exchanged or cut.",
      "Exit status: 0 if all is as it was written; 1 for a fault of emitter itself; 2 if something"
          + " is not, or for a fault of the command line."
    },
    footerHeading = "%nExample:%n",
    footer = {"emitter audit verify data", "%nMore: docs/audit.md"},
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class AuditVerifyCommand implements Callable<Integer> {

  private final Streams streams;

  @Mixin private final AuditFolder folder = new AuditFolder();

  @Parameters(
      index = "1",
      arity = "0..*",
      paramLabel = "EMITTER",
      description = "The emitters. Default: all.")
  private final List<String> emitters = new ArrayList<>();

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "The Ed25519 key, in PEM, that the digests must be signed with.")
  private @Nullable Path keyFile;

  AuditVerifyCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Faults faults = Faults.printedTo(streams.err());
    PublicKey key = KeyFile.publicKey("public-key", keyFile, faults);
    AuditLog audit = folder.open(faults);
    if (audit != null && faults.isEmpty()) {
      try {
        verify(audit, key, faults);
      } catch (EmitterException e) {
        faults.addMessageOf(e);
      }
      faults.addIfAny(streams.outFault());
    }
    return faults.exitStatus();
  }

  private void verify(AuditLog audit, @Nullable PublicKey key, Faults faults) {
    List<String> meant =
        emitters.isEmpty() ? audit.list().stream().map(AuditSummary::emitterId).toList() : emitters;
    if (meant.isEmpty()) {
      faults.add(
          "there is no audit to verify; if there should be one, its files are gone: look for them"
              + " in a backup");
    }
    for (String emitter : meant) {
      if (AuditFolder.has(audit, emitter, faults)) {
        AuditVerification found = audit.verify(emitter, key);
        found.faults().forEach(fault -> faults.add(fault.toString()));
        streams.out().println(Texts.oneLine(emitter) + ": " + text(found, key != null));
      }
    }
  }

  private static String text(AuditVerification found, boolean mustBeSigned) {
    return String.format(
            Locale.ROOT, "%,d %s", found.entries(), found.entries() == 1 ? "entry" : "entries")
        + " in "
        + Texts.count(found.segments(), "segment")
        + (found.erased() == 0 ? "" : ", " + found.erased() + " erased")
        + (found.dropped() == 0 ? "" : ", " + found.dropped() + " dropped before")
        + (found.signed() == 0 ? "" : ", " + Texts.count(found.signed(), "signature"))
        + (found.signed() == 0 && mustBeSigned
            ? ", none signed yet, as the newest segment is signed once it is closed"
            : "")
        + (found.ok() ? ": as written" : ": " + Texts.count(found.faults().size(), "fault"));
  }
}
