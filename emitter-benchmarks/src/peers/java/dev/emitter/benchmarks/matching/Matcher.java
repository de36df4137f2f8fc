package dev.emitter.benchmarks.matching;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.engine.IndexedFilters;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterDialects;
import dev.emitter.filter.FilterInput;
import dev.emitter.problem.Problems;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import software.amazon.event.ruler.Machine;

/** A way to count the rules that an event fulfils, from its bytes on. */
public enum Matcher {
  /** The library: an index, then the filters that it finds. */
  INDEXED {
    @Override
    ToIntFunction<Event> over(List<Rule> rules) {
      IndexedFilters index = new IndexedFilters();
      rules.forEach(rule -> index.add(compiled(rule)));
      return event -> index.count(new FilterInput(TOPIC, event.encoded()));
    }
  },
  /** The library's filters, one after the other. */
  ONE_BY_ONE {
    @Override
    ToIntFunction<Event> over(List<Rule> rules) {
      List<EventFilter> filters = rules.stream().map(Matcher::compiled).toList();
      return event -> {
        FilterInput input = new FilterInput(TOPIC, event.encoded());
        int matches = 0;
        for (EventFilter filter : filters) {
          matches += filter.test(input).matches() ? 1 : 0;
        }
        return matches;
      };
    }
  },
  /** The event-ruler of Amazon. */
  EVENT_RULER {
    @Override
    ToIntFunction<Event> over(List<Rule> rules) {
      Machine machine = Machine.builder().build();
      try {
        for (int i = 0; i < rules.size(); i++) {
          machine.addRule("rule" + i, rules.get(i).eventRuler());
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return event -> {
        try {
          return machine.rulesForJSONEvent(event.json()).size();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      };
    }
  };

  private static final Topic TOPIC = Topic.of("github");
  private static final FilterDialects DIALECTS = FilterDialects.standard();

  /** An event as each of them takes it. */
  record Event(EncodedEvent encoded, String json) {}

  /** Returns what counts the rules that an event fulfils. */
  abstract ToIntFunction<Event> over(List<Rule> rules);

  private static EventFilter compiled(Rule rule) {
    EventFilter filter =
        DIALECTS.compile(TextNode.valueOf(rule.feel()), "$.filter", new Problems());
    return Objects.requireNonNull(filter);
  }

  static List<Event> events(List<String> data) {
    EventCompleter completer =
        new EventCompleter(
            URI.create("urn:github"),
            Clock.systemUTC(),
            () -> "4711",
            EventCompleter.DEFAULT_MAX_BYTES);
    List<Event> events = new ArrayList<>();
    for (String one : data) {
      CloudEventBuilder event =
          CloudEventBuilder.v1()
              .withId("4f1c")
              .withSource(URI.create("https://github.com"))
              .withType("com.github.event")
              .withData("application/json", one.getBytes(StandardCharsets.UTF_8));
      events.add(new Event(completer.complete(event.build()), one));
    }
    return events;
  }
}
