package dev.emitter.config;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.problem.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a folder of definitions says, and what is new since the scan before. Immutable.
 *
 * @param emitters the emitters that should be at work, by id, in the order of their files
 * @param changed those that are new or differ from the scan before
 * @param removed the ids that are no more
 * @param problems by file, the faults and warnings found since the scan before; each is told once
 *     until its file changes
 * @param standing by file, all faults and warnings that stand now; also of what lies in the folder
 *     and is passed over
 * @param broken by id, the faults of those emitters that are not at work for them
 * @param mended whether faults or warnings of the scan before stand no more
 */
public record FolderScan(
    Map<String, ResolvedEmitter> emitters,
    List<ResolvedEmitter> changed,
    Set<String> removed,
    Map<String, List<Problem>> problems,
    Map<String, List<Problem>> standing,
    Map<String, List<Problem>> broken,
    boolean mended) {

  /** Returns whether there is something to act on or to tell. */
  public boolean hasNews() {
    return !changed.isEmpty() || !removed.isEmpty() || !problems.isEmpty() || mended;
  }

  /** Returns this scan with the news of an earlier one that nobody acted on. */
  FolderScan after(FolderScan earlier) {
    Set<String> ids = new HashSet<>();
    earlier.changed.forEach(emitter -> ids.add(emitter.id()));
    changed.forEach(emitter -> ids.add(emitter.id()));
    Set<String> gone = new TreeSet<>(earlier.removed);
    gone.addAll(removed);
    gone.removeIf(emitters::containsKey);
    Map<String, List<Problem>> told = new LinkedHashMap<>(earlier.problems);
    told.putAll(problems);
    List<ResolvedEmitter> now =
        emitters.values().stream().filter(emitter -> ids.contains(emitter.id())).toList();
    boolean anyMended = mended || earlier.mended;
    return new FolderScan(emitters, now, gone, told, standing, broken, anyMended);
  }
}
