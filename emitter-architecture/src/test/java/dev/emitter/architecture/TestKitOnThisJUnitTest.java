package dev.emitter.architecture;

import dev.emitter.log.EventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.testkit.EventLogContract;
import java.time.Clock;

/** The kit, compiled against the oldest JUnit it supports, runs on the JUnit of this build. */
final class TestKitOnThisJUnitTest extends EventLogContract {

  @Override
  protected EventLog open(Clock time) {
    return MemoryEventLog.builder().clock(time).build();
  }
}
