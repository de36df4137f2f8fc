package dev.emitter.engine;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.NotifySettings;
import dev.emitter.definition.NotifySettings.Occasion;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.Notice;
import dev.emitter.delivery.Notice.FailedEvent;
import dev.emitter.engine.DisabledState.Telling;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Loggers;
import io.cloudevents.CloudEvent;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Changes the state of an emitter, and tells those whom it concerns. Owned by the loop. */
final class StateChange {

  private static final Logger LOG = Loggers.of(StateChange.class);

  static final String CALM = "no delivery has failed for 24 hours";

  private static final Duration LOOK_SOON = Duration.ofMinutes(1);
  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  private final LaneState lane;
  private final Health health;
  private final Slot slot;
  private final LaneContext around;
  private final NoticeSource notices;

  /**
   * Prepares changes.
   *
   * @param notices answers for the lane when people are told
   */
  StateChange(LaneState lane, Slot slot, LaneContext around, NoticeSource notices) {
    this.lane = lane;
    this.health = lane.health();
    this.slot = slot;
    this.around = around;
    this.notices = notices;
  }

  /** Enters a state that is not disabled. */
  void enter(EmitterState state, @Nullable String reason) {
    slot.changed(lane);
    if (health.enter(state, now(), reason)) {
      String id = lane.id();
      around.listener().stateChanged(id, state, reason);
    }
  }

  /** Is disabled because its definition says so. */
  void disableByDefinition() {
    enterDisabled(DisabledState.byDefinition(now()));
  }

  /** Disables an emitter that delivers, because a person wants it, and tells of it. */
  void disableFor(@Nullable String person, String reason) {
    disable(DisabledState.byPerson(now(), reason, person), null);
  }

  /**
   * Disables an emitter that delivers, because it fails, and tells of it.
   *
   * @param failed the event for which it is disabled, or null
   */
  void disable(String reason, @Nullable LoggedEvent failed) {
    disable(DisabledState.bySystem(now(), reason, told(failed)), failed);
  }

  private void disable(DisabledState how, @Nullable LoggedEvent failed) {
    if (!health.isOpen()) {
      return;
    }
    enterDisabled(isWanted(Occasion.DISABLED) || how.telling() != Telling.DUE ? how : how.untold());
    String reason = how.reason();
    String id = lane.id();
    EmitterDefinition about = lane.active().definition();
    warn(id, reason);
    boolean aboutOwnEvent = failed != null && failed.topic().isReserved();
    if (!aboutOwnEvent) {
      around.ownEvents().disabled(about, how, failed);
    }
    tellOwner();
  }

  private void warn(String id, String reason) {
    LOG.warn(
        "emitter {} is disabled: {}; waiting events: {}; when it is repaired: enable(\"{}\") or"
            + " --enable {}",
        id,
        reason,
        waiting(),
        id,
        id);
  }

  private long waiting() {
    return lane.waiting(slot.routed(), around.log());
  }

  private boolean isWanted(Occasion occasion) {
    NotifySettings wanted = lane.active().definition().notification();
    return wanted == null ? occasion == Occasion.DISABLED : wanted.on().contains(occasion);
  }

  // Unstable, and well again.

  /** Notes that the first delivery has failed since the emitter was well, and tells of it. */
  void becomeUnstable(String reason, @Nullable LoggedEvent failed) {
    boolean tells = health.isOpen(); // or people are told that it is disabled
    Telling telling = tells && isWanted(Occasion.UNSTABLE) ? Telling.DUE : Telling.NOBODY;
    health.spell(Spell.begun(now(), reason, told(failed), telling));
    slot.changed(lane);
    EmitterDefinition about = lane.active().definition();
    if (tells && (failed == null || !failed.topic().isReserved())) {
      around.ownEvents().unstable(about, reason, failed);
    }
    tellOfSpell();
  }

  /** Notes that an unstable emitter is well again, and tells of it. */
  void recover(String reason) {
    Spell before = health.spell();
    boolean unknown = before != null && before.telling() == Telling.DUE;
    boolean tells = isWanted(Occasion.RECOVERED) && !unknown;
    health.spell(tells ? Spell.ended(now(), reason) : null);
    slot.changed(lane);
    EmitterDefinition about = lane.active().definition();
    around.ownEvents().recovered(about, reason);
    tellOfSpell();
  }

  /** Lets people be told of the spell, unless that was done, and looks when it is over. */
  void tellOfSpell() {
    Spell spell = health.spell();
    int number = health.spells();
    if (spell != null && spell.telling() == Telling.DUE) {
      Notice.What what = spell.over() ? Notice.What.RECOVERED : Notice.What.UNSTABLE;
      around.notices().tell(notices, what, number);
    }
    if (health.isUnstable()) {
      lookLater();
    }
  }

  /**
   * Looks again when the failures known so far are past. That may take a day, for which an emitter
   * that is removed meanwhile must not be kept, with all that waited for it.
   */
  void lookLater() {
    int number = health.spells();
    if (around.delivering()) {
      Duration wait = untilCalm();
      WeakReference<StateChange> self = new WeakReference<>(this);
      around.timers().schedule(wait, () -> lookWhetherCalm(self, number));
    }
  }

  private static void lookWhetherCalm(WeakReference<StateChange> of, int spell) {
    StateChange change = of.get();
    if (change != null) {
      change.lookWhetherCalm(spell);
    }
  }

  private void lookWhetherCalm(int spell) {
    if (!lane.isLiving() || !health.isUnstable() || health.spells() != spell) {
      return;
    }
    boolean well = health.state() == EmitterState.ACTIVE;
    if (well && health.isCalm(now())) {
      recover(CALM);
    } else {
      lookLater();
    }
  }

  private Duration untilCalm() {
    Instant clear = health.day().clearAt();
    Duration wait = clear == null ? LOOK_AGAIN : Duration.between(now(), clear);
    return wait.compareTo(LOOK_SOON) < 0 ? LOOK_SOON : wait;
  }

  private void enterDisabled(DisabledState how) {
    Spell spell = health.spell();
    if (spell != null && !spell.over() && spell.telling() == Telling.DUE) {
      health.spell(spell.with(Telling.NOBODY)); // that it is disabled says more
      tellOfSpell();
    }
    slot.changed(lane);
    if (health.disable(how)) {
      String id = lane.id();
      around.listener().stateChanged(id, EmitterState.DISABLED, how.reason());
    }
  }

  private static @Nullable FailedEvent told(@Nullable LoggedEvent failed) {
    if (failed == null) {
      return null;
    }
    CloudEvent about = failed.event().event();
    return new FailedEvent(failed.topic(), about.getId(), about.getType());
  }

  /** Lets the owner be told that it is disabled, unless that was done. */
  void tellOwner() {
    int number = health.disablings();
    if (health.isToBeTold(number)) {
      around.notices().tell(notices, Notice.What.DISABLED, number);
    }
  }

  private Instant now() {
    return around.time().clock().instant();
  }
}
