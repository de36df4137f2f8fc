package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What docs/webhook.md leaves out. That its examples load and compile is tested with all pages, and
 * its verifier in examples/webhook.
 */
@Tag("C1")
final class WebhookGuideTest {

  private static final Path GUIDE =
      Path.of(System.getProperty("project.root", ".."), "docs", "webhook.md");

  @Test
  void namesEveryParameter() throws IOException {
    String guide = Files.readString(GUIDE);

    assertThat(WebhookParameters.ALL).allSatisfy(one -> assertThat(guide).contains(one.name()));
  }
}
