package dev.emitter.cli;

import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints every fault that keeps a command from its work, and every warning, and counts them. Not
 * thread-safe.
 */
final class Faults {

  private final Messages messages;
  private int count;
  private int warnings;

  Faults(Messages messages) {
    this.messages = messages;
  }

  /** Returns none so far; those to come are printed there. */
  static Faults printedTo(PrintStream err) {
    return new Faults(new Messages(err, false));
  }

  void add(String fault) {
    count++;
    messages.say(fault);
  }

  /** Adds the fault if there is one. */
  void addIfAny(@Nullable String fault) {
    if (fault != null) {
      add(fault);
    }
  }

  /** Adds faults and warnings. */
  void add(List<Problem> problems) {
    problems.forEach(this::add);
  }

  private void add(Problem problem) {
    String line = problem.toString();
    if (problem.isWarning()) {
      warn(line);
    } else {
      add(line);
    }
  }

  /** Prints a warning, which keeps nothing from its work. */
  void warn(String warning) {
    warnings++;
    messages.say(Texts.oneLine(warning));
  }

  /** Prints what keeps nothing from its work, and is not counted. */
  void note(String note) {
    messages.say(note);
  }

  /** Counts faults that were printed already. */
  void count(long printed) {
    count += Math.toIntExact(printed);
  }

  void add(ConfigurationException refused) {
    if (refused.problems().isEmpty()) {
      add(String.valueOf(refused.getMessage()));
    } else {
      add(refused.problems());
    }
  }

  /** Adds what an exception says of itself. */
  void addMessageOf(Exception refused) {
    add(String.valueOf(refused.getMessage()));
  }

  int count() {
    return count;
  }

  /** Returns how many warnings there were, which keep nothing from its work. */
  int warnings() {
    return warnings;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Returns the exit status of a command that had no other way to fail. */
  int exitStatus() {
    return isEmpty() ? ExitStatus.DONE : ExitStatus.FAULT;
  }
}
