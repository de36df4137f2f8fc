package dev.emitter.testkit;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.config.Identities;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.Recipients;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that an application ships is tested without its secrets, identities and handlers. */
@Tag("U2")
final class DummiesTest {

  private static final Path FOLDER = Path.of("src/test/resources/needy-emitters");
  private static final Topic ORDERS = Topic.of("orders");

  private static TestEmitters.Builder needy() {
    return TestEmitters.builder().channel(new NeedyProvider()).definitions(FOLDER);
  }

  private static List<Problem> faults(TestEmitters.Builder builder) {
    try (TestEmitters test = builder.start()) {
      throw new AssertionError("started: " + test.emitters().definitions());
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }

  @Test
  void standForWhatTheTestDoesNotHave() {
    try (TestEmitters test = needy().start()) {
      test.emitters().publish(ORDERS, "order.placed", 1);
      assertThat(test.events()).deliveredTo("partner", event()).deliveredTo("stock", event());
    }
  }

  @Test
  void standForRecipientsUnlessTheTestGivesThem() {
    String definition = "{\"type\": \"Console\", \"notify\": {\"to\": [\"operations\"]}}";
    TestEmitters.builder().definition("one", definition).start().close();
    TestEmitters.Builder own =
        TestEmitters.builder()
            .definition("one", definition)
            .configure(builder -> builder.recipients(Recipients.none()));
    assertThat(faults(own)).extracting(Problem::path).containsExactly("$.notify.to[0]");
    assertThat(faults(TestEmitters.builder().definition("one", definition).withoutDummies()))
        .extracting(Problem::path)
        .containsExactly("$.notify.to[0]");
  }

  @Test
  void areRefusedOnRequestAsTheApplicationWould() {
    assertThat(faults(needy().withoutDummies()))
        .extracting(Problem::path)
        .contains("$.identityRef", "$.parameters.level", "$.parameters.wait", "$.parameters.name");
    assertThat(faults(needy().withoutDummies()))
        .extracting(Problem::message)
        .anyMatch(message -> message.contains("\"no-such-folder/secret\" does not exist"))
        .anyMatch(message -> message.contains("\"EMITTER_TEST_KEY\" is not set"));
  }

  @Test
  void giveWayToWhatTheTestGives() {
    List<String> handled = Collections.synchronizedList(new ArrayList<>());
    try (TestEmitters test =
        needy().handler("stock", (topic, event) -> handled.add(event.getType())).start()) {
      test.emitters().publish(ORDERS, "order.placed", 1);
      assertThat(test.events()).deliveredTo("stock", event());
      assertThat(handled).containsExactly("order.placed");
    }
    assertThat(faults(needy().environment("EMITTER_TEST_LEVEL", "MIDDLE")))
        .extracting(Problem::path)
        .containsExactly("$.parameters.level");
    assertThat(faults(needy().identities(Identities.of(Map.of()))))
        .extracting(Problem::path)
        .containsOnly("$.identityRef");
  }

  @Test
  void takeTheContentOfAFileThatIsThere(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("level"), "MIDDLE\n");
    Files.writeString(
        folder.resolve("one.json"),
        "{\"type\": \"Console\", \"parameters\": {\"output\": \"${file:level}\"}}");
    assertThat(faults(TestEmitters.builder().definitions(folder)))
        .extracting(Problem::path)
        .containsExactly("$.parameters.output");
  }

  /** Whatever is wrong beside them is told, and at the place where it is. */
  @Test
  void hideNoFault(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("one.json"),
        """
        {"type": "Needy", "identityRef": "x", "parameters": {
          "url": "ftp:no-host/${env:EMITTER_TEST_PATH}",
          "secret": "${env:EMITTER_TEST_SECRET}",
          "tls": {"certificate": "none", "key": "${env:EMITTER_TEST_KEY}"}}}
        """);
    Files.writeString(folder.resolve("two.json"), "{\"type\": ");
    assertThat(faults(TestEmitters.builder().channel(new NeedyProvider()).definitions(folder)))
        .extracting(Problem::path)
        .contains("$.parameters.url", "$.parameters.tls", "$.type")
        .doesNotContain("$.parameters.secret");
  }

  /** A real channel would take a dummy for the address to send to. */
  @Test
  void neverReachARealChannel() {
    TestEmitters.Builder builder =
        TestEmitters.builder()
            .realChannel(RecordingChannel.inPlaceOf(new NeedyProvider()))
            .definitions(FOLDER);
    assertThat(faults(builder)).extracting(Problem::path).contains("$.parameters.url");
  }

  @Test
  void standInDefinitionsOfTheTestToo() {
    try (TestEmitters test =
        TestEmitters.builder()
            .definition("json", "{\"type\": \"Handler\", \"parameters\": {\"name\": \"one\"}}")
            .definition(
                EmitterDefinition.builder("java", "Handler").parameter("name", "two").build())
            .start()) {
      test.emitters().publish(ORDERS, "order.placed", 1);
      assertThat(test.events()).deliveredTo("json", event()).deliveredTo("java", event());
    }
  }

  @Test
  void areNoneWhereTheyWouldNotDo() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                TestEmitters.builder()
                    .definition(
                        "odd",
                        "{\"type\": \"Console\", \"parameters\":"
                            + " {\"prettyPrint\": \"${env:EMITTER_TEST_FLAG}\"}}")
                    .start())
        .withMessageContaining("prettyPrint");
  }
}
