package dev.emitter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.channel.CheckResult;
import dev.emitter.channel.DeliveryResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C3")
class FullDiskTest {

  private static final int BATCH = 40;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"never", "batch"})
  void deliversEachEventOnceInOrderOnceThereIsSpaceAgain(String fsync) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder);
        Emitter emitter = Emitter.to(folder.resolve("all.log")).with("fsync", fsync)) {
      disk.fill(16);
      int next = deliverUntilFull(emitter);
      assertThat(next).isPositive();
      assertFull(emitter.deliver(next, next + BATCH));
      assertThat(Events.read(folder.resolve("all.log"))).isEqualTo(Events.lines(0, next));

      disk.free();
      assertThat(emitter.deliver(next, next + BATCH)).allMatch(DeliveryResult.delivered()::equals);
      assertThat(Events.read(folder.resolve("all.log"))).isEqualTo(Events.lines(0, next + BATCH));
    }
  }

  @Test
  void reportsAFullDiskWhenChecked() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder);
        Emitter emitter = Emitter.to(folder.resolve("all.log"))) {
      assertThat(check(emitter)).isEqualTo(CheckResult.OK);
      disk.fill(64);
      assertThat(check(emitter).fault()).contains("all.log", "no space left", "free some");
      disk.free();
      assertThat(check(emitter)).isEqualTo(CheckResult.OK);
    }
  }

  @Test
  void retriesWithoutCountingOnADeviceThatIsAlwaysFull() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    try (Emitter emitter = Emitter.to(full)) {
      assertFull(emitter.deliver(0, 3));
      assertFull(emitter.deliver(0, 3));
    }
  }

  private static int deliverUntilFull(Emitter emitter) {
    int next = 0;
    while (emitter.deliver(next, next + BATCH).get(0).equals(DeliveryResult.delivered())) {
      next += BATCH;
    }
    return next;
  }

  private static void assertFull(List<DeliveryResult> results) {
    assertThat(results)
        .isNotEmpty()
        .allSatisfy(
            result ->
                assertThat(result)
                    .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> {
                          assertThat(retry.countsTowardsDisable()).isFalse();
                          assertThat(retry.reason()).contains("file /", "no space left", "free");
                        }));
  }

  private static CheckResult check(Emitter emitter) {
    return emitter.channel().check().toCompletableFuture().join();
  }
}
