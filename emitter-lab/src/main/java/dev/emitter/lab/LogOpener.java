package dev.emitter.lab;

import dev.emitter.execution.Execution;
import dev.emitter.log.EventLog;
import dev.emitter.log.disk.Storage;
import java.time.Clock;

/** Opens the log of a process. */
@FunctionalInterface
public interface LogOpener {

  /**
   * Opens the log.
   *
   * @param storage the disk
   * @param clock gives the time of publication
   * @param execution runs what the log does beside its callers
   * @throws dev.emitter.log.EventLogException if it cannot be opened
   */
  EventLog open(Storage storage, Clock clock, Execution execution);
}
