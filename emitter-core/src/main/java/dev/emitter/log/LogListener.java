package dev.emitter.log;

import org.jspecify.annotations.Nullable;

/** Is told what happens in a log. Called on any thread; must return fast and must not throw. */
public interface LogListener {

  /** New events can be read. */
  void appended();

  /** The event is about to leave the log although emitters may still need it. */
  void dropped(LoggedEvent event);

  /**
   * The log is full and asks what keeps it so, for its message.
   *
   * @return a phrase such as {@code emitter "a" (disabled)}, or null if it is not known
   */
  @Nullable String whoHolds();
}
