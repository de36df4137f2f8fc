package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.audit.AuditChannelProvider;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.EventLog;
import dev.emitter.log.disk.Durability;
import dev.emitter.problem.EmitterException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run keeps its events, and how it goes on with those of an earlier run. */
final class DataOptions {

  private static final String ALL = "all";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Keep events, and how far each emitter is, in this folder: nothing is lost with the"
            + " process, and a run goes on where the one before ended. Without it they are kept in"
            + " memory."
      })
  private @Nullable Path folder;

  @Option(
      names = "--durability",
      paramLabel = "synced|written|none",
      description = {
        "How safe an event is once it is published: on the disk (synced, the default), with the"
            + " operating system, so that a power cut may lose the last moments (written), or as"
            + " the operating system likes (none)."
      })
  private @Nullable Durability durability;

  @Option(
      names = "--data-mode",
      paramLabel = "MODE",
      converter = ModeConverter.class,
      description = {
        "Who may read the files that are made in --data, such as 640 or rw-r-----; they hold events"
            + " in plain text. What exists keeps its mode. Default: 600."
      })
  private @Nullable Set<PosixFilePermission> mode;

  @Option(
      names = "--audit-key",
      paramLabel = "FILE",
      description = {
        "Sign what becomes of the files of Audit emitters with this private Ed25519 key (PEM,"
            + " PKCS 8), so that emitter audit verify --public-key can tell that nobody else has"
            + " written them."
      })
  private @Nullable Path auditKey;

  private @Nullable PrivateKey signsAudits;

  @Option(
      names = "--enable",
      paramLabel = "ID|all",
      description = "Enable an emitter that an earlier run has disabled, or all such.")
  private final List<String> enabled = new ArrayList<>();

  /** Adds why the options cannot be followed. */
  void check(Faults faults) {
    if (folder == null && durability != null) {
      faults.add("--durability is for --data alone; name the folder, or leave it out");
    }
    if (folder == null && mode != null) {
      faults.add("--data-mode is for --data alone; name the folder, or leave it out");
    }
    if (folder == null && !enabled.isEmpty()) {
      faults.add("--enable is for --data alone; name the folder, or leave it out");
    }
    if (folder == null && auditKey != null) {
      faults.add("--audit-key is for --data alone; name the folder, or leave it out");
    }
    signsAudits = KeyFile.privateKey("audit-key", auditKey, faults);
    faults.addIfAny(folder == null ? null : DataFolder.fault(folder));
  }

  boolean isGiven() {
    return folder != null;
  }

  /** Returns the log of the run, or null and a fault. */
  @Nullable EventLog open(Faults faults) {
    return folder == null
        ? RunLog.create()
        : DataFolder.open(
            folder,
            Objects.requireNonNullElse(durability, Durability.SYNCED),
            Objects.requireNonNullElse(mode, Set.of()),
            faults);
  }

  /** Gives the Audit channel a place, if there is one that outlives the process. */
  void addTo(EmittersBuilder builder) {
    if (folder != null) {
      builder.channel(
          AuditChannelProvider.of(AuditFolder.signed(AuditFolder.in(folder), signsAudits)));
    }
  }

  /** Enables emitters as told; adds a fault for each that cannot be. */
  void enable(Emitters emitters, Faults faults) {
    List<EmitterDefinition> definitions = emitters.definitions();
    for (String id : enabled) {
      List<EmitterDefinition> meant =
          definitions.stream().filter(one -> one.id().equals(id)).toList();
      if (!meant.isEmpty()) {
        enable(meant.get(0), emitters, faults);
      } else if (id.equals(ALL)) {
        definitions.stream()
            .filter(EmitterDefinition::enabled)
            .forEach(one -> emitters.enable(one.id()));
      } else {
        refuse(id, emitters, faults);
      }
    }
  }

  private static void enable(EmitterDefinition meant, Emitters emitters, Faults faults) {
    if (meant.enabled()) {
      emitters.enable(meant.id());
    } else {
      faults.add(
          Texts.oneLine(
              "enable = " + meant.id() + ": its file says \"enabled\": false; change the file"));
    }
  }

  private static void refuse(String unknown, Emitters emitters, Faults faults) {
    try {
      emitters.enable(unknown);
    } catch (EmitterException e) {
      faults.addMessageOf(e);
    }
  }
}
