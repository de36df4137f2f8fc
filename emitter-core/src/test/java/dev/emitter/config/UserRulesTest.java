package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.Audience;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the definitions of users may not say, and operators may. */
@Tag("D3")
final class UserRulesTest {

  private static final FakeProvider SLOW =
      new FakeProvider(
          "Slow",
          Audience.EVERYONE,
          List.of(
              Parameter.of("timeout", ParameterType.DURATION, "How long to wait.")
                  .between(1, 600_000)
                  .withDefault("2m")
                  .atMostForUsers(30_000),
              Parameter.of("batch", ParameterType.OBJECT, "Batches.")
                  .containing(
                      Parameter.of("size", ParameterType.INTEGER, "Events.")
                          .between(1, 1_000)
                          .atMostForUsers(10))));

  private static final DefinitionReader READER =
      new DefinitionReader(
          ChannelTypes.of(List.of(SLOW)),
          Readers.FILTERS,
          Readers.IDENTITIES,
          new Placeholders(Map.<String, String>of()::get),
          Clock.systemUTC());

  private static byte[] definition(String members) {
    return bytes("{\"type\": \"Slow\", \"topics\": [[\"a\"]]" + members + "}");
  }

  private static String refusal(String members) {
    return Readers.refusal(() -> READER.readUser("u", "ann", definition(members)));
  }

  @Test
  void refusesMoreThanAUserMayHaveWithPathAndMaximum() {
    assertThat(
            refusal(
                ", \"parameters\": {\"timeout\": \"31s\", \"batch\": {\"size\": 11}},"
                    + " \"delivery\": {\"queueCapacity\": 1025}"))
        .contains("3 faults")
        .contains("$.parameters.timeout: found \"31s\"; allowed:")
        .contains("from 1ms to 30s in the emitter of a user")
        .contains("$.parameters.batch.size: found 11; allowed: a whole number from 1 to 10 in")
        .contains("$.delivery.queueCapacity: found 1025; allowed: a whole number from 1 to 1,024");
  }

  @Test
  void takesWhatAUserMayHave() {
    ResolvedEmitter emitter =
        READER.readUser(
            "u",
            "ann",
            definition(
                ", \"parameters\": {\"timeout\": \"30s\", \"batch\": {\"size\": 10}},"
                    + " \"delivery\": {\"queueCapacity\": 1024}"));
    assertThat(emitter.definition().delivery().queueCapacity()).isEqualTo(1024);
    assertThat(emitter.context().parameters().duration("timeout"))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aDefaultIsWithinTheBoundToo() {
    assertThat(
            READER.readUser("u", "ann", definition("")).context().parameters().duration("timeout"))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(
            READER
                .readSystem("s.json", "s", definition(""))
                .context()
                .parameters()
                .duration("timeout"))
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void theBoundHoldsForEveryEmitterWithAnOwner() {
    String slow = ", \"parameters\": {\"timeout\": \"31s\"}";
    assertThat(
            Readers.refusal(
                () -> READER.readSystem("s.json", "s", definition(slow + ", \"owner\": \"ann\""))))
        .contains("$.parameters.timeout");
    EmitterDefinition inJava =
        EmitterDefinition.builder("x", "Slow")
            .owner("ann")
            .topics(List.of(Topic.of("a")))
            .delivery(DeliverySettings.DEFAULT.withQueueCapacity(2_000))
            .build();
    assertThat(Readers.refusal(() -> READER.resolve(inJava))).contains("$.delivery.queueCapacity");
  }

  @Test
  void operatorsMayHaveMore() {
    assertThat(
            READER
                .readSystem(
                    "s.json",
                    "s",
                    definition(
                        ", \"parameters\": {\"timeout\": \"10m\"},"
                            + " \"delivery\": {\"queueCapacity\": 5000}"))
                .definition()
                .delivery()
                .queueCapacity())
        .isEqualTo(5_000);
  }

  @Test
  void whatWasStoredBeforeThereWereBoundsIsCutWithAWarning() {
    Problems problems = new Problems();
    ResolvedEmitter emitter =
        READER.readStored(
            "u",
            "ann\u202e",
            definition(
                ", \"messages\": [\"t\\u0007\"],"
                    + " \"parameters\": {\"timeout\": \"5m\", \"batch\": {\"size\": 500}},"
                    + " \"delivery\": {\"queueCapacity\": 90000}"),
            problems);
    assertThat(emitter.context().parameters().duration("timeout"))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(emitter.context().parameters().object("batch").integer("size", 0)).isEqualTo(10);
    assertThat(emitter.definition().delivery().queueCapacity()).isEqualTo(1024);
    assertThat(problems.isEmpty()).isTrue();
    assertThat(problems.warnings())
        .extracting(Problem::path)
        .containsExactly(
            "$",
            "$.messages[0]",
            "$.delivery.queueCapacity",
            "$.parameters.timeout",
            "$.parameters.batch.size");
    assertThat(problems.warnings().get(3).toString())
        .contains("\"5m\" is more than a user may have; it is taken for 30s");
  }

  @Test
  void refusesNamesWithCharactersThatCannotBeSeen() {
    String hostile =
        "{\"type\": \"Slow\", \"topics\": [[\"a\", \"b\\u202e\"], [\"c\\nd\"]],"
            + " \"messages\": [\"t\\u2066\"], \"delivery\": {\"after\": [\"e\\u001b[2J\"]}}";
    String refused = Readers.refusal(() -> READER.readUser("u", "ann", bytes(hostile)));
    assertThat(refused)
        .contains("4 faults")
        .contains("$.topics[0][1]: character 2 is U+202E, a mark of direction")
        .contains("$.topics[1][0]: character 2 is U+000A, a control character")
        .contains("$.messages[0]: character 2 is U+2066")
        .contains("$.delivery.after[0]: character 2 is U+001B");
    assertThat(refused.lines()).hasSize(5);
  }

  @Test
  void refusesOwnersAndIdsWithCharactersThatCannotBeSeen() {
    assertThat(Readers.refusal(() -> READER.readUser("u", "a\r\nb", definition(""))))
        .contains("the owner: character 2 is U+000D");
    assertThat(Readers.refusal(() -> READER.readUser("u", "a\u202eb", definition(""))))
        .contains("the owner: character 2 is U+202E");
    assertThat(Readers.refusal(() -> READER.readUser("u\u202e", "ann", definition(""))))
        .contains("$.id: found \"u\\u202e\"");
  }

  @Test
  void theReferencePageTellsTheBoundOfUsers() {
    assertThat(ReferencePage.markdown(ChannelTypes.of(List.of(SLOW))))
        .contains("from 1ms to 10m; for users at most 30s")
        .contains("from 1 to 1,000,000; for users at most 1,024");
  }
}
