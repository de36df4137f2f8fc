package dev.emitter.benchmarks.matching;

import java.util.ArrayList;
import java.util.List;

/**
 * A repository and some actions: what a filter asks for.
 *
 * @param repository the full name
 * @param actions any of which will do
 */
record Rule(String repository, List<String> actions) {

  private static final int WANTED = 10;
  private static final List<String> ACTIONS =
      List.of("opened", "created", "edited", "completed", "closed", "deleted", "published");

  /**
   * Returns as many rules as asked for, the first few of which are about repositories of the
   * events, always the same, so that the number of matches does not grow with that of the rules.
   */
  static List<Rule> of(int count, List<String> repositories) {
    List<Rule> rules = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String repository =
          i < WANTED ? repositories.get(i % repositories.size()) : "org" + i % 977 + "/repo" + i;
      int first = i % (ACTIONS.size() - 2);
      rules.add(new Rule(repository, ACTIONS.subList(first, first + 3)));
    }
    return rules;
  }

  String feel() {
    return "repository.full_name = \"%s\" and action in (\"%s\")"
        .formatted(repository, String.join("\", \"", actions));
  }

  String eventRuler() {
    return "{\"repository\": {\"full_name\": [\"%s\"]}, \"action\": [\"%s\"]}"
        .formatted(repository, String.join("\", \"", actions));
  }
}
