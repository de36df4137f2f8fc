package dev.emitter.testkit;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.EventLog;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** A log in memory that gives out what it reads damaged. */
final class FaultyLog implements EventLog {

  private final EventLog right;
  private final UnaryOperator<List<LoggedEvent>> damage;

  FaultyLog(Clock time, UnaryOperator<List<LoggedEvent>> damage) {
    this.right = MemoryEventLog.builder().clock(time).build();
    this.damage = damage;
  }

  @Override
  public List<LoggedEvent> read(Position after, int max) {
    return damage.apply(right.read(after, max));
  }

  @Override
  public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
    return right.append(topic, event);
  }

  @Override
  public boolean offer(Topic topic, EncodedEvent event) {
    return right.offer(topic, event);
  }

  @Override
  public Position start() {
    return right.start();
  }

  @Override
  public Position end() {
    return right.end();
  }

  @Override
  public Position positionBefore(Instant time) {
    return right.positionBefore(time);
  }

  @Override
  public Position position(String text) {
    return right.position(text);
  }

  @Override
  public long lag(Position after) {
    return right.lag(after);
  }

  @Override
  public void release(Position upTo) {
    right.release(upTo);
  }

  @Override
  public void listen(LogListener listener) {
    right.listen(listener);
  }

  @Override
  public void close() {
    right.close();
  }
}
