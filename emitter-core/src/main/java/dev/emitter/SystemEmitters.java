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
  private final Map<String, Problem> unopened = new TreeMap<>();
  private volatile List<Problem> problems = List.of();
  private @Nullable FolderWatch watch;

  SystemEmitters(Path path, DefinitionReader reader, EmitterRegistry registry, Clock clock) {
    this.registry = registry;
    this.folder = new DefinitionFolder(path, reader, registry::notFromFiles, clock);
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
    scan.problems().values().stream().flatMap(Collection::stream).forEach(SystemEmitters::log);
    unopened.keySet().retainAll(scan.emitters().keySet());
    scan.changed().forEach(emitter -> unopened.remove(emitter.id()));
    registry.putFiles(scan.changed(), scan.removed()).forEach(this::refuse);
    List<Problem> standing = new ArrayList<>(all(scan.standing()));
    standing.addAll(unopened.values());
    problems = List.copyOf(standing);
    if (!scan.changed().isEmpty() || !scan.removed().isEmpty()) {
      LOG.info(
          "definitions = {}: {} added or changed, {} removed, {} at work",
          folder.path(),
          scan.changed().size(),
          scan.removed().size(),
          scan.emitters().size() - unopened.size());
    }
  }

  private static void log(Problem problem) {
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
    LOG.error("definition refused: {}", problem);
    LOG.debug("it was refused because", e);
  }

  private static List<Problem> all(Map<String, List<Problem>> byFile) {
    return byFile.values().stream().flatMap(Collection::stream).toList();
  }

  List<Problem> problems() {
    return problems;
  }

  @Override
  public void close() {
    FolderWatch started = watch;
    if (started != null) {
      started.close();
    }
  }
}
