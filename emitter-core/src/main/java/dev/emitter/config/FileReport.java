package dev.emitter.config;

import dev.emitter.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is wrong with a file and what its author is warned of, and what was told of it already. Not
 * thread-safe.
 */
final class FileReport {

  private List<Problem> faults = List.of();
  private List<Problem> warnings = List.of();
  private List<Problem> conflicts = List.of();
  private List<Problem> told = List.of();

  /** Sets the faults of the file by itself, which has no warnings then. */
  void faults(List<Problem> found) {
    faults = found;
    warnings = List.of();
  }

  /** Sets the warnings of a file without faults of its own. */
  void warnings(List<Problem> found) {
    faults = List.of();
    warnings = found;
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

  /** Returns every fault that stands, in the order a reader meets them. */
  List<Problem> faults() {
    return standing().stream().filter(problem -> !problem.isWarning()).toList();
  }

  /** Returns every fault and warning that stands, in the order a reader meets them. */
  List<Problem> standing() {
    return Stream.of(faults, conflicts, warnings)
        .flatMap(List::stream)
        .sorted(Faults.READING_ORDER)
        .toList();
  }

  /** Returns the faults and warnings if they were not told yet, else none. */
  List<Problem> news() {
    List<Problem> all = standing();
    boolean news = !all.equals(told);
    told = all;
    return news ? all : List.of();
  }
}
