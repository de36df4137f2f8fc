package dev.emitter;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.config.DefinitionFolder;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.FolderScan;
import dev.emitter.config.FolderWatch;
import dev.emitter.execution.Backoff;
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
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The emitters that the files of a folder define, at work. Thread-safe. */
final class SystemEmitters implements AutoCloseable {

  private static final Logger LOG = Loggers.of(SystemEmitters.class);

  private final DefinitionFolder folder;
  private final EmitterRegistry registry;
  private final boolean logs;
  private final Map<String, Unopened> unopened = new TreeMap<>();
  private volatile List<Problem> problems = List.of();
  private volatile Map<String, String> refused = Map.of();
  private @Nullable FolderScan last;
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
      watch = FolderWatch.start(folder, this::apply, this::tryAgain);
    }
  }

  private synchronized void apply(FolderScan scan) {
    scan.problems().values().stream().flatMap(Collection::stream).forEach(this::log);
    unopened.keySet().retainAll(scan.emitters().keySet());
    scan.changed().forEach(emitter -> unopened.remove(emitter.id()));
    put(scan.changed(), scan.removed());
    last = scan;
    note(scan);
    if (!scan.changed().isEmpty() || !scan.removed().isEmpty()) {
      LOG.info(
          "definitions = {}: {} added or changed, {} removed, {} at work",
          folder.path(),
          scan.changed().size(),
          scan.removed().size(),
          scan.emitters().size() - unopened.size());
    }
  }

  /** Returns the ids of those that are refused. */
  private Set<String> put(List<ResolvedEmitter> emitters, Set<String> removed) {
    Map<String, EmitterException> faults = registry.putFiles(emitters, removed);
    for (ResolvedEmitter emitter : emitters) {
      EmitterException fault = faults.get(emitter.id());
      if (fault != null) {
        refuse(emitter, fault);
      }
    }
    return faults.keySet();
  }

  private void note(FolderScan scan) {
    List<Problem> standing = new ArrayList<>(all(scan.standing()));
    unopened.values().forEach(one -> standing.add(one.problem()));
    problems = List.copyOf(standing);
    refused = refused(scan);
  }

  /**
   * Tries again, after a pause that grows, what could not be put to work although its definition is
   * good: a disk may have been full, or what a channel needs was not there yet.
   */
  private synchronized void tryAgain() {
    List<Unopened> again = unopened.values().stream().filter(one -> one.retries().isDue()).toList();
    FolderScan scan = last;
    if (again.isEmpty() || scan == null) {
      return;
    }
    again.forEach(one -> one.retries().failed()); // or it is at work, and that is of no more use
    List<ResolvedEmitter> due = again.stream().map(Unopened::emitter).toList();
    Set<String> refusedAgain = put(due, Set.of());
    for (ResolvedEmitter emitter : due) {
      if (!refusedAgain.contains(emitter.id())) {
        unopened.remove(emitter.id());
        LOG.info("definitions = {}: emitter {} is at work now", folder.path(), emitter.id());
      }
    }
    note(scan);
  }

  /**
   * An emitter that could not be put to work.
   *
   * @param retries after how many looks at the folder it is tried again
   */
  private record Unopened(ResolvedEmitter emitter, Problem problem, Backoff retries) {

    static Unopened first(ResolvedEmitter emitter, Problem problem) {
      Backoff retries = Backoff.ofScans();
      retries.failed();
      return new Unopened(emitter, problem, retries);
    }

    Unopened with(Problem other) {
      return new Unopened(emitter, other, retries);
    }
  }

  private Map<String, String> refused(FolderScan scan) {
    Map<String, String> reasons = new HashMap<>();
    scan.broken().forEach((id, faults) -> reasons.put(id, broken(id, faults)));
    unopened.forEach((id, one) -> reasons.put(id, one.problem().message()));
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

  /** Tells it once, while the reason is the same. */
  private void refuse(ResolvedEmitter emitter, EmitterException e) {
    String id = emitter.id();
    Problem problem =
        new Problem(
            Location.ofFile(folder.path().toString()),
            "$",
            "emitter \"" + id + "\": " + e.getMessage(),
            null);
    Unopened before = unopened.get(id);
    unopened.put(id, before == null ? Unopened.first(emitter, problem) : before.with(problem));
    if (before == null || !before.problem().equals(problem)) {
      log(problem);
      LOG.debug("it was refused because", e);
    }
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
