package dev.emitter.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.ParameterValues;
import dev.emitter.channel.RowParameters;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.event.CloudEventReader;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.FilterDialects;
import dev.emitter.filter.FilterInput;
import dev.emitter.mapping.Mapping;
import dev.emitter.mapping.MappingOptions;
import dev.emitter.mapping.Rendering;
import dev.emitter.mapping.RowMapping;
import dev.emitter.mapping.UnfitRowException;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the page of mappings to its word: what each definition makes of the events below it is what
 * the page shows after them.
 */
@Tag("X2")
final class MappingsPageTest {

  private static final String PAGE = "docs/mappings.md";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EventCompleter COMPLETER =
      new EventCompleter(URI.create("/s"), Clock.systemUTC(), () -> "1", 1 << 20);

  /** A definition with events and what it makes of them. */
  private record Recipe(Block definition, List<Block> events, Block rendered) {}

  private static List<Recipe> recipes() throws IOException {
    List<Recipe> recipes = new ArrayList<>();
    List<Block> events = new ArrayList<>();
    Block definition = null;
    for (Block block : Page.read(PAGE).blocks()) {
      if (block.kind().equals("event")) {
        events.add(block);
      } else if (block.kind().equals("rendered") && definition != null) {
        recipes.add(new Recipe(definition, List.copyOf(events), block));
        events.clear();
      } else if (block.language().equals("json") && block.kind().isEmpty()) {
        definition = block;
      }
    }
    return recipes;
  }

  @Test
  void showsEachReceiverThatItNames() throws IOException {
    String page = Page.read(PAGE).blocks().toString();
    assertThat(page)
        .contains(
            "hooks.slack.com",
            "adaptivecards.io",
            "events.pagerduty.com",
            "logic.azure.com/workflows/${env:FLOW_PATH}",
            "hooks.zapier.com",
            "make.com",
            "maker.ifttt.com",
            "node-red.example");
    assertThat(recipes()).hasSizeGreaterThanOrEqualTo(13);
    assertThat(recipes()).allMatch(recipe -> !recipe.events().isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> rendersWhatItShows() throws IOException {
    return recipes().stream()
        .map(recipe -> dynamicTest(recipe.definition().title(), () -> check(recipe)));
  }

  private static void check(Recipe recipe) throws IOException {
    JsonNode made = JSON.readTree(rendered(recipe));
    JsonNode shown = JSON.readTree(recipe.rendered().text());
    if (recipe.definition().text().contains("now()")) {
      assertThat(OffsetDateTime.parse(made.path("timestamp").textValue())).isNotNull();
      ((ObjectNode) made).set("timestamp", shown.path("timestamp"));
    }
    assertThat(made).isEqualTo(shown);
  }

  private static byte[] rendered(Recipe recipe) throws IOException {
    List<FilterInput> inputs = new ArrayList<>();
    for (Block event : recipe.events()) {
      inputs.add(input(JSON.readTree(event.text())));
    }
    ParameterValues given = parameters(recipe.definition());
    if ("rows".equals(given.string("mode"))) {
      return rows(RowParameters.mapping(given), inputs);
    }
    JsonNode body = given.json("body");
    JsonNode envelope = given.json("envelope");
    Rendering rendering =
        body != null
            ? Mapping.of(body, "$.parameters.body", MappingOptions.ONE)
                .render(inputs.get(0), 1 << 20)
            : Mapping.of(
                    Objects.requireNonNull(envelope), "$.parameters.envelope", MappingOptions.EACH)
                .render(inputs, 1 << 20);
    assertThat(rendering).isInstanceOf(Rendering.Rendered.class);
    return ((Rendering.Rendered) rendering).json().toByteArray();
  }

  /** Returns the rows as an array, as a webhook sends them. */
  private static byte[] rows(RowMapping mapping, List<FilterInput> inputs) throws IOException {
    ArrayNode rows = JSON.createArrayNode();
    for (FilterInput input : inputs) {
      try {
        rows.add(JSON.readTree(mapping.row(input).json()));
      } catch (UnfitRowException e) {
        throw new AssertionError(e);
      }
    }
    return JSON.writeValueAsBytes(rows);
  }

  private static ParameterValues parameters(Block definition) {
    return new DefinitionReader(
            ChannelTypes.discover(List.of()),
            FilterDialects.standard(),
            Identities.none(),
            new Placeholders(name -> name),
            Clock.systemUTC())
        .readSystem("recipe.json", "recipe", definition.text().getBytes(StandardCharsets.UTF_8))
        .context()
        .parameters();
  }

  private static FilterInput input(JsonNode line) throws IOException {
    List<String> topic = new ArrayList<>();
    line.path("topic").forEach(segment -> topic.add(segment.textValue()));
    byte[] event = JSON.writeValueAsBytes(line.path("event"));
    EncodedEvent encoded = COMPLETER.complete(CloudEventReader.read(event));
    return new FilterInput(Topic.of(topic.toArray(String[]::new)), encoded);
  }
}
