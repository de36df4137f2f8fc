package dev.emitter.benchmarks.feel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/** Plain Java on the tree. */
final class HandWrittenPeer implements Peer {

  private final JsonNode[] events = SampleEvents.trees().toArray(new JsonNode[0]);

  @Override
  public Test compile(Filter filter) {
    Predicate<JsonNode> test = filter.handWritten();
    return event -> test.test(events[event]);
  }
}
