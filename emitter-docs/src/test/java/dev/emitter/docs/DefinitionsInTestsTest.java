package dev.emitter.docs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.emitter.audit.AuditChannelProvider;
import dev.emitter.testkit.TestEmitters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every definition that a page shows can be tested as it stands: what it needs of an application,
 * such as secrets, certificates, identities and handlers, the test kit has dummies for. Audits want
 * a folder.
 */
@Tag("U2")
final class DefinitionsInTestsTest {

  @TestFactory
  Stream<DynamicTest> startWithoutWhatAnApplicationHas() throws IOException {
    return Page.all(Page.ROOT).stream()
        .flatMap(page -> page.blocks().stream())
        .filter(DefinitionsInTestsTest::isDefinition)
        .map(block -> dynamicTest(block.place(), () -> assertStarts(block.text())));
  }

  private static boolean isDefinition(Block block) {
    return block.language().equals("json") && List.of("", "definition").contains(block.kind());
  }

  private static void assertStarts(String definition) {
    assertThatCode(
            () ->
                TestEmitters.builder()
                    .channel(AuditChannelProvider.in(Path.of("target", "audit")))
                    .definition("shown", definition)
                    .start()
                    .close())
        .doesNotThrowAnyException();
  }
}
