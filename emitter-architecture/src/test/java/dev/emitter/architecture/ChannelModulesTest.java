package dev.emitter.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A channel module is named everywhere it must be: else its type is missing from the command line
 * or the reference, or nobody holds its packages in order. A failure says which file lacks it.
 */
final class ChannelModulesTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final String SERVICES =
      "src/main/resources/META-INF/services/dev.emitter.channel.ChannelProvider";

  /** The files that name each channel module, with how they do it. */
  private static final List<Place> PLACES =
      List.of(
          new Place("pom.xml", "<module>%s</module>"),
          new Place("emitter-bom/pom.xml", "<artifactId>%s</artifactId>"),
          new Place("emitter-cli/pom.xml", "<artifactId>%s</artifactId>"),
          new Place("emitter-architecture/pom.xml", "<artifactId>%s</artifactId>"),
          new Place("emitter", " %s "));

  private record Place(String file, String text) {

    private void assertNames(String module) throws IOException {
      assertThat(Files.readString(ROOT.resolve(file)))
          .as("%s must name the channel module %s", file, module)
          .contains(text.formatted(module));
    }
  }

  @TestFactory
  Stream<DynamicTest> areNamedWhereverTheyMustBe() throws IOException {
    List<String> modules = modules();
    assertThat(modules).contains("emitter-file", "emitter-kafka", "emitter-webhook");
    return modules.stream()
        .flatMap(
            module ->
                PLACES.stream()
                    .map(
                        place ->
                            dynamicTest(
                                module + " in " + place.file(), () -> place.assertNames(module))));
  }

  /** Their packages are checked too: see {@link PackageOrderTest}. */
  @TestFactory
  Stream<DynamicTest> areHeldInOrder() throws IOException {
    return modules().stream()
        .map(module -> module.replace("emitter-", ""))
        .map(name -> dynamicTest(name, () -> assertThat(PackageOrderTest.CHANNELS).contains(name)));
  }

  private static List<String> modules() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(SERVICES)))
          .map(folder -> folder.getFileName().toString())
          .filter(module -> !module.equals("emitter-core"))
          .sorted()
          .toList();
    }
  }
}
