package dev.emitter.config;

import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Location;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the faults and warnings of one document and gives each its place. Not thread-safe. */
final class Faults {

  /** The order in which a reader of the document meets them; those without a place come first. */
  static final Comparator<Problem> READING_ORDER =
      Comparator.comparing(
          Faults::place,
          Comparator.comparingInt(Location::line).thenComparingInt(Location::column));

  private final @Nullable JsonDocument document;
  private final Problems problems = new Problems();
  private @Nullable Throwable thrown;

  /** Creates a collection; without a document the faults have no place in a file. */
  Faults(@Nullable JsonDocument document) {
    this.document = document;
  }

  void add(String path, String message) {
    problems.add(path, message);
  }

  void add(String path, String message, @Nullable String hint) {
    problems.add(path, message, hint);
  }

  /** Adds that a check has failed itself: it may work at another time. */
  void failed(String path, String message, Throwable e) {
    problems.add(path, message + e);
    thrown = e;
  }

  /** Adds a warning: what is allowed, but was most likely meant otherwise. */
  void warn(String path, String message, @Nullable String hint) {
    problems.warn(path, message, hint);
  }

  /** Adds the fault of a name that is not among those allowed, at the name. */
  void unknown(String path, Collection<String> allowed, @Nullable String hint) {
    String message =
        allowed.isEmpty()
            ? "unknown member; none is allowed here"
            : "unknown member; allowed are " + String.join(", ", allowed);
    Problem problem = Problem.at(path, message, hint);
    problems.add(document == null ? problem : problem.in(document.locateName(path)));
  }

  /** Returns the collection for code that reports faults without places. */
  Problems problems() {
    return problems;
  }

  int count() {
    return problems.list().size();
  }

  /** Returns every fault with its place, in the order a reader meets them. */
  List<Problem> located() {
    return located(problems.list());
  }

  /** Returns every warning with its place, in the order a reader meets them. */
  List<Problem> warnings() {
    return located(problems.warnings());
  }

  private List<Problem> located(List<Problem> found) {
    JsonDocument places = document;
    if (places == null || found.isEmpty()) {
      return found;
    }
    return found.stream()
        .map(
            problem ->
                problem.location() != null ? problem : problem.in(places.locate(problem.path())))
        .sorted(READING_ORDER)
        .toList();
  }

  private static Location place(Problem problem) {
    Location place = problem.location();
    return place == null ? Location.ofFile("") : place;
  }

  /** Throws when there is a fault; the cause is what a check has thrown, if one has. */
  void throwIfAny(String subject) {
    if (!problems.isEmpty()) {
      List<Problem> all = located();
      String count = all.size() == 1 ? "1 fault:" : all.size() + " faults:";
      ConfigurationException refused = new ConfigurationException(subject + " has " + count, all);
      if (thrown != null) {
        refused.initCause(thrown);
      }
      throw refused;
    }
  }
}
