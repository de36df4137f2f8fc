package dev.emitter.engine;

import dev.emitter.definition.DeliverySettings;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Notice;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of one emitter and its failures in a row. Owned by the loop. */
final class Health {

  private EmitterState state = EmitterState.ACTIVE;
  private Instant since;
  private @Nullable String reason;
  private final FailureWindow day = new FailureWindow();
  private int failures;
  private long firstFailure;
  private boolean probing;
  private @Nullable DisabledState disabling;
  private int disablings;
  private @Nullable Spell spell;
  private int spells;

  Health(Instant since) {
    this.since = since;
  }

  EmitterState state() {
    return state;
  }

  Instant since() {
    return since;
  }

  @Nullable String reason() {
    return reason;
  }

  /** Returns whether events may be read and delivered. */
  boolean isOpen() {
    return state == EmitterState.ACTIVE || state == EmitterState.RETRYING;
  }

  /** Returns whether one event must be delivered before more than one is sent at a time. */
  boolean isProbing() {
    return probing;
  }

  /** Changes the state and returns whether it is another one; not for becoming disabled. */
  boolean enter(EmitterState next, Instant at, @Nullable String why) {
    boolean changed = state != next;
    if (changed) {
      since = at;
    }
    state = next;
    reason = why;
    if (next != EmitterState.CLOSED) {
      disabling = null;
    }
    return changed;
  }

  /** Becomes disabled, and returns whether it was not before; then it is disabled since then. */
  boolean disable(DisabledState how) {
    boolean changed = enter(EmitterState.DISABLED, how.since(), how.reason());
    disabling = how.since(since);
    disablings++;
    return changed;
  }

  /** Returns how it was disabled, also when it is closed by now; null if it is not disabled. */
  @Nullable DisabledState disabling() {
    return disabling;
  }

  /** Returns the number of its last disabling, which tells it from others. */
  int disablings() {
    return disablings;
  }

  /** Returns whether the owner is to be told of the disabling of this number. */
  boolean isToBeTold(int number) {
    return number == disablings
        && disabling != null
        && disabling.telling() == DisabledState.Telling.DUE;
  }

  /** Returns that it is unstable, or that people are yet to be told that it has recovered. */
  @Nullable Spell spell() {
    return spell;
  }

  /** Begins, ends or forgets a spell; returns the number that tells it from others. */
  int spell(@Nullable Spell next) {
    spell = next;
    return ++spells;
  }

  /** Returns the number of what the spell is now. */
  int spells() {
    return spells;
  }

  /** Returns whether it is unstable. */
  boolean isUnstable() {
    return spell != null && !spell.over();
  }

  /** Returns whether it was unstable and nothing has failed for long. */
  boolean isCalm(Instant now) {
    return isUnstable() && day.count(now) == 0;
  }

  private boolean isSpellToBeTold(Notice.What what, int number) {
    return number == spells
        && spell != null
        && spell.telling() == DisabledState.Telling.DUE
        && spell.over() == (what == Notice.What.RECOVERED);
  }

  /** Returns what people are to be told; null if that is over, or known. */
  @Nullable Notice notice(Notice.What what, int number, EmitterStatus status) {
    DisabledState how = disabling;
    if (what == Notice.What.DISABLED) {
      return how != null && isToBeTold(number)
          ? notice(what, status, how.reason(), how.since(), how.event())
          : null;
    }
    Spell known = spell;
    return known != null && isSpellToBeTold(what, number)
        ? notice(what, status, known.reason(), known.since(), known.event())
        : null;
  }

  private static Notice notice(
      Notice.What what,
      EmitterStatus status,
      String reason,
      Instant at,
      Notice.@Nullable FailedEvent event) {
    return new Notice(
        what, status.id(), status.type(), status.owner(), reason, at, event, status.backlog());
  }

  /** People know of what has this number; returns whether it is the last of its kind. */
  boolean told(Notice.What what, int number) {
    Spell known = spell;
    if (what == Notice.What.DISABLED) {
      boolean due = isToBeTold(number);
      if (due && disabling != null) {
        disabling = disabling.told();
      }
      return due;
    }
    boolean due = isSpellToBeTold(what, number);
    if (due && known != null) {
      spell = known.over() ? null : known.with(DisabledState.Telling.TOLD);
    }
    return due;
  }

  /** Returns the failures in a row. */
  int failures() {
    return failures;
  }

  /** Returns how long ago the first of the failures in a row was; null without one. */
  @Nullable Duration failingFor(long nanoTime) {
    return failures == 0 ? null : Duration.ofNanos(nanoTime - firstFailure);
  }

  /** Goes on with the failures in a row of an earlier process. */
  void restore(int failuresInARow, long firstFailureAt) {
    failures = failuresInARow;
    firstFailure = firstFailureAt;
  }

  /** Goes on being disabled as in an earlier process. */
  void restore(DisabledState earlier) {
    disable(earlier);
    since = earlier.since();
    disabling = earlier;
  }

  /** Returns the failures of the last 24 hours. */
  FailureWindow day() {
    return day;
  }

  /** Begins anew after a person has enabled the emitter. */
  void probe() {
    probing = true;
    failures = 0;
    day.clear();
  }

  /** Forgets the failures of an earlier version of the definition. */
  void forgive() {
    failures = 0;
  }

  void delivered() {
    probing = false;
    failures = 0;
  }

  /** Counts a failure and returns whether the emitter must be disabled for it. */
  boolean failed(long nanoTime, DeliverySettings settings) {
    if (failures == 0) {
      firstFailure = nanoTime;
    }
    failures++;
    return failures >= settings.disableAfter()
        && nanoTime - firstFailure >= settings.disableOver().toNanos();
  }

  /** Returns the failures in a row as a phrase, with the time since the first. */
  String streak(long nanoTime) {
    return failures
        + " failures in a row over "
        + Duration.ofNanos(nanoTime - firstFailure).toSeconds()
        + " s";
  }
}
