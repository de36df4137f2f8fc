package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.log.EventLogException;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts emitters, or says everything that is wrong with them. */
final class Start {

  private Start() {}

  /** Returns the emitters, or null and every fault if one of them cannot be used. */
  static @Nullable Emitters of(Emitters.Builder builder, Faults faults) {
    try {
      return usable(builder.start(), faults);
    } catch (ConfigurationException e) {
      faults.add(e);
    } catch (EventLogException e) {
      faults.addMessageOf(e);
    }
    return null;
  }

  /** Returns the emitters if every channel could be opened. */
  private static @Nullable Emitters usable(Emitters emitters, Faults faults) {
    List<Problem> problems = emitters.problems();
    faults.add(problems);
    if (problems.stream().allMatch(Problem::isWarning)) {
      return emitters;
    }
    emitters.close(Duration.ZERO);
    return null;
  }
}
