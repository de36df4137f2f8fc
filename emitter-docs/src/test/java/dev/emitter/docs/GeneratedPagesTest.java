package dev.emitter.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionSchema;
import dev.emitter.config.FlowSchema;
import dev.emitter.config.ReferencePage;
import dev.emitter.handler.HandlerChannelProvider;
import dev.emitter.handler.HandlerRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds the pages that are generated from the declarations to what the declarations say now. Run
 * with {@code -Ddocs.write=true} to write them anew.
 */
final class GeneratedPagesTest {

  private static final Path DOCS = Path.of(System.getProperty("project.root", ".."), "docs");

  private final ChannelTypes types =
      ChannelTypes.discover(List.of(new HandlerChannelProvider(new HandlerRegistry())));

  @Test
  void theReferencePageSaysWhatIsDeclared() throws IOException {
    holds("definition-reference.md", ReferencePage.markdown(types));
  }

  @Test
  void theSchemaSaysWhatIsDeclared() throws IOException {
    holds("definition.schema.json", DefinitionSchema.json(types));
  }

  @Test
  void theSchemaOfFlowsSaysWhatIsDeclared() throws IOException {
    holds("flow.schema.json", FlowSchema.json());
  }

  @Test
  void thePageOfBrokenDefinitionsShowsTheMessagesTheyGet() throws IOException {
    Path broken = DOCS.resolveSibling("examples").resolve("broken");
    Path warned = broken.resolveSibling("warned");
    holds("broken-definitions.md", new BrokenDefinitionsPage(broken, warned, types).markdown());
  }

  private static void holds(String name, String generated) throws IOException {
    Path page = DOCS.resolve(name);
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(page, generated);
    }
    assertThat(page)
        .withFailMessage("docs/%s is out of date: run make reference and commit it", name)
        .hasContent(generated.replaceAll("\\R$", ""));
  }
}
