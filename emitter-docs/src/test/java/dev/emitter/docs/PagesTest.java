package dev.emitter.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page of the project, found by itself: its Java compiles, its JSON loads, its commands are
 * understood, its links lead somewhere.
 */
final class PagesTest {

  @TempDir Path folder = Path.of("");

  private PageCheck check;

  @BeforeEach
  void open() throws IOException {
    check = new PageCheck(Page.ROOT, folder);
  }

  @AfterEach
  void close() throws IOException {
    check.close();
  }

  @TestFactory
  Stream<DynamicTest> showsWhatIsTrue() throws IOException {
    List<Page> pages = Page.all(Page.ROOT);
    assertThat(pages)
        .extracting(Page::name)
        .contains("README.md", "CONTRIBUTING.md", "docs/webhook.md", "docs/start-here.md");
    return pages.stream()
        .map(page -> dynamicTest(page.name(), () -> assertThat(check.faults(page)).isEmpty()));
  }
}
