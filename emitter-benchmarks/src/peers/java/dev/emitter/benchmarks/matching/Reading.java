package dev.emitter.benchmarks.matching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.event.Json;
import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterDialects;
import dev.emitter.filter.FilterInput;
import dev.emitter.problem.Problems;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Predicate;

/** A way to decide about an event by two fields of its data, from its bytes on. */
public enum Reading {
  /** The library's filter, which reads what it needs. */
  LAZILY {
    @Override
    Predicate<Matcher.Event> filter() {
      EventFilter compiled =
          FilterDialects.standard()
              .compile(
                  TextNode.valueOf("repository.full_name = \"a/b\" or action = \"opened\""),
                  "$.filter",
                  new Problems());
      EventFilter filter = Objects.requireNonNull(compiled);
      return event -> filter.test(new FilterInput(TOPIC, event.encoded())).matches();
    }
  },
  /** A tree of all that there is, and Java. */
  AS_A_TREE {
    @Override
    Predicate<Matcher.Event> filter() {
      return event -> {
        try {
          JsonNode data = Json.MAPPER.readTree(event.json().getBytes(StandardCharsets.UTF_8));
          return "a/b".equals(data.path("repository").path("full_name").textValue())
              || "opened".equals(data.path("action").textValue());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      };
    }
  };

  private static final Topic TOPIC = Topic.of("github");

  abstract Predicate<Matcher.Event> filter();
}
