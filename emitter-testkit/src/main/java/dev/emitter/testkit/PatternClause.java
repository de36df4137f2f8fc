package dev.emitter.testkit;

import java.util.List;

/** One thing that an {@link EventPattern} asks of an event. Immutable. */
interface PatternClause {

  /** Returns what it asks for, as the end of a sentence that begins with "an event". */
  String text();

  /** Returns what of it does not hold for an event, one a line; empty if all does. */
  List<String> faults(PublishedEvent event);
}
