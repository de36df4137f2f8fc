package dev.emitter.docs;

import dev.emitter.cli.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the commands of a page without running them: {@code ./emitter} against its options, and
 * that the examples, targets of make and modules that are named exist.
 */
final class ShellSnippets {

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][a-z-]*");

  private final Path root;

  ShellSnippets(Path root) {
    this.root = root;
  }

  /** Returns what is wrong with a block of commands. */
  List<String> faults(String text) throws IOException {
    List<String> faults = new ArrayList<>();
    for (List<String> command : ShellWords.commands(text)) {
      String fault = fault(command);
      if (fault != null) {
        faults.add("\"" + String.join(" ", command) + "\": " + fault);
      }
    }
    return faults;
  }

  private @Nullable String fault(List<String> command) throws IOException {
    List<String> arguments = command.subList(1, command.size());
    return switch (command.get(0)) {
      case "./emitter", "emitter" -> Usage.fault(arguments);
      case "./examples/run", "examples/run" -> example(arguments);
      case "make" -> targets(arguments);
      case "mvn" -> modules(arguments);
      default -> null;
    };
  }

  private @Nullable String example(List<String> arguments) {
    return !arguments.isEmpty()
            && Files.exists(root.resolve("examples").resolve(arguments.get(0)).resolve("pom.xml"))
        ? null
        : "there is no such example";
  }

  private @Nullable String targets(List<String> names) throws IOException {
    String makefile = Files.readString(root.resolve("Makefile"));
    for (String name : names) {
      if (!Pattern.compile("(?m)^" + Pattern.quote(name) + ":").matcher(makefile).find()) {
        return "the Makefile has no target " + name;
      }
    }
    return null;
  }

  private @Nullable String modules(List<String> arguments) {
    int list = arguments.indexOf("-pl");
    if (list < 0 || list + 1 == arguments.size()) {
      return null;
    }
    for (String module : arguments.get(list + 1).split(",", -1)) {
      if (!Files.exists(root.resolve(module).resolve("pom.xml"))) {
        return "there is no module " + module;
      }
    }
    return null;
  }

  /** Returns the options in a summary, such as {@code ./emitter run [--follow]}, that are none. */
  List<String> summaryFaults(String text) {
    List<String> faults = new ArrayList<>();
    Set<String> options = Set.of();
    for (String line : text.lines().toList()) {
      List<String> words = List.of(line.strip().split("\\s+", -1));
      if (words.get(0).equals("./emitter") && words.size() > 1) {
        options = Usage.options(words.get(1).contains("|") ? List.of() : words.subList(1, 2));
        if (options.isEmpty()) {
          faults.add("emitter has no command " + words.get(1));
        }
      } else if (!line.startsWith(" ")) {
        options = Set.of();
      }
      if (!options.isEmpty()) {
        unknown(line, options).forEach(one -> faults.add("there is no option " + one));
      }
    }
    return faults;
  }

  private static List<String> unknown(String line, Set<String> options) {
    Matcher found = OPTION.matcher(line);
    return found.results().map(MatchResult::group).filter(one -> !options.contains(one)).toList();
  }
}
