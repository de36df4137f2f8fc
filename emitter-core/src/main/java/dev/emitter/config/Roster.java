package dev.emitter.config;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which version of each file is at work: what the file says now, or, where that is broken
 * or at odds with another file or the application, its last good version. A file that vanished a
 * moment ago keeps its version unless another file takes over the id, as one does that was renamed.
 * Not thread-safe.
 */
final class Roster {

  private final Collection<DefinitionFile> files;
  private final Map<String, List<String>> others;
  private final Set<String> otherIds;
  private final boolean delivering;
  private final Set<DefinitionFile> refused = new HashSet<>();
  private final Map<DefinitionFile, List<Problem>> conflicts = new HashMap<>();
  private final Map<String, DefinitionFile> holders = new LinkedHashMap<>();
  private final Map<DefinitionFile, ResolvedEmitter> chosen = new LinkedHashMap<>();

  /**
   * Creates a roster.
   *
   * @param files in the order of their names
   * @param others the emitters that come from elsewhere, each with those that it waits for
   * @param delivering whether order matters, so that none may wait for one whose file is broken
   */
  Roster(Collection<DefinitionFile> files, Map<String, List<String>> others, boolean delivering) {
    this.delivering = delivering;
    this.files = files;
    this.others = others;
    this.otherIds = others.keySet();
  }

  /** Sets for each file the version at work and its conflicts; returns the emitters by id. */
  Map<String, ResolvedEmitter> settle() {
    do {
      choose();
    } while (refuseForOrder());
    files.stream().filter(file -> !file.isAbsent()).forEach(this::judgeBroken);
    Map<String, ResolvedEmitter> emitters = new LinkedHashMap<>();
    for (DefinitionFile file : files) {
      ResolvedEmitter version = chosen.get(file);
      file.run(version);
      file.conflict(conflicts.getOrDefault(file, List.of()));
      if (version != null) {
        emitters.put(version.id(), version);
      }
    }
    return emitters;
  }

  private void choose() {
    holders.clear();
    chosen.clear();
    for (DefinitionFile file : files) {
      if (!file.isAbsent() && !takesWhatItSays(file)) {
        takeLast(file);
      }
    }
    files.stream().filter(DefinitionFile::isAbsent).forEach(this::takeLast);
  }

  private boolean takesWhatItSays(DefinitionFile file) {
    ResolvedEmitter candidate = file.candidate();
    if (candidate == null || refused.contains(file)) {
      return false;
    }
    Problem taken = taken(candidate.id());
    if (taken != null) {
      refuse(file, taken);
      return false;
    }
    take(file, candidate);
    return true;
  }

  private @Nullable Problem taken(String id) {
    if (otherIds.contains(id)) {
      String message = "the id " + Found.text(id) + " belongs to an emitter that the application";
      return Problem.at("$.id", message + " registered", "give the file another id");
    }
    DefinitionFile holder = holders.get(id);
    return holder == null ? null : duplicate(id, holder);
  }

  private void takeLast(DefinitionFile file) {
    ResolvedEmitter last = file.running();
    if (last != null && taken(last.id()) == null) {
      take(file, last);
    }
  }

  private void take(DefinitionFile file, ResolvedEmitter version) {
    holders.put(version.id(), file);
    chosen.put(file, version);
  }

  private static Problem duplicate(String id, DefinitionFile holder) {
    String message = "the id " + Found.text(id) + " belongs to " + holder.name() + " already";
    return Problem.at("$.id", message, "give one of them another id");
  }

  private void refuse(DefinitionFile file, Problem problem) {
    if (refused.add(file)) {
      conflicts.computeIfAbsent(file, f -> new ArrayList<>()).add(problem);
    }
  }

  /** Returns whether a file was refused for what it says in {@code delivery.after}. */
  private boolean refuseForOrder() {
    int before = refused.size();
    Map<String, List<String>> after = new LinkedHashMap<>();
    others.forEach((id, named) -> note(id, named, after));
    chosen.forEach((file, one) -> note(one.id(), one.definition().delivery().after(), after));
    DependencyCycles cycles = new DependencyCycles(after);
    for (String id : after.keySet()) {
      DefinitionFile file = holders.get(id);
      if (file != null && !refused.contains(file) && saysWhatItRuns(file)) {
        check(file, id, after.getOrDefault(id, List.of()), cycles);
      }
    }
    return refused.size() > before;
  }

  private boolean saysWhatItRuns(DefinitionFile file) {
    return Objects.equals(chosen.get(file), file.candidate());
  }

  private static void note(String id, List<String> named, Map<String, List<String>> after) {
    if (!named.isEmpty()) {
      after.put(id, named);
    }
  }

  private void check(DefinitionFile file, String id, List<String> named, DependencyCycles cycles) {
    for (int i = 0; i < named.size(); i++) {
      String other = named.get(i);
      if (isUnknown(other)) {
        refuse(file, unknown(JsonPaths.item("$.delivery.after", i), other));
      }
    }
    String cycle = cycles.through(id);
    if (cycle != null) {
      String message = "these emitters wait for each other: " + cycle;
      refuse(file, Problem.at("$.delivery.after", message, "leave one of them out"));
    }
  }

  private boolean isUnknown(String id) {
    return !holders.containsKey(id)
        && !otherIds.contains(id)
        && (delivering || files.stream().noneMatch(file -> file.saidId().equals(id)));
  }

  private Problem unknown(String path, String id) {
    String message = "found " + Found.text(id) + "; no emitter has this id";
    return Problem.at(path, message, missingHint(id));
  }

  /** A file with faults of its own is told those that lie between it and others, too. */
  private void judgeBroken(DefinitionFile file) {
    SaidOfOthers said = file.brokenSays();
    if (said == null) {
      return;
    }
    Problem taken = Objects.equals(holders.get(said.id()), file) ? null : taken(said.id());
    List<Problem> found = conflicts.computeIfAbsent(file, f -> new ArrayList<>());
    if (taken != null) {
      found.add(taken);
    }
    said.after()
        .forEach(
            (path, id) -> {
              if (isUnknown(id) && !id.equals(said.id())) {
                found.add(unknown(path, id));
              }
            });
  }

  private @Nullable String missingHint(String id) {
    for (DefinitionFile file : files) {
      ResolvedEmitter says = file.candidate();
      if (id.equals(says == null ? file.defaultId() : says.id())) {
        return "its file " + file.name() + " is refused; mend that one first";
      }
    }
    Set<String> known = new TreeSet<>(holders.keySet());
    known.addAll(otherIds);
    return Suggestion.nearest(id, known);
  }
}
