package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.DeliveryResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("C3")
class DeviceTest {

  @TempDir Path folder;

  /** Opening one would wait for a reader, for ever if none comes. */
  @Test
  @Timeout(240)
  void refusesANamedPipeByItselfAndBehindALinkAndDoesNotWait() throws IOException {
    Path pipe = folder.resolve("pipe");
    assumeTrue(makePipe(pipe), "this system makes no named pipes");
    for (Path path : List.of(pipe, Files.createSymbolicLink(folder.resolve("link"), pipe))) {
      try (Emitter emitter = Emitter.to(path)) {
        assertThat(emitter.faults())
            .singleElement()
            .asString()
            .contains("$.parameters.path", "is a named pipe (FIFO)", "give the path of a file");
        assertThat(emitter.channel().check().toCompletableFuture().join().fault())
            .contains("is a named pipe (FIFO)");
        assertThat(emitter.deliver(0, 3))
            .allSatisfy(
                result ->
                    assertThat(result)
                        .isInstanceOfSatisfying(
                            DeliveryResult.Retry.class,
                            retry -> assertThat(retry.reason()).contains("is a named pipe")));
      }
    }
  }

  @Test
  @Timeout(240)
  void refusesANamedPipeBelowARoot() throws IOException {
    Path pipe = folder.resolve("pipe");
    assumeTrue(makePipe(pipe), "this system makes no named pipes");
    try (Emitter emitter = Emitter.to(Path.of("pipe")).within(folder)) {
      assertThat(emitter.faults()).singleElement().asString().contains("is a named pipe");
      assertThat(emitter.deliver(0, 1)).singleElement().asString().contains("is a named pipe");
    }
  }

  @Test
  void whatTheProcessWasGivenOpenIsNoNamedPipe() {
    Path out = Path.of("/dev/stdout");
    assumeTrue(Files.exists(out), "this system has no /dev/stdout");
    assertThat(NamedPipe.is(out)).isFalse();
    assertThat(NamedPipe.is(Path.of("/dev/null"))).isFalse();
  }

  @Test
  void relativePathsMayStartElsewhere() {
    Path target = Path.of("sub/all.log");
    ChannelProvider provider = FileChannelProvider.startingAt(folder);
    try (Emitter emitter = Emitter.to(target).by(provider)) {
      emitter.deliver(0, 1);
    }
    assertThat(folder.resolve(target)).exists();
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
