package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A download takes the memory of an event, however large it is; {@code -Daudit.megabytes=1024}
 * makes it a large one.
 */
@Tag("C2")
final class SlowDownloadTest {

  private static final int MEGABYTES = Integer.getInteger("audit.megabytes", 96);

  @TempDir Path folder;

  @Test
  void aDownloadLargerThanTheHeapIsReadWhileOthersAreStored()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SlowDownload.class.getName(),
                folder.toString(),
                Integer.toString(MEGABYTES))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = process.getInputStream()) {
      String[] told = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip().split(" ");
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(told).hasSize(3);
      assertThat(told[0]).as("lines read").isEqualTo(told[1]);
      assertThat(Integer.parseInt(told[2]))
          .as("batches stored meanwhile")
          .isGreaterThan(MEGABYTES / 2);
    } finally {
      process.destroyForcibly();
    }
  }
}
