package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.problem.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which definitions a command does without, as they cannot be used. */
final class LeftOut {

  private static final int MOST_TOLD = 10;

  private LeftOut() {}

  /**
   * Tells what is wrong with definitions; it is a fault only if there is no emitter left to work
   * on.
   */
  static void tell(Emitters emitters, Path folder, Faults faults) {
    String empty = "emitters = " + folder + ": no definition can be used; mend one of them";
    tell(
        emitters.problems(),
        "emitter check " + folder,
        emitters.definitions().isEmpty() ? empty : null,
        faults);
  }

  /**
   * Tells what is wrong with definitions.
   *
   * @param problems the faults, and warnings, which are passed over
   * @param judge the command that tells all of it
   * @param empty the fault if there is nothing left to work on; null if there is
   */
  static void tell(
      Collection<Problem> problems, String judge, @Nullable String empty, Faults faults) {
    List<Problem> found = problems.stream().filter(problem -> !problem.isWarning()).toList();
    found.stream().limit(MOST_TOLD).forEach(problem -> faults.note("left out: " + problem));
    if (found.size() > MOST_TOLD) {
      faults.note(
          "left out: "
              + Texts.count(found.size() - MOST_TOLD, "more fault")
              + "; "
              + judge
              + " tells all");
    }
    if (!found.isEmpty()) {
      faults.addIfAny(empty);
    }
  }
}
