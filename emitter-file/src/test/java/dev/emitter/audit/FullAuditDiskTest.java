package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.file.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk ends by itself: events wait, and none is lost or stored twice. */
@Tag("C2")
final class FullAuditDiskTest {

  @TempDir Path folder;

  private int free() throws IOException {
    return (int) (Files.getFileStore(folder).getUsableSpace() / 1024);
  }

  @Test
  void eventsWaitUntilThereIsSpace() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder);
        Audit audit = Audit.in(folder.resolve("audit")).segments(20_000)) {
      audit.deliver(1, 20);
      disk.fill(free());
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThat(audit.deliver(21, 120))
            .hasSize(100)
            .allSatisfy(
                result -> {
                  DeliveryResult.Retry retry = (DeliveryResult.Retry) result;
                  assertThat(retry.reason()).contains("no space left");
                  assertThat(retry.countsTowardsDisable()).isFalse();
                });
      }
      disk.free();
      assertThat(audit.deliver(21, 120)).containsOnly(DeliveryResult.delivered());
      assertThat(audit.all()).isEqualTo(Audit.range(1, 120));
      audit.restart();
      audit.deliver(100, 125);
      assertThat(audit.all()).isEqualTo(Audit.range(1, 125));
      assertThat(audit.log().verify(Audit.ID, null).faults()).isEmpty();
    }
  }
}
