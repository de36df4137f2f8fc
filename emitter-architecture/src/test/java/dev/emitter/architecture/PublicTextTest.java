package dev.emitter.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What users read refers to nothing that they cannot look up: sections of public specifications,
 * not numbers of requirements. Those are tags of tests.
 */
final class PublicTextTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

  /** A word such as requirement before a number, or a number such as C1 alone in brackets. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?i:requirements?) [A-Z]\\d{0,2}\\b"
              + "|\\([A-Z]\\d{1,2}(?:(?:,| to| and) [A-Z]\\d{1,2})*\\)");

  /** Comments go on after line breaks. */
  private static final Pattern BREAK = Pattern.compile("\\s+(?:\\*\\s+|//\\s+)?");

  @Test
  void sourcesNameNoNumbersOfRequirements() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path module : folders("emitter-")) {
      sources.addAll(below(module.resolve("src/main/java"), ".java"));
    }
    sources.addAll(below(ROOT.resolve("examples"), ".java"));
    assertThat(sources).hasSizeGreaterThan(500);
    assertThat(found(sources)).isEmpty();
  }

  @Test
  void pagesNameNoNumbersOfRequirements() throws IOException {
    List<Path> pages = new ArrayList<>(below(ROOT.resolve("docs"), ".md"));
    pages.addAll(below(ROOT.resolve("examples"), ".md"));
    for (String page : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      pages.add(ROOT.resolve(page));
    }
    assertThat(pages).hasSizeGreaterThan(20);
    assertThat(found(pages)).isEmpty();
  }

  @Test
  void findsThemWhereverALineEnds() {
    for (String text :
        List.of(
            "/** Sends (requirement C1). */",
            "/**\n * Sends (requirement\n * C1 to C3).\n */",
            "; requirement E1)",
            "it is not counted (R6).",
            "Requirements T1, T2")) {
      assertThat(numbers(text)).as(text).hasSize(1);
    }
    assertThat(numbers("the requirement that a tag proves; (section 3.1), (RFC 9110), (V)"))
        .isEmpty();
  }

  private static List<String> found(List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      for (String number : numbers(Files.readString(file))) {
        found.add(ROOT.relativize(file) + ": " + number);
      }
    }
    return found;
  }

  private static List<String> numbers(String text) {
    Matcher numbers = NUMBER.matcher(BREAK.matcher(text).replaceAll(" "));
    return numbers.results().map(number -> number.group()).toList();
  }

  private static List<Path> folders(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(ROOT)) {
      return all.filter(one -> one.getFileName().toString().startsWith(prefix))
          .filter(Files::isDirectory)
          .toList();
    }
  }

  private static List<Path> below(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(one -> one.toString().endsWith(ending))
          .filter(one -> !one.toString().contains("/target/"))
          .filter(one -> !one.toString().contains("/src/test/"))
          .toList();
    }
  }
}
