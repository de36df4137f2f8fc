package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/** Tells which definitions a command does without, as they cannot be used. */
final class LeftOut {

  private static final int MOST_TOLD = 10;

  private LeftOut() {}

  /**
   * Tells what is wrong with definitions; it is a fault only if there is no emitter left to work
   * on.
   */
  static void tell(Emitters emitters, Path folder, Faults faults) {
    List<Problem> found =
        emitters.problems().stream().filter(problem -> !problem.isWarning()).toList();
    found.stream().limit(MOST_TOLD).forEach(problem -> faults.note("left out: " + problem));
    if (found.size() > MOST_TOLD) {
      faults.note(
          "left out: "
              + Texts.count(found.size() - MOST_TOLD, "more fault")
              + "; emitter check "
              + folder
              + " tells all");
    }
    if (!found.isEmpty() && emitters.definitions().isEmpty()) {
      faults.add("emitters = " + folder + ": no definition can be used; mend one of them");
    }
  }
}
