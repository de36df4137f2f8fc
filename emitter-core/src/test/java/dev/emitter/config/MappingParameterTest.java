package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.Audience;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.event.Json;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parameters that are mappings. */
@Tag("X2")
final class MappingParameterTest {

  private static final FakeProvider MAPPED =
      new FakeProvider(
          "Mapped",
          Audience.EVERYONE,
          List.of(
              Parameter.of("body", ParameterType.MAPPING, "Of one event."),
              Parameter.of("envelope", ParameterType.ENVELOPE, "Of several events.")));

  private static final ChannelTypes TYPES = ChannelTypes.of(List.of(MAPPED));

  private static final DefinitionReader READER =
      new DefinitionReader(
          TYPES,
          Readers.FILTERS,
          Readers.IDENTITIES,
          new Placeholders(Map.of("KEY", "s3cr3t", "BAD", "s3cr3t \"quoted")::get),
          Clock.systemUTC());

  private static byte[] definition(String parameters) {
    return bytes("{\"type\": \"Mapped\", \"parameters\": " + parameters.replace('\'', '"') + "}");
  }

  private static ResolvedEmitter read(String parameters) {
    return READER.readSystem("m.json", "m", definition(parameters));
  }

  private static List<Problem> problems(String parameters) {
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, () -> read(parameters));
    assertThat(refused).isNotNull();
    assertThat(refused.getMessage()).doesNotContain("s3cr3t");
    return refused.problems();
  }

  @Test
  void keepsWhatIsRight() throws Exception {
    ResolvedEmitter emitter = read("{'body': {'a': ['id', 1, null]}, 'envelope': 'events.id'}");
    JsonNode body = emitter.context().parameters().json("body");
    assertThat(body).isEqualTo(Json.tree("{\"a\": [\"id\", 1, null]}"));
    assertThat(emitter.context().parameters().json("envelope")).isNotNull();
  }

  @Test
  void reportsAllFaultsAtOnceAtTheirPlaces() {
    List<Problem> problems =
        problems("{'body': {'a': 'x +', 'b': [1, 'y = = z']}, 'envelope': {'c d': ''}, 'bdy': 1}");
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly(
            "$.parameters.body.a",
            "$.parameters.body.b[1]",
            "$.parameters.envelope[\"c d\"]",
            "$.parameters.bdy");
    assertThat(problems)
        .extracting(problem -> String.valueOf(problem.location()))
        .containsExactly("m.json:1:49", "m.json:1:65", "m.json:1:98", "m.json:1:103");
  }

  @Test
  void refusesNull() {
    assertThat(problems("{'body': null}").get(0).toString())
        .contains("$.parameters.body: found null; allowed: ")
        .endsWith("(leave it out)");
  }

  @Test
  void resolvesThePlaceholdersOfOperators() {
    JsonNode body =
        read("{'body': {'key': '\\'${env:KEY}\\''}}".replace("\\'", "\\\""))
            .context()
            .parameters()
            .json("body");
    assertThat(body).hasToString("{\"key\":\"\\\"s3cr3t\\\"\"}");
  }

  @Test
  void showsNothingOfWhatAPlaceholderStandsFor() {
    List<Problem> problems =
        problems("{'body': ['${env:KEY} x y =', '\\\"${env:BAD}\\\"', '${env:NONE}']}");
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly("$.parameters.body[0]", "$.parameters.body[1]", "$.parameters.body[2]");
    assertThat(problems.get(0).toString()).contains("write a placeholder within quotes");
    assertThat(problems.get(2).toString()).contains("NONE");
  }

  @Test
  void refusesThePlaceholdersOfUsers() {
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class,
            () ->
                READER.readUser(
                    "u",
                    "ann",
                    bytes(
                        "{\"type\": \"Mapped\", \"topics\": [[\"a\"]],"
                            + " \"parameters\": {\"body\": [\"\\\"${env:KEY}\\\"\"]}}")));
    assertThat(refused).isNotNull();
    assertThat(refused.problems())
        .extracting(Problem::path)
        .containsExactly("$.parameters.body[0]");
  }

  @Test
  void warnsAtTheStringAndLetsAnyShapePassTheSchema() {
    assertThat(read("{'body': {'a': ['event.Type']}}").warnings())
        .extracting(Problem::path)
        .containsExactly("$.parameters.body.a[0]");
    assertThat(DefinitionSchema.json(TYPES)).contains("\"body\"").contains("Of several events.");
    assertThat(ReferencePage.markdown(TYPES))
        .contains("JSON whose strings are FEEL expressions over the event");
  }
}
