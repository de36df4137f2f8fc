package dev.emitter.testkit;

import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/** A log in memory that gives out what it reads damaged. */
final class FaultyLog extends ForwardingEventLog {

  private final UnaryOperator<List<LoggedEvent>> damage;

  FaultyLog(Clock time, UnaryOperator<List<LoggedEvent>> damage) {
    super(MemoryEventLog.builder().clock(time).build());
    this.damage = damage;
  }

  @Override
  public List<LoggedEvent> read(Position after, int max) {
    return damage.apply(super.read(after, max));
  }
}
