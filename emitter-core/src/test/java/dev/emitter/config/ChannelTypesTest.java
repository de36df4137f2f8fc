package dev.emitter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.channel.Audience;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.problem.ConfigurationException;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D1")
class ChannelTypesTest {

  @Test
  void findsTypesIgnoringCaseAndListsThemByName() {
    assertThat(FakeProvider.TYPES.find("hOOk")).isSameAs(FakeProvider.HOOK);
    assertThat(FakeProvider.TYPES.find("Other")).isNull();
    assertThat(FakeProvider.TYPES.names()).containsExactly("Diary", "Disk", "Hook");
  }

  @Test
  void refusesTwoOfAName() {
    ChannelProvider again = new FakeProvider("HOOK", Audience.EVERYONE, List.of());
    assertThatThrownBy(() -> ChannelTypes.of(List.of(FakeProvider.HOOK, again)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("channel type = HOOK: given twice");
  }

  @Test
  void aGivenTypeReplacesOneThatIsFound() {
    ChannelProvider console = new FakeProvider("Console", Audience.EVERYONE, List.of());
    assertThat(ChannelTypes.discover(List.of(console)).find("console")).isSameAs(console);
  }

  @Test
  void leavesOutAServiceThatCannotBeLoaded() {
    Iterator<ChannelProvider> good = List.<ChannelProvider>of(FakeProvider.HOOK).iterator();
    Iterator<ChannelProvider> services =
        new Iterator<>() {
          private boolean failed;

          @Override
          public boolean hasNext() {
            return good.hasNext();
          }

          @Override
          public ChannelProvider next() {
            if (!failed) {
              failed = true;
              throw new ServiceConfigurationError("no such class");
            }
            return good.next();
          }
        };
    assertThat(ChannelTypes.found(services)).containsExactly(FakeProvider.HOOK);
  }

  @Test
  @Tag("D6")
  void refusesADefaultThatIsNoValueOfItsParameter() {
    Parameter wait =
        Parameter.of("wait", ParameterType.DURATION, "How long.").withDefault("5 mins");
    Parameter tls =
        Parameter.of("tls", ParameterType.OBJECT, "How.").containing(wait.between(1, 10));
    FakeProvider faulty = new FakeProvider("Faulty", Audience.EVERYONE, List.of(tls));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ChannelTypes.of(List.of(faulty)))
        .withMessageStartingWith("channel type = Faulty: declares defaults")
        .withMessageContaining("$.parameters.tls.wait: found \"5 mins\"");
  }
}
