package dev.emitter.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.Audience;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C4")
class ConsoleChannelProviderTest {

  private static List<Problem> faults(Map<String, String> parameters) {
    Problems problems = new Problems();
    new ConsoleChannelProvider().validate(Consoles.context(parameters), problems);
    return problems.list();
  }

  @Test
  void isFoundAsAServiceForSystemEmittersOnly() {
    assertThat(ServiceLoader.load(ChannelProvider.class))
        .hasAtLeastOneElementOfType(ConsoleChannelProvider.class);
    assertThat(new ConsoleChannelProvider().audience()).isEqualTo(Audience.SYSTEM_ONLY);
  }

  @Test
  void refusesWhatOnlyALogHeedsWhenThereIsNone() {
    assertThat(faults(Map.of("level", "INFO", "logPrefix", "x.")))
        .extracting(Problem::toString)
        .containsExactly(
            "$.parameters.logPrefix: has no effect with output \"out\" (remove it, or set output"
                + " to \"log\")",
            "$.parameters.level: has no effect with output \"out\" (remove it, or set output to"
                + " \"log\")");
  }

  @Test
  void acceptsThemForALog() {
    assertThat(faults(Map.of("output", "log", "level", "FINE", "logPrefix", "x."))).isEmpty();
    assertThat(faults(Map.of())).isEmpty();
  }
}
