package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.emitter.channel.DeliveryResult;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C3")
class WriteFaultTest {

  @TempDir Path folder;

  private static void assertFails(Path file, String... words) {
    try (Emitter emitter = Emitter.to(file)) {
      String checked = emitter.channel().check().toCompletableFuture().join().fault();
      assertThat(checked).contains("file " + file + ": ").contains(words);
      assertThat(emitter.deliver(0, 2))
          .hasSize(2)
          .allSatisfy(result -> assertCounts(result, file, words));
    }
  }

  private static void assertCounts(DeliveryResult result, Path file, String... words) {
    assertThat(result)
        .isInstanceOfSatisfying(
            DeliveryResult.Retry.class,
            retry -> {
              assertThat(retry.countsTowardsDisable()).isTrue();
              assertThat(retry.reason()).contains("file " + file + ": ").contains(words);
            });
  }

  @Test
  void saysThatThePathIsAFolder() {
    assertFails(folder, "is a folder; give the path of a file");
  }

  @Test
  void saysThatAFileIsWhereAFolderIsNeeded() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertFails(file.resolve("all.log"), "a folder is needed", "at " + file, "move it");
  }

  @Test
  void saysWhatMayNotBeWritten() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(closed), "this user may write everywhere");
    assertFails(closed.resolve("all.log"), "permission denied", "or give another path");
  }

  @Test
  void tellsLackOfSpaceFromOtherFailures() {
    Path file = folder.resolve("all.log");
    assertThat(WriteFault.of(file, new IOException("Disk quota exceeded")).passing()).isTrue();
    assertThat(WriteFault.of(file, new IOException("Input/output error")).passing()).isFalse();
    assertThat(WriteFault.of(file, new AccessDeniedException(file.toString())).reason())
        .contains("permission denied at " + file);
  }

  @Test
  void namesThePathOnce() {
    IOException failure = new FileSystemException("/x/all.log", null, "Read-only");
    assertThat(WriteFault.of(Path.of("/x/all.log"), failure).reason())
        .isEqualTo("file /x/all.log: cannot be written: Read-only; mend it, or give another path");
  }

  @Test
  void deliversOnceTheCauseIsGone() throws IOException {
    Path blocked = Files.createFile(folder.resolve("logs"));
    try (Emitter emitter = Emitter.to(blocked.resolve("all.log"))) {
      assertThat(emitter.deliver(0, 2).get(0)).isInstanceOf(DeliveryResult.Retry.class);
      Files.delete(blocked);
      assertThat(emitter.deliver(0, 2)).allMatch(DeliveryResult.delivered()::equals);
    }
    assertThat(Events.read(blocked.resolve("all.log"))).isEqualTo(Events.lines(0, 2));
  }

  @Test
  void makesNothingWhenChecked() {
    try (Emitter emitter = Emitter.to(folder.resolve("a/b/all.log"))) {
      assertThat(emitter.channel().check().toCompletableFuture().join().ok()).isTrue();
    }
    assertThat(folder).isEmptyDirectory();
  }
}
