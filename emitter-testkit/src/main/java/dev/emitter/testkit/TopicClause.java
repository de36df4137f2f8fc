package dev.emitter.testkit;

import dev.emitter.topic.Topic;
import java.util.List;

/** Asks for a topic, alone or with all below it as a subscription does. */
record TopicClause(Topic topic, boolean exact) implements PatternClause {

  @Override
  public String text() {
    return exact ? "exactly on " + topic : "on " + topic + " or below";
  }

  @Override
  public List<String> faults(PublishedEvent event) {
    Topic found = event.topic();
    boolean holds = exact ? found.equals(topic) : found.isWithin(topic);
    return holds ? List.of() : List.of(difference(found, topic));
  }

  /** Returns where a topic leaves the one that was asked for. */
  static String difference(Topic found, Topic wanted) {
    for (int i = 0; i < wanted.depth(); i++) {
      String segment = wanted.segments().get(i);
      if (i == found.depth()) {
        return "topic " + found + " ends before segment " + (i + 1) + ", \"" + segment + '"';
      }
      String instead = found.segments().get(i);
      if (!instead.equals(segment)) {
        return "topic "
            + found
            + ": segment "
            + (i + 1)
            + " is \""
            + instead
            + "\", not \""
            + segment
            + '"';
      }
    }
    return "topic " + found + " is below " + wanted;
  }
}
