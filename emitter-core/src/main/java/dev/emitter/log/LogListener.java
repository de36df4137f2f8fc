package dev.emitter.log;

import dev.emitter.event.EncodedEvent;
import dev.emitter.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens in a log. Called on any thread, never while the log holds a lock; must
 * return fast and must not throw.
 */
public interface LogListener {

  /** New events can be read. */
  void appended();

  /**
   * The oldest event is about to leave the log although emitters may still need it. From this call
   * on it counts as gone: who has not read it yet must not read it any more.
   */
  void dropping(LoggedEvent event);

  /** An event was refused although its publication succeeded, to keep what is in the log. */
  void discarded(Topic topic, EncodedEvent event);

  /**
   * The log is full and asks what keeps it so, for its message.
   *
   * @return a phrase such as {@code emitter "a" (disabled)}, or null if it is not known
   */
  @Nullable String whoHolds();
}
