package dev.emitter;

import dev.emitter.config.DefinitionFolder;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.FolderScan;
import dev.emitter.config.FolderWatch;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Location;
import dev.emitter.problem.Loggers;
import dev.emitter.problem.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The emitters that the files of a folder define, at work. Thread-safe. */
final class SystemEmitters implements AutoCloseable {

  private static final Logger LOG = Loggers.of(SystemEmitters.class);

  private final DefinitionFolder folder;
  private final EmitterRegistry registry;
  private final boolean logs;
  private final Map<String, Problem> unopened = new TreeMap<>();
  private volatile List<Problem> problems = List.of();
  private volatile Map<String, String> refused = Map.of();
  private @Nullable FolderWatch watch;

  /**
   * Creates emitters that are not at work yet.
   *
   * @param delivering whether they will deliver by themselves; if not, what is wrong is not logged,
   *     as whoever looks at them asks for it
   */
  SystemEmitters(
      Path path,
      DefinitionReader reader,
      EmitterRegistry registry,
      Clock clock,
      boolean delivering) {
    this.registry = registry;
    this.logs = delivering;
    this.folder = new DefinitionFolder(path, reader, registry::notFromFiles, clock, delivering);
  }

  void start(boolean refuseBroken, boolean watched) {
    FolderScan first = folder.scan();
    List<Problem> faults =
        all(first.standing()).stream().filter(problem -> !problem.isWarning()).toList();
    if (refuseBroken && !faults.isEmpty()) {
      throw new ConfigurationException(
          "definitions = " + folder.path() + ": broken definition files", faults);
    }
    apply(first);
    if (watched) {
      watch = FolderWatch.start(folder, this::apply);
    }
  }

  private synchronized void apply(FolderScan scan) {
    scan.problems().values().stream().flatMap(Collection::stream).forEach(this::log);
    unopened.keySet().retainAll(scan.emitters().keySet());
    scan.changed().forEach(emitter -> unopened.remove(emitter.id()));
    registry.putFiles(scan.changed(), scan.removed()).forEach(this::refuse);
    List<Problem> standing = new ArrayList<>(all(scan.standing()));
    standing.addAll(unopened.values());
    problems = List.copyOf(standing);
    refused = refused(scan);
    if (!scan.changed().isEmpty() || !scan.removed().isEmpty()) {
      LOG.info(
          "definitions = {}: {} added or changed, {} removed, {} at work",
          folder.path(),
          scan.changed().size(),
          scan.removed().size(),
          scan.emitters().size() - unopened.size());
    }
  }

  private Map<String, String> refused(FolderScan scan) {
    Map<String, String> reasons = new HashMap<>();
    scan.broken().forEach((id, faults) -> reasons.put(id, broken(id, faults)));
    unopened.forEach((id, problem) -> reasons.put(id, problem.message()));
    return Map.copyOf(reasons);
  }

  private static String broken(String id, List<Problem> faults) {
    int more = faults.size() - 1;
    return "emitter \""
        + id
        + "\" is not at work, as its definition is broken: "
        + (faults.isEmpty() ? "it cannot be read" : faults.get(0))
        + (more > 0 ? "; and " + more + " more fault" + (more == 1 ? "" : "s") : "");
  }

  private void log(Problem problem) {
    if (!logs) {
      return;
    }
    if (problem.isWarning()) {
      LOG.warn("definitions: {}", problem);
    } else {
      LOG.error("definition refused: {}", problem);
    }
  }

  private void refuse(String id, EmitterException e) {
    Problem problem =
        new Problem(
            Location.ofFile(folder.path().toString()),
            "$",
            "emitter \"" + id + "\": " + e.getMessage(),
            null);
    unopened.put(id, problem);
    log(problem);
    LOG.debug("it was refused because", e);
  }

  private static List<Problem> all(Map<String, List<Problem>> byFile) {
    return byFile.values().stream().flatMap(Collection::stream).toList();
  }

  List<Problem> problems() {
    return problems;
  }

  /** Returns that an emitter which a file defines is not at work, and why; null if it is. */
  @Nullable String refused(String id) {
    return refused.get(id);
  }

  @Override
  public void close() {
    FolderWatch started = watch;
    if (started != null) {
      started.close();
    }
  }
}
