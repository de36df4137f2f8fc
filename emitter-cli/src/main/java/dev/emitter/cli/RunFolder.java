package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.EventLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a run was started in, kept with its events: relative paths of File emitters start
 * there, and whoever sends events again from elsewhere must not write other files.
 */
final class RunFolder {

  private static final String KEY = "run/folder";

  private RunFolder() {}

  static Path ofProcess() {
    return Path.of("").toAbsolutePath();
  }

  /** Keeps the folder of this process with a log, if that keeps such things. */
  static void remember(EventLog log) {
    log.state().ifPresent(state -> state.write(Map.of(KEY, Optional.of(ofProcess().toString()))));
  }

  /** Returns the folder of the run that has left a log, or null if none has told it. */
  static @Nullable Path of(EventLog log) {
    return log.state()
        .map(state -> state.entries(KEY).get(KEY))
        .map(folder -> Path.of(folder))
        .orElse(null);
  }

  /**
   * Returns why an emitter would write elsewhere than the run did, or null.
   *
   * @param folder where its relative paths start, or null if that is not known
   */
  static @Nullable String fault(Emitters emitters, String id, @Nullable Path folder) {
    EmitterDefinition definition =
        emitters.definitions().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    String path = definition == null ? "" : definition.parameters().path("path").asText("");
    boolean relative =
        definition != null
            && definition.type().equalsIgnoreCase("File")
            && !Path.of(path).isAbsolute();
    if (!relative || (folder != null && Files.isDirectory(folder))) {
      return null;
    }
    return "emitter "
        + Texts.quoted(id)
        + " writes to the relative path "
        + Texts.quoted(path)
        + ", and the folder that it starts from "
        + (folder == null ? "is not known" : "is gone: " + folder)
        + "; give --directory DIR, the folder that the process was started in";
  }
}
