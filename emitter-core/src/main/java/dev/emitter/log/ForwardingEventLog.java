package dev.emitter.log;

import dev.emitter.event.EncodedEvent;
import dev.emitter.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A log that does everything as another log does. The base of logs that do one thing in their own
 * way: they override the methods that this concerns. Closing it closes the other log. As
 * thread-safe as the other log.
 */
public abstract class ForwardingEventLog implements EventLog {

  private final EventLog log;

  /**
   * Creates a log that forwards.
   *
   * @param log the log that does the work
   */
  protected ForwardingEventLog(EventLog log) {
    this.log = Objects.requireNonNull(log, "log");
  }

  /** Returns the log that does the work. */
  protected final EventLog log() {
    return log;
  }

  @Override
  public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
    return log.append(topic, event);
  }

  @Override
  public boolean offer(Topic topic, EncodedEvent event) {
    return log.offer(topic, event);
  }

  @Override
  public List<LoggedEvent> read(Position after, int max) {
    return log.read(after, max);
  }

  @Override
  public Position start() {
    return log.start();
  }

  @Override
  public Position end() {
    return log.end();
  }

  @Override
  public Position positionBefore(Instant time) {
    return log.positionBefore(time);
  }

  @Override
  public Position position(String text) {
    return log.position(text);
  }

  @Override
  public long lag(Position after) {
    return log.lag(after);
  }

  @Override
  public long count(Position after, Position upTo) {
    return log.count(after, upTo);
  }

  @Override
  public Optional<Path> folder() {
    return log.folder();
  }

  @Override
  public Optional<StateStore> state() {
    return log.state();
  }

  @Override
  public void flush() {
    log.flush();
  }

  @Override
  public void advance(Position upTo) {
    log.advance(upTo);
  }

  @Override
  public long heldBytes(Position after) {
    return log.heldBytes(after);
  }

  @Override
  public void limitHeld(Position upTo, long mostBytes, Duration mostAge) {
    log.limitHeld(upTo, mostBytes, mostAge);
  }

  @Override
  public boolean isNearlyFull() {
    return log.isNearlyFull();
  }

  @Override
  public void release(Position upTo) {
    log.release(upTo);
  }

  @Override
  public void listen(LogListener listener) {
    log.listen(listener);
  }

  @Override
  public void close() {
    log.close();
  }
}
