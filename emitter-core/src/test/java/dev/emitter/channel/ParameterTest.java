package dev.emitter.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A slip in a declaration shows at the declaration, and values have no null where none can be. */
@Tag("D6")
final class ParameterTest {

  private static Parameter of(ParameterType type) {
    return Parameter.of("p", type, "A parameter.");
  }

  static Stream<Arguments> wrongDefaults() {
    return Stream.of(
        Arguments.of(of(ParameterType.DURATION), Duration.ofSeconds(30), "write a String such as"),
        Arguments.of(of(ParameterType.DURATION), 30, "such as \"30s\""),
        Arguments.of(of(ParameterType.DURATION), "soon", "write it like \"30s\""),
        Arguments.of(of(ParameterType.URI), URI.create("https://a.example"), "write a String"),
        Arguments.of(of(ParameterType.URI), "a.example", "absolute"),
        Arguments.of(of(ParameterType.PATH), Path.of("out"), "write a String"),
        Arguments.of(of(ParameterType.BOOLEAN), "true", "write a Boolean"),
        Arguments.of(of(ParameterType.INTEGER), 1.5, "write a whole number"),
        Arguments.of(of(ParameterType.INTEGER), "1", "write a whole number"),
        Arguments.of(of(ParameterType.NUMBER), Double.NaN, "write a number"),
        Arguments.of(of(ParameterType.SECRET), "x", "a secret has no default"),
        Arguments.of(of(ParameterType.LIST), List.of(), "only single values"),
        Arguments.of(of(ParameterType.OBJECT), Map.of(), "only single values"),
        Arguments.of(of(ParameterType.INTEGER).between(1, 5), 6, "not between 1 and 5"),
        Arguments.of(of(ParameterType.STRING).between(1, 5), "", "not between 1 and 5"),
        Arguments.of(Parameter.choice("p", "One of two.", "a", "b"), "c", "allowed are a, b"));
  }

  @ParameterizedTest
  @MethodSource("wrongDefaults")
  void refusesAWrongDefaultWhereItIsDeclared(Parameter declared, Object value, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> declared.withDefault(value))
        .withMessageStartingWith("default of parameter p = ")
        .withMessageContaining(why);
  }

  @Test
  void refusesBoundsAndChoicesThatTheDefaultDoesNotMeetInAnyOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(ParameterType.INTEGER).withDefault(6).between(1, 5));
  }

  @Test
  void takesDefaultsAsJsonWouldHaveThem() {
    assertThat(of(ParameterType.DURATION).withDefault("30s").defaultValue()).isEqualTo("30s");
    assertThat(of(ParameterType.NUMBER).withDefault(new BigDecimal("0.5")).defaultValue())
        .isEqualTo(new BigDecimal("0.5"));
    assertThat(of(ParameterType.INTEGER).between(1, 5).withDefault(5).defaultValue()).isEqualTo(5);
  }

  @Test
  void valuesThatAreRequiredOrHaveADefaultAreNeverNull() {
    ParameterValues values =
        new ParameterValues(
            Map.of(
                "uri",
                URI.create("https://a.example"),
                "wait",
                Duration.ofSeconds(1),
                "on",
                true,
                "count",
                3L,
                "share",
                new BigDecimal("0.5")));
    assertThat(values.requiredUri("uri")).hasHost("a.example");
    assertThat(values.requiredDuration("wait")).hasSeconds(1);
    assertThat(values.requiredBool("on")).isTrue();
    assertThat(values.requiredInteger("count")).isEqualTo(3);
    assertThat(values.requiredNumber("share")).isEqualByComparingTo("0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.requiredDuration("none"))
        .withMessageContaining(
            "parameter none has no value: declare it required or with a default");
  }

  @Test
  void aCheckEndsWhereItAsksForAFaultyParameterAndTheOthersGoOn() {
    ParameterValues values = new ParameterValues(Map.of("good", "x"), Map.of(), Set.of("bad"));
    StringBuilder said = new StringBuilder();
    ParameterChecks.each(
        () -> said.append("first ").append(values.requiredString("bad")),
        () -> said.append(values.string("bad") == null ? "untrue" : ""),
        () -> said.append(values.requiredString("good")));
    assertThat(said).hasToString("first x");
  }
}
