package dev.emitter.config;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.FileFault;
import dev.emitter.problem.Location;
import dev.emitter.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A folder of system emitters, one definition a {@code .json} file. Hidden files are passed over;
 * folders in it and files that only look like definitions are, too, with a warning. A broken file
 * leaves the others, and its own last good version, at work; a file that vanished is given the time
 * to be saved anew before its emitter is removed. Thread-safe: scans follow one another.
 */
public final class DefinitionFolder {

  private final Path folder;
  private final FolderFiles files;
  private final Supplier<Map<String, List<String>>> others;
  private final boolean delivering;
  private @Nullable FolderScan last;
  private Map<String, List<String>> lastOthers = Map.of();
  private Map<String, Problem> passedOverTold = Map.of();
  private boolean missingTold;

  /**
   * Creates a folder; nothing is read yet.
   *
   * @param others returns the ids of the emitters that do not come from this folder, each with the
   *     ids that its own {@code delivery.after} names: a file may name them there, too, and none
   *     may take their ids
   * @param clock tells how old a file is, against the file system's time
   */
  public DefinitionFolder(
      Path folder,
      DefinitionReader reader,
      Supplier<Map<String, List<String>>> others,
      Clock clock) {
    this(folder, reader, others, clock, true);
  }

  /**
   * Creates a folder; nothing is read yet.
   *
   * @param delivering whether the emitters deliver by themselves; if not, one may name another one
   *     in {@code delivery.after} whose file is broken, as nothing is out of order for that
   */
  public DefinitionFolder(
      Path folder,
      DefinitionReader reader,
      Supplier<Map<String, List<String>>> others,
      Clock clock,
      boolean delivering) {
    this.delivering = delivering;
    this.folder = folder;
    this.files = new FolderFiles(folder, reader, clock);
    this.others = others;
  }

  /** Returns the folder. */
  public Path path() {
    return folder;
  }

  /**
   * Looks at every file; only those that changed, or whose inputs did, are read again. A broken
   * file that was written a moment ago may be half written and is told of at a later scan, except
   * at the first.
   *
   * @throws ConfigurationException if the folder cannot be read at the first scan; later that is a
   *     problem, told once, and everything stays at work
   */
  public synchronized FolderScan scan() {
    try {
      Map<String, Problem> passedOver = files.passedOver();
      Map<String, Stamp> listing = files.list(last != null);
      missingTold = false;
      boolean missed = files.miss(files.absentFrom(listing));
      boolean changed = files.look(listing, last != null) || missed;
      return settle(changed || !files.passedOver().equals(passedOver));
    } catch (IOException e) {
      return missing(e);
    }
  }

  /** Looks only at the files named and at those that must be looked at again. */
  synchronized FolderScan scan(Set<String> names) {
    if (last == null) {
      return scan();
    }
    Set<String> due = new TreeSet<>(names);
    due.addAll(files.lookedAtAgain());
    Map<String, Stamp> listing = new TreeMap<>();
    Set<String> absent = new TreeSet<>();
    for (String name : due) {
      Stamp stamp = files.stamp(name);
      if (stamp != null) {
        listing.put(name, stamp);
      } else if (files.has(name)) {
        absent.add(name);
      }
    }
    // Without its folder a file is not removed: the folder was moved away, or is not mounted.
    if (!absent.isEmpty() && !Files.isDirectory(folder)) {
      return missing(new NoSuchFileException(folder.toString()));
    }
    boolean missed = files.miss(absent);
    return settle(files.look(listing, true) || missed);
  }

  /** Returns whether a file vanished that may be back in a moment. */
  synchronized boolean awaitsReturn() {
    return files.awaitReturn();
  }

  private FolderScan settle(boolean changed) {
    Map<String, List<String>> elsewhere = Map.copyOf(others.get());
    FolderScan before = last;
    if (before != null && !changed && elsewhere.equals(lastOthers)) {
      return quiet(before, Map.of());
    }
    lastOthers = elsewhere;
    Map<String, ResolvedEmitter> emitters =
        Collections.unmodifiableMap(new Roster(files.all(), elsewhere, delivering).settle());
    FolderScan scan = compared(before, emitters);
    last = scan;
    return scan;
  }

  private FolderScan compared(@Nullable FolderScan last, Map<String, ResolvedEmitter> emitters) {
    Map<String, ResolvedEmitter> before = last == null ? Map.of() : last.emitters();
    List<ResolvedEmitter> changed = new ArrayList<>();
    emitters.forEach(
        (id, emitter) -> {
          if (!emitter.equals(before.get(id))) {
            changed.add(emitter);
          }
        });
    Set<String> removed =
        before.keySet().stream()
            .filter(id -> !emitters.containsKey(id) && !lastOthers.containsKey(id))
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, List<Problem>> problems = new LinkedHashMap<>();
    Map<String, List<Problem>> standing = new LinkedHashMap<>();
    for (DefinitionFile file : files.all()) {
      put(standing, file.name(), file.report().standing());
      put(problems, file.name(), file.report().news());
    }
    tellPassedOver(problems, standing);
    boolean mended = last != null && !standing.entrySet().containsAll(last.standing().entrySet());
    return new FolderScan(
        emitters, List.copyOf(changed), removed, problems, standing, broken(emitters), mended);
  }

  private Map<String, List<Problem>> broken(Map<String, ResolvedEmitter> emitters) {
    Map<String, List<Problem>> broken = new TreeMap<>();
    for (DefinitionFile file : files.all()) {
      if (file.running() == null && !file.isAbsent() && !emitters.containsKey(file.saidId())) {
        broken.putIfAbsent(file.saidId(), file.report().faults());
      }
    }
    return Collections.unmodifiableMap(broken);
  }

  private void tellPassedOver(
      Map<String, List<Problem>> problems, Map<String, List<Problem>> standing) {
    files
        .passedOver()
        .forEach(
            (name, warning) -> {
              standing.putIfAbsent(name, List.of(warning));
              if (!warning.equals(passedOverTold.get(name))) {
                problems.putIfAbsent(name, List.of(warning));
              }
            });
    passedOverTold = files.passedOver();
  }

  private static void put(Map<String, List<Problem>> map, String name, List<Problem> problems) {
    if (!problems.isEmpty()) {
      map.put(name, problems);
    }
  }

  private FolderScan missing(IOException e) {
    String message = FileFault.listing(folder, e);
    FolderScan before = last;
    if (before == null) {
      throw new ConfigurationException(
          "definitions = " + folder + ": " + message + "; name a folder of definitions");
    }
    Problem problem =
        new Problem(
            Location.ofFile(folder.toString()),
            JsonPaths.ROOT,
            message + "; what it defined stays at work",
            "bring the folder back");
    boolean told = missingTold;
    missingTold = true;
    files.forgetAbsence();
    return quiet(before, told ? Map.of() : Map.of(folder.toString(), List.of(problem)));
  }

  private static FolderScan quiet(FolderScan before, Map<String, List<Problem>> problems) {
    return new FolderScan(
        before.emitters(),
        List.of(),
        Set.of(),
        problems,
        before.standing(),
        before.broken(),
        false);
  }
}
