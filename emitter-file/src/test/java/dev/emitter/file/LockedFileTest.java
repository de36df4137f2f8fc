package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.DeliveryResult;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("C3")
class LockedFileTest {

  @TempDir Path folder;

  @Test
  void retriesWithoutCountingWhileThisProcessHoldsTheLockElsewhere() throws IOException {
    Path file = Files.createFile(folder.resolve("all.log"));
    try (Emitter emitter = Emitter.to(file)) {
      try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
        other.lock();
        assertLocked(emitter.deliver(0, 2), "locked by another part of this process");
      }
      assertThat(emitter.deliver(0, 2)).allMatch(DeliveryResult.delivered()::equals);
    }
    assertThat(Events.read(file)).isEqualTo(Events.lines(0, 2));
  }

  @Test
  void stopsWaitingForAnotherProcessWhenInterrupted() throws Exception {
    Path file = Files.createFile(folder.resolve("all.log"));
    Process other = holdLock(file);
    ExecutorService lane = Executors.newSingleThreadExecutor();
    try (Emitter emitter = Emitter.to(file)) {
      Future<Thread> thread = lane.submit(Thread::currentThread);
      Future<List<DeliveryResult>> waiting = lane.submit(() -> emitter.deliver(0, 2));
      await()
          .atMost(ONE_MINUTE)
          .until(
              () -> {
                thread.get().interrupt();
                return waiting.isDone();
              });
      assertLocked(waiting.get(), "locked by another program");

      other.destroyForcibly().waitFor();
      assertThat(emitter.deliver(0, 2)).allMatch(DeliveryResult.delivered()::equals);
    } finally {
      other.destroyForcibly();
      lane.shutdownNow();
    }
    assertThat(Events.read(file)).isEqualTo(Events.lines(0, 2));
  }

  @Test
  @Timeout(240)
  void retriesWithoutCountingWhileAnotherProcessHoldsTheLock() throws Exception {
    Path file = Files.createFile(folder.resolve("all.log"));
    Process other = holdLock(file);
    try (Emitter emitter = Emitter.to(file)) {
      assertLocked(emitter.deliver(0, 2), "locked by another program", "after a wait of");
      other.destroyForcibly().waitFor();
      assertThat(emitter.deliver(0, 2)).allMatch(DeliveryResult.delivered()::equals);
    } finally {
      other.destroyForcibly();
    }
    assertThat(Events.read(file)).isEqualTo(Events.lines(0, 2));
  }

  private Process holdLock(Path file) throws IOException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockedFileTest.class.getName(),
                file.toString())
            .start();
    assertThat(other.getInputStream().read()).isEqualTo('L');
    return other;
  }

  /** The other process: it locks the file and keeps it locked. */
  public static void main(String[] arguments) throws IOException {
    try (FileChannel file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
      file.lock();
      System.out.print("L");
      System.out.flush();
      System.in.read();
    }
  }

  private static void assertLocked(List<DeliveryResult> results, String... words) {
    assertThat(results)
        .hasSize(2)
        .allSatisfy(
            result ->
                assertThat(result)
                    .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> {
                          assertThat(retry.reason()).contains(words);
                          assertThat(retry.countsTowardsDisable()).isFalse();
                        }));
  }
}
