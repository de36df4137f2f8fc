package dev.emitter.engine;

import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import org.jspecify.annotations.Nullable;

/** An event that an emitter has selected and not settled yet. Owned by the loop. */
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
  private boolean selected = true;
  private int filteredBefore;

  Pending(LoggedEvent logged) {
    this.logged = logged;
  }

  /** Returns an event that an earlier process has tried, or even settled. */
  static Pending restored(LoggedEvent logged, Attempted earlier) {
    Pending entry = new Pending(logged);
    entry.attempts = earlier.attempts();
    entry.countedAttempts = earlier.counted();
    entry.stage = earlier.settled() ? Stage.SETTLED : Stage.WAITING;
    return entry;
  }

  /** Returns what must be known of it after a restart; null if nothing. */
  @Nullable Attempted attempted() {
    boolean settled = stage == Stage.SETTLED;
    return settled || attempts > 0 ? new Attempted(attempts, countedAttempts, settled) : null;
  }

  /**
   * What became of an event that is not passed by the cursor.
   *
   * @param attempts how many attempts have failed
   * @param counted how many of them counted towards disabling
   * @param settled whether it is settled all the same
   */
  record Attempted(int attempts, int counted, boolean settled) {}

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

  /** Returns how many events between the one before it and itself were filtered out. */
  int filteredBefore() {
    return filteredBefore;
  }

  void filteredBefore(int events) {
    filteredBefore = events;
  }

  /** Says whether the definition at work selects it: what was sent before it stays here anyway. */
  void selected(boolean now) {
    selected = now;
  }

  /** Returns whether it counts as matched: of the application's events alone. */
  boolean isCounted() {
    return selected && !logged.topic().isReserved();
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
