package dev.emitter.testkit.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The guide to testing shows code that runs here, and messages that it really gives. Run with
 * {@code -Ddocs.write=true} to write the messages anew.
 */
final class TestingGuideTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Path GUIDE = ROOT.resolve("docs/testing.md");
  private static final Pattern SHOWN =
      Pattern.compile("(?s)(<!-- source (\\S+) -->\\R)?```java\\R(.*?)```");
  private static final Pattern MESSAGES =
      Pattern.compile("(?s)(<!-- messages -->\\R\\R)(.*?)(?=<!-- end of messages -->)");

  @Test
  void showsTheMessagesOfAssertionsThatFail() throws Exception {
    String page = Files.readString(GUIDE);
    String messages = new GuidePage(ROOT).messages() + "\n";
    if (Boolean.getBoolean("docs.write")) {
      page = MESSAGES.matcher(page).replaceFirst(found -> quoted(found.group(1) + messages));
      Files.writeString(GUIDE, page);
    }
    List<String> shown = MESSAGES.matcher(page).results().map(found -> found.group(2)).toList();
    assertThat(shown)
        .withFailMessage(
            "docs/testing.md is out of date: run this test with -Ddocs.write=true and commit it")
        .containsExactly(messages);
    assertThat(messages.split("### ", -1)).hasSizeGreaterThan(10);
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }

  @Test
  void showsCodeThatRuns() throws IOException {
    List<MatchResult> snippets = SHOWN.matcher(Files.readString(GUIDE)).results().toList();
    assertThat(snippets).hasSizeGreaterThan(15);
    for (MatchResult snippet : snippets) {
      assertThat(snippet.group(2)).as(snippet.group(3)).isNotNull();
      assertThat(plain(Files.readString(ROOT.resolve(snippet.group(2)))))
          .contains(plain(snippet.group(3)));
    }
  }

  private static String plain(String code) {
    return code.replaceAll("(?m)^[ \\t]+|[ \\t]+$", "").strip();
  }
}
