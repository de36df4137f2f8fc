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

/** The page of broken and of doubtful definitions, with the messages they really get. */
final class BrokenDefinitionsPage {

  private final Path broken;
  private final Path warned;
  private final DefinitionReader reader;

  BrokenDefinitionsPage(Path broken, Path warned, ChannelTypes types) {
    this.broken = broken;
    this.warned = warned;
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
    append(page, broken, "json refused");
    page.append(
        """

        ## Warnings

        What a definition may say, but most likely means otherwise, is warned of. Such a definition
        is at work. `./emitter check` prints warnings and ends with 0, with `--strict` with 2;
        `register` and `registerUser` return them with the id; `problems()` lists those of files,
        marked; the log has them once. With `--catalogue`, and in an application with a catalogue, a
        filter that no declared event can pass is warned of. With `--events FILE`, `check` asks each
        filter about sample events, and warns of one that is null for all of them.

        Files of the folder that look like definitions and are none are warned of in the same way: a
        name that does not end with `.json` in lower case, a folder, a link that leads nowhere.

        These are the files of `examples/warned` and what `./emitter check examples/warned` says.
        """);
    append(page, warned, "json");
    return page.toString();
  }

  private void append(StringBuilder page, Path folder, String fence) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        page.append("\n```" + fence + "\n")
            .append(Files.readString(file))
            .append("```\n\n```text\n");
        List<Problem> problems = problems(file);
        boolean asTold = problems.stream().allMatch(p -> p.isWarning() == folder.equals(warned));
        if (problems.isEmpty() || !asTold) {
          throw new IllegalStateException(file + " belongs into another folder: " + problems);
        }
        problems.forEach(problem -> page.append(problem).append('\n'));
        page.append("```\n");
      }
    }
  }

  private List<Problem> problems(Path file) throws IOException {
    String name = file.getFileName().toString();
    try {
      return reader
          .readSystem(name, name.replace(".json", ""), Files.readAllBytes(file))
          .warnings();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }
}
