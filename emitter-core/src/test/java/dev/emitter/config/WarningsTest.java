package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.problem.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is allowed, but was most likely meant otherwise, is warned of and never refused. */
@Tag("D6")
final class WarningsTest {

  private static List<Problem> warnings(String json) {
    return Readers.reader(Map.of()).readSystem("orders.json", "orders", bytes(json)).warnings();
  }

  private static List<Problem> warningsOf(String members) {
    return warnings(
        "{\"type\": \"Disk\", \"parameters\": {\"path\": \"a\"}, "
            + members.replace('\'', '"')
            + "}");
  }

  @Test
  void aWarningHasItsPlaceAndIsMarked() {
    List<Problem> found =
        warnings(
            """
            {
              "type": "Disk",
              "topics": [["orders", "*"]],
              "parameters": {"path": "a"}
            }
            """);
    assertThat(found)
        .singleElement()
        .hasToString(
            "orders.json:3:25: warning: $.topics[0][1]: found \"*\"; topics have no wildcards, so"
                + " only events with this very segment are received (write [\"orders\"], which"
                + " includes everything below it)");
    assertThat(found).allMatch(Problem::isWarning);
  }

  @ParameterizedTest
  @Tag("T2")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[['*']]               | $.topics[0][0] | leave topics out to receive every topic",
        "[['#']]               | $.topics[0][0] | leave topics out to receive every topic",
        "[['orders', '#']]     | $.topics[0][1] | write [\"orders\"]",
        "[['orders', '>']]     | $.topics[0][1] | write [\"orders\"]",
        "[['orders', '+', 'x']]| $.topics[0][1] | name the segments",
        "[['orders', 'eu-*']]  | $.topics[0][1] | name the segments",
        "[['orders.*']]        | $.topics[0][0] | no wildcards",
        "[['orders.#']]        | $.topics[0][0] | no wildcards",
        "[['orders/#']]        | $.topics[0][0] | no wildcards",
        "[['orders/eu']]       | $.topics[0][0] | write [\"orders\", \"eu\"]",
        "[['/orders/eu']]      | $.topics[0][0] | write [\"orders\", \"eu\"]",
        "[['a'], ['b', '/']]   | $.topics[1][1] | leave the slash out",
        "[['orders', '**']]    | $.topics[0][1] | write [\"orders\"]"
      })
  void warnsOfTopicsThatLookLikePatterns(String topics, String path, String hint) {
    Problem found = single(warningsOf("'topics': " + topics));
    assertThat(found.path()).isEqualTo(path);
    assertThat(found.toString()).contains(hint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[['C#']]", "[['a>b']]", "[['orders.eu']]", "[['emitter']]", "[['a+b']]"})
  void saysNothingOfOrdinaryNames(String topics) {
    assertThat(warningsOf("'topics': " + topics)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "['order.*']       | $.messages[0] | use \"filter\": {\"prefix\": {\"type\": \"order.\"}}",
        "['a', 'order.#']  | $.messages[1] | {\"prefix\": {\"type\": \"order.\"}}",
        "['*']             | $.messages[0] | leave messages out to let every type through",
        "['*.placed']      | $.messages[0] | use a filter"
      })
  void warnsOfMessagesThatLookLikePatterns(String messages, String path, String hint) {
    Problem found = single(warningsOf("'messages': " + messages));
    assertThat(found.path()).isEqualTo(path);
    assertThat(found.toString()).contains(hint);
  }

  @Test
  void definitionsMadeInCodeAndThoseOfUsersAreWarnedOfToo() {
    DefinitionReader reader = Readers.reader(Map.of());
    EmitterDefinition code =
        EmitterDefinition.builder("a", "Disk").topic("a", "*").parameter("path", "a").build();
    assertThat(reader.resolve(code).warnings()).hasSize(1);
    assertThat(
            reader
                .readUser("a", "ann", bytes("{\"type\": \"Diary\", \"topics\": [[\"a\", \"#\"]]}"))
                .warnings())
        .singleElement()
        .extracting(Problem::location)
        .hasToString("definition:1:36");
  }

  private static Problem single(List<Problem> found) {
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
