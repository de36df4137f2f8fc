package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * With many emitters on a topic most are never asked about an event; each must still get, and
 * count, what its filter says when it is asked alone.
 */
@Tag("D4")
@Tag("T1")
final class ManyFiltersTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Topic> TOPICS =
      List.of(Topic.of("a"), Topic.of("a", "b"), Topic.of("a", "b", "c"), Topic.of("d"));
  private static final List<String> FEEL =
      List.of(
          "name = \"%s\"",
          "name = \"%s\" and action in (\"%s\", \"%s\")",
          "event.data.name = \"%s\" and size > 2",
          "action in (\"%s\", \"%s\") and event.type = \"%s\"",
          "event.level = %d",
          "size = %d and name != \"%s\"",
          "size in (%d, %d)",
          "place.city = \"%s\"",
          "place.open = true and name = \"%s\"",
          "name = \"%s\" or size = %d",
          "not(name = \"%s\")",
          "if name = \"%s\" then true else size = %d",
          "some t in tags satisfies t = \"%s\"",
          "event.subject = \"%s\"",
          "tags = \"%s\"");
  private static final List<String> OTHERS =
      List.of(
          "{\"sql\": \"type = '%s'\"}",
          "{\"sql\": \"level = %d AND subject IN ('%s', '%s')\"}",
          "{\"sql\": \"EXISTS subject AND source = '/%s'\"}",
          "{\"exact\": {\"type\": \"%s\", \"subject\": \"%s\"}}",
          "{\"exact\": {\"level\": \"%d\"}}",
          "{\"any\": [{\"exact\": {\"type\": \"%s\"}}, {\"exact\": {\"type\": \"%s\"}}]}",
          "{\"any\": [{\"exact\": {\"type\": \"%s\"}}, {\"prefix\": {\"type\": \"%s\"}}]}",
          "{\"all\": [\"name = \\\"%s\\\"\", {\"not\": {\"exact\": {\"type\": \"%s\"}}}]}",
          "{\"not\": {\"exact\": {\"subject\": \"%s\"}}}");

  private final Random random = new Random(11);

  @Test
  void eachGetsWhatItsFilterSays() throws IOException {
    try (Shop shop = new Shop()) {
      Map<String, EmitterDefinition> emitters = new LinkedHashMap<>();
      Map<String, List<String>> expected = new LinkedHashMap<>();
      Map<String, Long> filtered = new LinkedHashMap<>();
      for (int i = 0; i < 400; i++) {
        EmitterDefinition one = emitter("e" + i);
        emitters.put(one.id(), one);
        shop.emitters.register(one);
      }
      for (int i = 0; i < 300; i++) {
        Topic topic = pick(TOPICS);
        CloudEvent event = event(i);
        for (EmitterDefinition one : emitters.values()) {
          if (one.subscription().selects(topic)) {
            boolean selected = shop.emitters.explain(topic, event, one.id()).selected();
            if (selected) {
              expected.computeIfAbsent(one.id(), id -> new ArrayList<>()).add(event.getId());
            } else {
              filtered.merge(one.id(), 1L, Long::sum);
            }
          }
        }
        shop.emitters.publish(topic, event);
      }
      assertThat(shop.emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      for (String id : emitters.keySet()) {
        List<String> ids = expected.getOrDefault(id, List.of());
        EmitterStatus status = shop.emitters.status(id);
        assertThat(shop.webhook.deliveredIds(id)).as(describe(emitters, id)).isEqualTo(ids);
        assertThat(status.matched()).as(describe(emitters, id)).isEqualTo(ids.size());
        assertThat(status.filtered())
            .as(describe(emitters, id))
            .isEqualTo(filtered.getOrDefault(id, 0L));
      }
      assertThat(expected).hasSizeGreaterThan(200);
    }
  }

  private static String describe(Map<String, EmitterDefinition> emitters, String id) {
    return id + ": " + emitters.get(id);
  }

  private EmitterDefinition emitter(String id) throws IOException {
    EmitterDefinition.Builder definition = Shop.define(id);
    if (random.nextInt(3) > 0) {
      definition.topics(List.of(pick(TOPICS)));
    }
    if (random.nextInt(4) == 0) {
      definition.messages(name(), name());
    }
    JsonNode filter =
        random.nextBoolean()
            ? JsonNodeFactory.instance.textNode(filled(pick(FEEL)))
            : JSON.readTree(filled(pick(OTHERS)));
    return definition.filter(filter).build();
  }

  private String filled(String template) {
    StringBuilder filter = new StringBuilder(template);
    for (int at = filter.indexOf("%"); at >= 0; at = filter.indexOf("%")) {
      String value = filter.charAt(at + 1) == 'd' ? Integer.toString(random.nextInt(5)) : name();
      filter.replace(at, at + 2, value);
    }
    return filter.toString();
  }

  private CloudEvent event(int number) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(Integer.toString(number))
            .withSource(URI.create("/" + name()))
            .withType(name());
    if (random.nextBoolean()) {
      event.withSubject(name());
    }
    switch (random.nextInt(4)) {
      case 0 -> event.withExtension("level", random.nextInt(5));
      case 1 -> event.withExtension("level", Integer.toString(random.nextInt(5)));
      case 2 -> event.withExtension("level", random.nextBoolean());
      default -> {
        // without
      }
    }
    return random.nextInt(8) == 0
        ? event.build()
        : event.withData("application/json", data().getBytes(StandardCharsets.UTF_8)).build();
  }

  private String data() {
    List<String> members = new ArrayList<>();
    add(members, "name", "\"" + name() + "\"", "[\"" + name() + "\"]", "null");
    add(members, "action", "\"" + name() + "\"", "7", "[\"" + name() + "\", \"x\"]");
    add(members, "size", random.nextInt(5) + ".0", random.nextInt(5) + "", "3E0", "\"2\"");
    add(members, "place", place(), "[" + place() + "]", "[" + place() + "," + place() + "]", "1");
    add(members, "tags", "[\"" + name() + "\"]", "[]", "\"" + name() + "\"");
    String object = "{" + String.join(",", members) + "}";
    return random.nextInt(10) == 0 ? "[" + object + "]" : object;
  }

  private String place() {
    return "{\"city\":\"" + name() + "\",\"open\":" + random.nextBoolean() + "}";
  }

  private void add(List<String> members, String name, String... values) {
    if (random.nextInt(5) > 0) {
      int usual = random.nextInt(3) == 0 ? random.nextInt(values.length) : 0;
      members.add("\"" + name + "\":" + values[usual]);
    }
  }

  private String name() {
    return "n" + random.nextInt(6);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
