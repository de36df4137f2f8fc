package dev.emitter.engine;

import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;

/** An event that an emitter has selected and not settled yet. Guarded by its lane. */
final class Pending {

  /** Where the event stands. */
  enum Stage {
    WAITING,
    IN_FLIGHT,
    SETTLED
  }

  private final LoggedEvent logged;
  private Stage stage = Stage.WAITING;
  private int attempts;
  private int countedAttempts;
  private long notBefore;
  private boolean delayed;
  private boolean queued;

  Pending(LoggedEvent logged) {
    this.logged = logged;
  }

  LoggedEvent logged() {
    return logged;
  }

  Position position() {
    return logged.position();
  }

  Stage stage() {
    return stage;
  }

  void stage(Stage next) {
    this.stage = next;
  }

  /** Returns how many attempts have failed. */
  int attempts() {
    return attempts;
  }

  /** Returns how many of them counted towards disabling. */
  int countedAttempts() {
    return countedAttempts;
  }

  void failed(boolean counts) {
    attempts++;
    countedAttempts += counts ? 1 : 0;
    stage = Stage.WAITING;
  }

  /** Returns whether it is in the backlog now. */
  boolean isQueued() {
    return queued;
  }

  void queued(boolean now) {
    queued = now;
  }

  void delayUntil(long nanoTime) {
    notBefore = nanoTime;
    delayed = true;
  }

  void dueNow() {
    delayed = false;
  }

  boolean isDue(long nanoTime) {
    return stage == Stage.WAITING && (!delayed || nanoTime - notBefore >= 0);
  }
}
