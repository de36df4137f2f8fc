package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterChecks;
import dev.emitter.channel.ParameterType;
import dev.emitter.channel.ParameterValues;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every fault of a file at once: those of the channel type with those of the declaration. */
@Tag("D6")
final class AllFaultsTest {

  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.of("url", ParameterType.URI, "Where.").asRequired(),
          Parameter.choice("mode", "How.", "single", "batched").withDefault("single"),
          Parameter.of("timeout", ParameterType.DURATION, "How long.").withDefault("6s"),
          Parameter.of("batch", ParameterType.INTEGER, "How many."),
          Parameter.of("tls", ParameterType.OBJECT, "Secured how.")
              .containing(
                  Parameter.of("verify", ParameterType.BOOLEAN, "Whether.").withDefault(true),
                  Parameter.of("ca", ParameterType.STRING, "Who.")));

  /** Checks one by one what stands for itself. */
  private static void apart(ChannelContext context, Problems problems) {
    ParameterValues values = context.parameters();
    ParameterChecks.each(
        () -> url(values, problems),
        () -> batch(values, problems),
        () -> {
          if (!values.object("tls").requiredBool("verify")) {
            problems.add("$.parameters.tls.verify", "not false");
          }
        },
        () -> {
          if (context.identity() == null) {
            problems.add("$.identityRef", "missing");
          }
        });
  }

  private static void url(ParameterValues values, Problems problems) {
    if (!"https".equals(values.requiredUri("url").getScheme())) {
      problems.add("$.parameters.url", "not https");
    }
  }

  private static void batch(ParameterValues values, Problems problems) {
    if (values.requiredString("mode").equals("single") && values.names().contains("batch")) {
      problems.add("$.parameters.batch", "only with mode batched");
    }
  }

  private record Checked(BiConsumer<ChannelContext, Problems> checks) implements ChannelProvider {

    @Override
    public String type() {
      return "Checked";
    }

    @Override
    public String description() {
      return "Checks its parameters.";
    }

    @Override
    public List<Parameter> parameters() {
      return PARAMETERS;
    }

    @Override
    public void validate(ChannelContext context, Problems problems) {
      checks.accept(context, problems);
    }

    @Override
    public Channel open(ChannelContext context) {
      throw new UnsupportedOperationException("it opens no channels");
    }
  }

  private static List<String> faults(BiConsumer<ChannelContext, Problems> checks, String members) {
    DefinitionReader reader =
        new DefinitionReader(
            ChannelTypes.of(List.of(new Checked(checks))),
            Readers.FILTERS,
            Identities.none(),
            Placeholders.ofEnvironment(),
            Clock.systemUTC());
    String json = "{\"type\": \"Checked\", " + members.replace('\'', '"') + "}";
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class, () -> reader.readSystem("a.json", "a", bytes(json)));
    return refused == null
        ? List.of()
        : refused.problems().stream().map(Problem::path).sorted().toList();
  }

  @Test
  void aFaultyParameterDoesNotHideTheFaultsOfOthers() {
    assertThat(
            faults(
                AllFaultsTest::apart,
                "'parameters': {'url': 'ftp://a', 'timeout': 'soon', 'batch': 3, 'tls': {'verify':"
                    + " false, 'ca': 1}}"))
        .containsExactly(
            "$.identityRef",
            "$.parameters.batch",
            "$.parameters.timeout",
            "$.parameters.tls.ca",
            "$.parameters.tls.verify",
            "$.parameters.url");
  }

  @Test
  void whatWouldFollowFromAFaultyParameterIsNotSaid() {
    assertThat(faults(AllFaultsTest::apart, "'parameters': {'mode': 'batch', 'batch': 3}"))
        .containsExactly("$.identityRef", "$.parameters.mode", "$.parameters.url");
    assertThat(
            faults(
                AllFaultsTest::apart,
                "'identityRef': 'x', 'parameters': {'url': 'a:b', 'tls': {'verify': 1}}"))
        .containsExactly("$.identityRef", "$.parameters.tls.verify", "$.parameters.url");
  }

  @Test
  void aMisspeltNameIsNotTakenForOneThatWasLeftOut() {
    assertThat(
            faults(
                AllFaultsTest::apart,
                "'parameters': {'url': 'https://a', 'moed': 'batched', 'batch': 3}"))
        .containsExactly("$.identityRef", "$.parameters.moed");
  }

  @Test
  void aTypeThatChecksInOneGoSaysWhatItFindsBeforeTheFaultyParameter() {
    BiConsumer<ChannelContext, Problems> together =
        (context, problems) -> {
          url(context.parameters(), problems);
          batch(context.parameters(), problems);
        };
    assertThat(faults(together, "'parameters': {'url': 'ftp://a', 'mode': 'x', 'batch': 3}"))
        .containsExactly("$.parameters.mode", "$.parameters.url");
    assertThat(faults(together, "'parameters': {'mode': 'single', 'batch': 3}"))
        .containsExactly("$.parameters.url");
    assertThat(faults(together, "'parameters': {'url': 'https://a'}")).isEmpty();
  }

  @Test
  void objectsThatAreLeftOutHaveTheDefaultsOfTheirMembers() {
    BiConsumer<ChannelContext, Problems> check =
        (context, problems) -> {
          ParameterValues values = context.parameters();
          assertThat(values.names()).doesNotContain("tls");
          assertThat(values.object("tls").requiredBool("verify")).isTrue();
          problems.warn("$.parameters", "seen", null);
        };
    assertThat(faults(check, "'parameters': {'url': 'https://a'}")).isEmpty();
  }
}
