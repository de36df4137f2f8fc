package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
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
  static @Nullable Emitters of(EmittersBuilder builder, Faults faults) {
    Emitters started = ofThoseThatCanBeUsed(builder, faults);
    return started == null ? null : usable(started, faults);
  }

  /** Returns the emitters, whatever is wrong with some of them, or null and why there are none. */
  static @Nullable Emitters ofThoseThatCanBeUsed(EmittersBuilder builder, Faults faults) {
    try {
      return builder.start();
    } catch (ConfigurationException e) {
      faults.add(e);
    } catch (EventLogException e) {
      faults.addMessageOf(e);
    }
    return null;
  }

  /** Returns the emitters if every channel could be opened. */
  private static @Nullable Emitters usable(Emitters emitters, Faults faults) {
    // The library has logged the warnings, and goes on to do so for what changes later.
    List<Problem> problems =
        emitters.problems().stream().filter(problem -> !problem.isWarning()).toList();
    if (problems.isEmpty()) {
      return emitters;
    }
    faults.add(problems);
    emitters.close(Duration.ZERO);
    return null;
  }
}
