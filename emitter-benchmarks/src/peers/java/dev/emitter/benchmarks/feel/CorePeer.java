package dev.emitter.benchmarks.feel;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterDialects;
import dev.emitter.filter.FilterInput;
import dev.emitter.problem.Problems;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;

/** The library's filters on events, as emitters use them. */
final class CorePeer implements Peer {

  private final FilterInput[] events =
      SampleEvents.encoded().stream().map(CorePeer::input).toArray(FilterInput[]::new);
  private final FilterDialects dialects = FilterDialects.standard();

  private static FilterInput input(byte[] data) {
    EventCompleter completer =
        new EventCompleter(
            URI.create("urn:shop"),
            Clock.systemUTC(),
            () -> "4711",
            EventCompleter.DEFAULT_MAX_BYTES);
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId("4f1c")
            .withSource(URI.create("https://shop.example"))
            .withType("order.placed")
            .withData("application/json", data);
    return new FilterInput(Topic.of("orders"), completer.complete(event.build()));
  }

  @Override
  public Test compile(Filter filter) {
    EventFilter compiled =
        dialects.compile(TextNode.valueOf(filter.source()), "$.filter", new Problems());
    EventFilter test = Objects.requireNonNull(compiled);
    return event -> test.test(events[event]).matches();
  }
}
