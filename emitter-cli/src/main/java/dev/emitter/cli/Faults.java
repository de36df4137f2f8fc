package dev.emitter.cli;

import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.util.List;

/** Prints every fault that keeps a command from its work, and counts them. Not thread-safe. */
final class Faults {

  private final Messages messages;
  private int count;

  Faults(Messages messages) {
    this.messages = messages;
  }

  void add(String fault) {
    count++;
    messages.say(fault);
  }

  void add(List<Problem> problems) {
    problems.forEach(problem -> add(Texts.oneLine(problem.toString())));
  }

  void add(ConfigurationException refused) {
    if (refused.problems().isEmpty()) {
      add(String.valueOf(refused.getMessage()));
    } else {
      add(refused.problems());
    }
  }

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }
}
