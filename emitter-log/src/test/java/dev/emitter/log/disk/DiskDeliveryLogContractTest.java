package dev.emitter.log.disk;

import dev.emitter.delivery.DeliveryLog;
import dev.emitter.testkit.DeliveryLogContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

final class DiskDeliveryLogContractTest extends DeliveryLogContract {

  @TempDir private Path directory;

  @Override
  protected DeliveryLog open(Clock time) throws IOException {
    return DiskDeliveryLog.open(DirectoryStorage.of(directory), time, Duration.ofDays(7), 1 << 20);
  }
}
