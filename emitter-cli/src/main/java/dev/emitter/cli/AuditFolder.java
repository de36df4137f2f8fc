package dev.emitter.cli;

import dev.emitter.audit.AuditChannelProvider;
import dev.emitter.audit.AuditLog;
import dev.emitter.audit.AuditSummary;
import dev.emitter.problem.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Where Audit emitters have stored events, for whoever may read the folder. */
final class AuditFolder {

  private static final String NAME = "audit";

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The folder that run --data has made, or the root that an application has set.")
  private Path folder = Path.of("");

  /** Returns where a run keeps audits within its folder of data. */
  static Path in(Path data) {
    return data.resolve(NAME);
  }

  /** Returns what is stored there, or null and a fault. */
  @Nullable AuditLog open(Faults faults) {
    return open(null, faults);
  }

  /** Returns what is stored there, to be signed with a key, or null and a fault. */
  @Nullable AuditLog open(@Nullable PrivateKey key, Faults faults) {
    Path root = Files.isDirectory(in(folder)) ? in(folder) : folder;
    if (!Files.isDirectory(root) || !Files.isReadable(root)) {
      faults.add(
          folder
              + ": "
              + (Files.exists(folder) ? "is no folder that this user may read" : "does not exist")
              + "; name one that run --data has made");
      return null;
    }
    return signed(root, key);
  }

  /** Returns a provider of channels that store nothing. */
  static AuditChannelProvider toLookInto(Path root) {
    return AuditChannelProvider.of(AuditLog.builder(root).readOnly(true).build());
  }

  /** Returns the log below a root, signed with a key if there is one. */
  static AuditLog signed(Path root, @Nullable PrivateKey key) {
    AuditLog.Builder builder = AuditLog.builder(root);
    return key == null ? builder.build() : builder.signedWith(key).build();
  }

  /** Returns whether something is stored for an emitter; adds a fault if not. */
  static boolean has(AuditLog audit, String emitter, Faults faults) {
    List<String> ids = audit.list().stream().map(AuditSummary::emitterId).toList();
    if (ids.contains(emitter)) {
      return true;
    }
    String hint = Suggestion.nearest(emitter, ids);
    faults.add(
        "nothing is stored for an emitter "
            + Texts.quoted(emitter)
            + (hint == null ? "; see emitter audit list" : "; " + hint));
    return false;
  }
}
