package dev.emitter.log.disk;

import dev.emitter.log.EventLog;
import dev.emitter.testkit.EventLogContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

final class DiskEventLogContractTest extends EventLogContract {

  @TempDir private Path directory;

  @Override
  protected EventLog open(Clock time) {
    return DiskEventLog.builder(directory).clock(time).segmentBytes(65_536).open();
  }
}
