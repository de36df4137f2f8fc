package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.channel.DeliveryResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C3")
class DeviceTest {

  @TempDir Path folder;

  @Test
  void writesToAPipe() throws IOException {
    Path pipe = folder.resolve("pipe");
    assumeTrue(makePipe(pipe), "this system makes no named pipes");
    CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> Events.read(pipe));
    try (Emitter emitter = Emitter.to(pipe)) {
      assertThat(emitter.deliver(0, 3)).allMatch(DeliveryResult.delivered()::equals);
      assertThat(emitter.deliver(3, 5)).allMatch(DeliveryResult.delivered()::equals);
    }
    assertThat(read.join()).isEqualTo(Events.lines(0, 5));
  }

  @Test
  void writesToADeviceBehindALink() throws IOException {
    Path nowhere = Path.of("/dev/null");
    assumeTrue(Files.exists(nowhere), "this system has no /dev/null");
    Path link = Files.createSymbolicLink(folder.resolve("link"), nowhere);
    try (Emitter emitter = Emitter.to(link)) {
      assertThat(emitter.channel().check().toCompletableFuture().join().ok()).isTrue();
      assertThat(emitter.deliver(0, 3)).allMatch(DeliveryResult.delivered()::equals);
    }
  }

  private static boolean makePipe(Path pipe) {
    try {
      Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
      return made.onExit().join().exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
