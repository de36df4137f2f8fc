package dev.emitter.engine;

import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event that an emitter has selected and not settled yet. Owned by the loop. */
final class Pending {

  /** Where the event stands. */
  enum Stage {
    WAITING,
    IN_FLIGHT,
    SETTLED
  }

  private final Position position;
  private final boolean own;
  private @Nullable LoggedEvent logged;
  private Stage stage = Stage.WAITING;
  private int attempts;
  private int countedAttempts;
  private long notBefore;
  private boolean delayed;
  private boolean queued;
  private boolean selected = true;
  private int filteredBefore;
  private int weight;
  private @Nullable Pending previous;
  private @Nullable Pending next;

  Pending(LoggedEvent logged) {
    this.logged = logged;
    this.position = logged.position();
    this.own = logged.topic().isReserved();
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

  /** Returns the event; not for one that is settled. */
  LoggedEvent logged() {
    return Objects.requireNonNull(logged);
  }

  /** Lets go of an event that is settled: only that it is needs to be known. */
  void forgetEvent() {
    logged = null;
  }

  Position position() {
    return position;
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

  /** Returns the event before it that is not settled either; for {@link OpenEvents} alone. */
  @Nullable Pending previous() {
    return previous;
  }

  void previous(@Nullable Pending entry) {
    previous = entry;
  }

  /** Returns the event behind it that is not settled either; for {@link OpenEvents} alone. */
  @Nullable Pending next() {
    return next;
  }

  void next(@Nullable Pending entry) {
    next = entry;
  }

  /** Returns how many bytes of memory are counted for it; 0 while none are. */
  int weight() {
    return weight;
  }

  void weight(int bytes) {
    weight = bytes;
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
    return selected && !own;
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
