package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static dev.emitter.config.Readers.reader;
import static dev.emitter.config.Readers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.ParameterValues;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.definition.StartFrom;
import dev.emitter.topic.Topic;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DefinitionReaderTest {

  @Test
  void tellsWhichTopicIsNone() {
    assertThat(
            Readers.refusal(
                () ->
                    Readers.reader(Map.of())
                        .readSystem(
                            "a.json",
                            "a",
                            Readers.bytes(
                                "{\"type\":\"Disk\",\"parameters\":{\"path\":\"x\"},"
                                    + "\"topics\":[[\"a\"],[\"b\",\"\\ud800\"]]}"))))
        .contains("$.topics[1]: ", "segment 2 has an unpaired surrogate");
  }

  private static final String HOOK =
      """
      {
        "$schema": "definition.schema.json",
        "type": "hook",
        "topics": [["orders", "eu"], ["emitter"]],
        "messages": ["order.placed"],
        "filter": "total > 10",
        "identityRef": "partner",
        "parameters": {
          "url": "https://${env:HOST}/hook",
          "subject": "costs $${5}",
          "size": 10, "ratio": 0.5, "timeout": "1.5s",
          "headers": { "x-a": "1" },
          "columns": [ { "name": "a" } ]
        },
        "enabled": false,
        "delivery": {
          "retry": { "initialDelay": "1s", "maxDelay": "PT2M", "maxAttempts": 3 },
          "disable": { "afterFailures": 4, "over": "0s" },
          "onRejected": "disable", "ordering": "key", "maxInFlight": 2, "queueCapacity": 5,
          "startFrom": "2026-11-01T02:00:00+02:00", "after": ["other"]
        }
      }
      """;

  @Test
  @Tag("D1")
  void readsEveryMember() {
    ResolvedEmitter emitter = system(HOOK);
    EmitterDefinition definition = emitter.definition();
    assertThat(emitter.provider()).isSameAs(FakeProvider.HOOK);
    assertThat(emitter.context().identity()).isSameAs(Readers.IDENTITIES.find("partner", null));
    assertThat(definition.id()).isEqualTo("orders");
    assertThat(definition.subscription().topics())
        .containsExactly(Topic.of("orders", "eu"), Topic.of("emitter"));
    assertThat(definition.messages()).containsExactly("order.placed");
    assertThat(definition.enabled()).isFalse();
    assertThat(definition.filter()).hasToString("\"total > 10\"");
    assertThat(definition.delivery().startFrom())
        .isEqualTo(new StartFrom.At(Instant.parse("2026-11-01T00:00:00Z")));
    assertThat(definition.delivery().maxDelay()).isEqualTo(Duration.ofMinutes(2));
    assertThat(definition.delivery().ordering()).isEqualTo(Ordering.KEY);
    assertThat(definition.delivery().after()).containsExactly("other");
  }

  @Test
  @Tag("D5")
  void resolvesPlaceholdersAndFillsInDefaults() {
    ParameterValues values = system(HOOK).context().parameters();
    assertThat(values.uri("url")).isEqualTo(URI.create("https://shop.example/hook"));
    assertThat(values.string("subject")).isEqualTo("costs ${5}");
    assertThat(values.string("mode")).isEqualTo("binary");
    assertThat(values.integer("size", 0)).isEqualTo(10);
    assertThat(values.duration("timeout")).isEqualTo(Duration.ofMillis(1500));
    assertThat(values.object("headers").string("x-a")).isEqualTo("1");
    assertThat(((ParameterValues) values.list("columns").get(0)).string("type")).isEqualTo("text");
    assertThat(values.names()).contains("ratio");
  }

  @Test
  void sayingNothingOfDeliveryMeansTheDefaults() {
    EmitterDefinition plain =
        system("{\"type\":\"Disk\",\"parameters\":{\"path\":\"a.log\"}}").definition();
    EmitterDefinition empty =
        system(
                "{\"type\":\"Disk\",\"parameters\":{\"path\":\"a.log\"},\"delivery\":{\"retry\":{},"
                    + "\"disable\":{}}}")
            .definition();
    assertThat(plain.subscription().isEverything()).isTrue();
    assertThat(plain.delivery()).isEqualTo(DeliverySettings.DEFAULT);
    assertThat(empty.delivery()).isEqualTo(DeliverySettings.DEFAULT);
  }

  @Test
  @Tag("D1")
  void writesWhatItReads() {
    EmitterDefinition definition = system(HOOK).definition();
    byte[] written = bytes(DefinitionJson.write(definition).toString());
    EmitterDefinition again =
        reader(Map.of("HOST", "b")).readSystem("x.json", "x", written).definition();
    assertThat(DefinitionJson.write(again)).isEqualTo(DefinitionJson.write(definition));
    assertThat(again.delivery()).isEqualTo(definition.delivery());
  }

  @Test
  @Tag("D3")
  void usersHaveNeitherSystemTypesNorPlaceholdersNorEveryTopic() {
    String json =
        "{\"id\":\"b\",\"type\":\"Hook\",\"parameters\":{\"url\":\"https://${env:HOST}\","
            + "\"secret\":\"${file:/etc/passwd}\"}}";
    assertThat(refusal(() -> reader(Map.of()).readUser("a", "ann", bytes(json))))
        .isEqualTo(
            """
            definition has 4 faults:
              definition:1:1: $.topics: missing, but required in a user's definition; allowed: an array of topics (name the topics to receive, such as [["orders"]])
              definition:1:7: $.id: found "b"; it is given as "a" (leave it out)
              definition:1:45: $.parameters.url: found a placeholder; ${env:..} and ${file:..} are for the files of operators only (write the value itself)
              definition:1:76: $.parameters.secret: found a placeholder; ${env:..} and ${file:..} are for the files of operators only (write the value itself)\
            """);
    String disk = "{\"type\":\"Disk\",\"topics\":[[\"a\"]],\"parameters\":{\"path\":\"x\"}}";
    assertThat(refusal(() -> reader(Map.of()).readUser("a", "ann", bytes(disk))))
        .contains("$.type: Disk is for system emitters only");
  }

  @Test
  @Tag("D3")
  void aUsersDefinitionHasItsOwner() {
    String json = "{\"type\":\"Diary\",\"topics\":[[\"a\"]]}";
    ResolvedEmitter emitter = reader(Map.of()).readUser("a", "ann", bytes(json));
    assertThat(emitter.definition().owner()).isEqualTo("ann");
    assertThat(refusal(json)).contains("Diary is for the emitters of users only");
  }

  @Test
  @Tag("D3")
  void refusesAnOwnerWithoutAName() {
    String json = "{\"type\":\"Diary\",\"topics\":[[\"a\"]]}";
    for (String owner : List.of("", "x".repeat(10_001))) {
      assertThat(refusal(() -> reader(Map.of()).readUser("a", owner, bytes(json))))
          .contains("the owner must have 1 to 10,000 characters");
    }
  }

  @Test
  @Tag("D3")
  void refusesTooLargeADefinitionOfAUser() {
    String json = "{\"type\":\"Diary\",\"topics\":[[\"a\"]]}" + " ".repeat(1 << 20);
    assertThat(refusal(() -> reader(Map.of()).readUser("a", "ann", bytes(json))))
        .contains("definition: $: too large; a definition has at most 1,048,576 bytes");
  }

  @Test
  void checksDefinitionsMadeInJavaAlike() {
    EmitterDefinition wrong =
        EmitterDefinition.builder("a/b", "Hook")
            .topics(List.of())
            .parameter("url", "nowhere")
            .delivery(
                new DeliverySettings(
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    0,
                    1,
                    Duration.ZERO,
                    DeliverySettings.BY_CHANNEL,
                    DeliverySettings.OnRejected.PARK,
                    Ordering.NONE,
                    0,
                    1,
                    new StartFrom.Beginning(),
                    List.of(),
                    Duration.ofMillis(500)))
            .build();
    assertThat(refusal(() -> reader(Map.of()).resolve(wrong)))
        .isEqualTo(
            """
            emitter a/b (Hook) has 5 faults:
              $.topics: found an empty array; allowed: an array of 1 or more items
              $.delivery.retry.initialDelay: found "0ms"; allowed: a duration such as 500ms, 30s or 5m, from 1ms to 1d (write "1ms", the shortest that is allowed)
              $.delivery.maxInFlight: found 0; allowed: a whole number from 1 to 1,000
              $.id: found "a/b"; allowed are 1 to 200 characters of 240 bytes in UTF-8 at most, none that cannot be seen, no "/", not dots alone
              $.parameters.url: found "nowhere"; allowed: an absolute URI such as https://example.com/events (begin it with https://)\
            """);
  }

  @Test
  void takesNoIdThatIsTooLongForTheNameOfAFile() {
    EmitterDefinition.Builder fits =
        EmitterDefinition.builder("\u00e9".repeat(120), "Hook").parameter("url", "https://a/b");
    assertThat(reader(Map.of()).resolve(fits.build()).id()).hasSize(120);
    EmitterDefinition.Builder longer =
        EmitterDefinition.builder("\u00e9".repeat(121), "Hook").parameter("url", "https://a/b");
    assertThat(refusal(() -> reader(Map.of()).resolve(longer.build()))).contains("240 bytes");
  }

  @Test
  void resolvesDefinitionsMadeInJavaWithTheRightsOfTheirOwner() {
    EmitterDefinition.Builder builder =
        EmitterDefinition.builder("a", "Hook").parameter("url", "https://${env:HOST}");
    DefinitionReader reader = reader(Map.of("HOST", "shop.example"));
    assertThat(reader.resolve(builder.build()).context().parameters().uri("url"))
        .isEqualTo(URI.create("https://shop.example"));
    EmitterDefinition users = builder.owner("ann").topic("a").build();
    assertThat(refusal(() -> reader.resolve(users))).contains("found a placeholder");
  }

  @Test
  void faultsOfTheTypeAndOfTheFilterHaveTheirPlace() {
    String json =
        "{\"type\":\"Hook\",\n\"filter\": 5,\n\"parameters\": {\"url\": \"http://a\",\n"
            + "\"subject\": \"forbidden\"}}";
    assertThat(refusal(json))
        .isEqualTo(
            """
            orders.json has 2 faults:
              orders.json:2:11: $.filter: found 5; allowed: a string or an object
              orders.json:4:12: $.parameters.subject: found "forbidden"; allowed: another subject\
            """);
  }

  private static ResolvedEmitter system(String json) {
    return reader(Map.of("HOST", "shop.example")).readSystem("orders.json", "orders", bytes(json));
  }

  @Test
  void theDefaultOfOneDelayGivesWayToTheOther() {
    assertThat(retrying("'maxDelay':'100ms'").initialDelay()).isEqualTo(Duration.ofMillis(100));
    assertThat(retrying("'maxDelay':'2m'").initialDelay()).isEqualTo(Duration.ofMillis(500));
    assertThat(retrying("'initialDelay':'2m'").maxDelay()).isEqualTo(Duration.ofMinutes(2));
    assertThat(retrying("'initialDelay':'2s'").maxDelay()).isEqualTo(Duration.ofMinutes(1));
  }

  private static DeliverySettings retrying(String members) {
    String json =
        "{'type':'Disk','parameters':{'path':'a'},'delivery':{'retry':{" + members + "}}}";
    return Readers.reader(Map.of())
        .readSystem("orders.json", "orders", bytes(json.replace('\'', '"')))
        .definition()
        .delivery();
  }
}
