package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.emitter.channel.Audience;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C3")
class FileChannelProviderTest {

  @Test
  void isFoundAsAServiceForSystemEmittersOnly() {
    assertThat(ServiceLoader.load(ChannelProvider.class))
        .hasAtLeastOneElementOfType(FileChannelProvider.class);
    assertThat(new FileChannelProvider().type()).isEqualTo("File");
    assertThat(new FileChannelProvider().audience()).isEqualTo(Audience.SYSTEM_ONLY);
  }

  @Test
  void declaresItsParameters() {
    assertThat(new FileChannelProvider().parameters())
        .extracting(Parameter::name)
        .containsExactly("path", "rolling", "zone", "fsync", "prettyPrint", "source", "subject");
  }

  @Test
  void suggestsTheTimeZoneThatWasMeant() {
    Emitter emitter = Emitter.to(Path.of("all.log")).with("rolling", true);

    assertThat(emitter.with("zone", "Europe/Berlni").faults())
        .containsExactly(
            "$.parameters.zone: \"Europe/Berlni\" is not a time zone (did you mean"
                + " \"Europe/Berlin\"?)");
    assertThat(emitter.with("zone", "Qqqqqqqqqqqq").faults())
        .singleElement(STRING)
        .contains("give one such as Europe/Berlin, UTC or +02:00");
    assertThat(emitter.with("zone", "+02:00").faults()).isEmpty();
  }

  @Test
  void refusesAZoneThatHasNoEffect() {
    assertThat(Emitter.to(Path.of("all.log")).with("zone", "UTC").faults())
        .containsExactly(
            "$.parameters.zone: has no effect without rolling (remove it, or set rolling to true)");
  }

  @Test
  @Tag("D6")
  void tellsOfAZoneThatIsNoneAndHasNoEffectBoth() {
    assertThat(Emitter.to(Path.of("/")).with("zone", "Nowhere").faults())
        .hasSize(3)
        .anyMatch(fault -> fault.startsWith("$.parameters.path: "))
        .anyMatch(fault -> fault.contains("has no effect without rolling"))
        .anyMatch(fault -> fault.contains("is not a time zone"));
  }

  @Test
  void refusesAPathThatNamesNoFile() {
    for (String path : new String[] {"", "/", " "}) {
      assertThat(Emitter.to(Path.of(path)).faults())
          .containsExactly(
              "$.parameters.path: \"" + path + "\" names no file; end it with the name of one");
    }
  }
}
