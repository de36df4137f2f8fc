package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.topic.Catalogue;
import dev.emitter.topic.SecurityConstraint;
import dev.emitter.topic.Topic;
import dev.emitter.topic.User;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("T3")
class CatalogueReaderTest {

  private static final CloudEvent EVENT =
      CloudEventBuilder.v1()
          .withId("1")
          .withSource(URI.create("/shop"))
          .withType("order.placed")
          .withExtension("user", "ann")
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"info\": {}, \"asyncapi\": \"3.0.0\", \"channels\": 1} | 1:14 | an AsyncAPI document",
        "{\"openapi\": \"3.1.0\"} | 1:2 | an OpenAPI document",
        "asyncapi: 3.0.0 | catalogue.json: $ | an AsyncAPI document"
      })
  void saysThatADocumentOfAnotherKindIsNotYetTaken(String document, String place, String kind) {
    assertThat(
            Readers.refusal(
                () -> CatalogueReader.read("catalogue.json", bytes(document), Map.of())))
        .startsWith("catalogue.json is no catalogue:\n")
        .contains(place, "this is " + kind + ", which is not yet taken as a catalogue")
        .hasLineCount(2);
  }

  @Test
  void readsTheRealCatalogueAsItIs() throws IOException {
    Path file = Path.of(System.getProperty("emitter.data", ""), "des-events-catalog.json");
    assumeTrue(Files.exists(file), "the reference data is not here: " + file);
    Catalogue catalogue = CatalogueReader.read(file.toString(), Files.readAllBytes(file), Map.of());
    assertThat(catalogue.declarations()).hasSize(23);
    assertThat(catalogue.declarations().values().stream().mapToInt(d -> d.messages().size()).sum())
        .isEqualTo(104);
    Catalogue.Declaration agent = Objects.requireNonNull(catalogue.declarations().get("aiagent"));
    assertThat(agent.subTopics()).containsExactly("Use case", "Product");
    Catalogue.MessageType chat = Objects.requireNonNull(agent.messages().get("AIAgentChat"));
    assertThat(Objects.requireNonNull(chat.fields().get("inputTokenCount")).example())
        .isEqualTo("60");
  }

  @Test
  @Tag("T4")
  void bindsWordsToCodeAndLetsAdministratorsAloneReceiveWithoutIt() {
    Catalogue catalogue =
        CatalogueReader.read(
            "catalogue.json",
            bytes(
                """
                {
                  "open": {"security": "Anyone"},
                  "own": {"security": "Administrator or the user named in the event"},
                  "closed": {"security": "Administrator only"},
                  "words": {"security": "Whoever asks nicely"},
                  "bound": {"security": "Users called ann"},
                  "none": {}
                }
                """),
            Map.of("Users called ann", (user, topic, event) -> user.name().equals("ann")));
    assertThat(catalogue.declarations().keySet())
        .filteredOn(topic -> allows(catalogue, topic, new User("ann", false)))
        .containsExactly("open", "own", "bound");
    assertThat(catalogue.declarations().keySet())
        .filteredOn(topic -> allows(catalogue, topic, new User("root", true)))
        .containsExactly("open", "own", "closed", "words", "none");
  }

  @Test
  @Tag("T5")
  void keepsWhatIsSwitchedOffAndPassesOverWhatItDoesNotKnow() {
    Catalogue catalogue =
        CatalogueReader.read(
            "catalogue.json",
            bytes(
                """
                {
                  "a": {
                    "enabled": false, "x-team": {"mail": "a@shop.example"},
                    "messages": [
                      {"name": "m", "enabled": false,
                       "fields": [{"name": "f", "type": "number", "example": 5}]}
                    ]
                  }
                }
                """),
            Map.of());
    Catalogue.Declaration topic = Objects.requireNonNull(catalogue.declaration(Topic.of("a", "b")));
    Catalogue.MessageType message = Objects.requireNonNull(topic.messages().get("m"));
    assertThat(topic.enabled()).isFalse();
    assertThat(message.enabled()).isFalse();
    assertThat(Objects.requireNonNull(message.fields().get("f")).example()).isEqualTo("5");
  }

  @Test
  @Tag("D6")
  void namesEveryFault() {
    String broken =
        """
        {
          "emitter": {},
          "a": {
            "securty": "Anyone",
            "messages": [
              {"name": "m"}, {"name": "m", "fields": [{"name": "f", "type": "text"}, {"name": "f"}]}
            ]
          },
          "b": 5
        }
        """;
    assertThat(
            Readers.refusal(() -> CatalogueReader.read("catalogue.json", bytes(broken), Map.of())))
        .isEqualTo(
            """
            catalogue.json has 7 faults:
              catalogue.json:2:14: $.emitter: the topic "emitter" is reserved for the library's own events (name another topic)
              catalogue.json:4:5: $.a.securty: unknown member; allowed are description, enabled, messages, security, subTopicsDescription (did you mean "security"?)
              catalogue.json:6:31: $.a.messages[1].name: found "m" twice; declare it once
              catalogue.json:6:69: $.a.messages[1].fields[0].type: found "text"; allowed: string, number, boolean, array, object
              catalogue.json:6:78: $.a.messages[1].fields[1].type: missing, but required; allowed: string, number, boolean, array, object (Its JSON type.)
              catalogue.json:6:87: $.a.messages[1].fields[1].name: found "f" twice; declare it once
              catalogue.json:9:8: $.b: found a number; an object is expected\
            """);
  }

  private static boolean allows(Catalogue catalogue, String topic, User user) {
    SecurityConstraint constraint =
        Objects.requireNonNull(catalogue.declarations().get(topic)).constraint();
    return constraint.allows(user, Topic.of(topic), EVENT);
  }
}
