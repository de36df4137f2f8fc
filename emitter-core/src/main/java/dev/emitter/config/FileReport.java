package dev.emitter.config;

import dev.emitter.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file, and what was told of it already. Not thread-safe. */
final class FileReport {

  private List<Problem> faults = List.of();
  private List<Problem> conflicts = List.of();
  private List<Problem> told = List.of();

  /** Sets the faults of the file by itself. */
  void faults(List<Problem> found) {
    faults = found;
  }

  /** Sets the faults that lie between the file and others. */
  void conflicts(List<Problem> found) {
    conflicts = found;
  }

  /** Returns whether the conflicts are these, wherever they stand. */
  boolean hasConflicts(List<Problem> found) {
    return conflicts.size() == found.size()
        && conflicts.stream().map(problem -> problem.in(null)).toList().equals(found);
  }

  boolean told(List<Problem> problems) {
    return problems.equals(faults) && standing().equals(told);
  }

  /** Forgets what was told, because the file was changed. */
  void tellAgain() {
    told = List.of();
  }

  /** Returns every fault that stands. */
  List<Problem> standing() {
    if (conflicts.isEmpty()) {
      return faults;
    }
    List<Problem> all = new ArrayList<>(faults);
    all.addAll(conflicts);
    return List.copyOf(all);
  }

  /** Returns the faults if they were not told yet, else none. */
  List<Problem> news() {
    List<Problem> all = standing();
    boolean news = !all.equals(told);
    told = all;
    return news ? all : List.of();
  }
}
