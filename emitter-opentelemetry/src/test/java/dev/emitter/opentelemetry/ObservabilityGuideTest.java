package dev.emitter.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The Java in the guide compiles. */
final class ObservabilityGuideTest {

  private static final Pattern SNIPPET = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> snippetsCompile() throws IOException {
    Path guide = Path.of(System.getProperty("project.root", ".."), "docs", "observability.md");
    List<String> snippets =
        SNIPPET.matcher(Files.readString(guide)).results().map(found -> found.group(1)).toList();
    assertThat(snippets).hasSize(2);
    return snippets.stream()
        .map(one -> DynamicTest.dynamicTest(one.lines().findFirst().orElse(""), () -> compile(one)))
        .toList();
  }

  private void compile(String snippet) throws IOException {
    Path file = Files.writeString(folder.resolve("Snippet.java"), source(snippet));
    StringWriter messages = new StringWriter();
    PrintWriter out = new PrintWriter(messages);
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                out,
                out,
                "-d",
                folder.toString(),
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                file.toString());
    assertThat(code).as(messages.toString()).isZero();
  }

  /** Imports stay in front; the rest is the body of a method. */
  private static String source(String snippet) {
    Matcher imports = IMPORT.matcher(snippet);
    String head = imports.results().map(MatchResult::group).collect(Collectors.joining("\n"));
    return head + "\nclass Snippet { void run() {\n" + imports.replaceAll("") + "\n} }";
  }
}
