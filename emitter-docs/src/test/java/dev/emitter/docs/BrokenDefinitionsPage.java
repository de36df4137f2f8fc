package dev.emitter.docs;

import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.filter.FilterDialects;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The page of broken definitions with the messages they really get. */
final class BrokenDefinitionsPage {

  private final Path folder;
  private final DefinitionReader reader;

  BrokenDefinitionsPage(Path folder, ChannelTypes types) {
    this.folder = folder;
    this.reader =
        new DefinitionReader(
            types,
            FilterDialects.standard(),
            Identities.none(),
            Placeholders.ofEnvironment(),
            Clock.systemUTC());
  }

  String markdown() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # What a broken definition gets

            Every fault of a file is told at once: where it is, what was found, what is allowed, and
            the name that was probably meant. The file is refused whole; the other files, and its
            own last good version, stay at work. These are the files of `examples/broken` and what
            `./emitter check examples/broken` says of them.
            """);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        page.append("\n```json refused\n")
            .append(Files.readString(file))
            .append("```\n\n```text\n");
        for (Problem problem : problems(file)) {
          page.append(problem).append('\n');
        }
        page.append("```\n");
      }
    }
    return page.toString();
  }

  private List<Problem> problems(Path file) throws IOException {
    String name = file.getFileName().toString();
    try {
      reader.readSystem(name, name.replace(".json", ""), Files.readAllBytes(file));
    } catch (ConfigurationException e) {
      return e.problems();
    }
    throw new IllegalStateException(name + " is not broken");
  }
}
