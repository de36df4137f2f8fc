package dev.emitter.engine;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.Notice.FailedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Loggers;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Changes the state of an emitter, and tells those whom it concerns. Guarded by its lane. */
final class StateChange {

  private static final Logger LOG = Loggers.of(StateChange.class);

  private final Lane lane;
  private final Health health;
  private final Router router;
  private final Surroundings around;
  private final Effects effects;

  /**
   * Prepares a change.
   *
   * @param effects what follows from it once the lock of the lane is released
   */
  StateChange(Lane lane, Health health, Router router, Surroundings around, Effects effects) {
    this.lane = lane;
    this.health = health;
    this.router = router;
    this.around = around;
    this.effects = effects;
  }

  /** Enters a state that is not disabled. */
  void enter(EmitterState state, @Nullable String reason) {
    router.changed(lane);
    if (health.enter(state, now(), reason)) {
      String id = lane.id();
      effects.add(() -> around.listener().stateChanged(id, state, reason));
    }
  }

  /** Is disabled because its definition says so. */
  void disableByDefinition() {
    enterDisabled(Disabling.byDefinition(now()));
  }

  /** Disables an emitter that delivers, because a person wants it, and tells of it. */
  void disableFor(@Nullable String person, String reason) {
    disable(Disabling.byPerson(now(), reason, person), null);
  }

  /**
   * Disables an emitter that delivers, because it fails, and tells of it.
   *
   * @param failed the event for which it is disabled, or null
   */
  void disable(String reason, @Nullable LoggedEvent failed) {
    disable(Disabling.bySystem(now(), reason, told(failed)), failed);
  }

  private void disable(Disabling how, @Nullable LoggedEvent failed) {
    if (!health.isOpen()) {
      return;
    }
    enterDisabled(how);
    String reason = how.reason();
    String id = lane.id();
    EmitterDefinition about = lane.work().definition();
    effects.add(() -> warn(id, reason));
    boolean aboutOwnEvent = failed != null && failed.topic().isReserved();
    if (!aboutOwnEvent) {
      effects.add(() -> around.ownEvents().disabled(about, how, failed));
    }
    tellOwner();
  }

  private void warn(String id, String reason) {
    LOG.warn(
        "emitter {} is disabled: {}; waiting events: {}; when it is repaired: enable(\"{}\") or"
            + " --enable {}",
        id,
        reason,
        lane.status().backlog(),
        id,
        id);
  }

  private void enterDisabled(Disabling how) {
    router.changed(lane);
    if (health.disable(how)) {
      String id = lane.id();
      effects.add(() -> around.listener().stateChanged(id, EmitterState.DISABLED, how.reason()));
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
      effects.add(() -> around.notices().tell(lane, number));
    }
  }

  private Instant now() {
    return around.time().clock().instant();
  }
}
