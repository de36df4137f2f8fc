package dev.emitter.testkit;

import dev.emitter.log.EventLog;
import dev.emitter.log.MemoryEventLog;
import java.time.Clock;

final class MemoryEventLogContractTest extends EventLogContract {

  @Override
  protected EventLog open(Clock time) {
    return MemoryEventLog.builder().clock(time).build();
  }
}
