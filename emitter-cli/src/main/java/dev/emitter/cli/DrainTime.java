package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.config.Durations;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterState;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long emitters have to deliver at the end of a run: less from the moment that the process is
 * asked to end, which is told with what is left. Not thread-safe.
 */
final class DrainTime {

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Emitters emitters;
  private final RunSettings settings;
  private final Messages messages;
  private final Termination termination;
  private Duration limit;
  private Deadline end;
  private boolean told;

  /** Begins the time. */
  DrainTime(Emitters emitters, RunSettings settings, Messages messages, Termination termination) {
    this.emitters = emitters;
    this.settings = settings;
    this.messages = messages;
    this.termination = termination;
    this.limit = settings.drain();
    this.end = Deadline.in(limit);
  }

  /** Returns how long it is until the end; zero when it is over. */
  Duration left() {
    Deadline asked = told ? null : termination.after(settings.grace());
    if (asked != null) {
      told = true;
      if (asked.left().compareTo(end.left()) < 0) {
        limit = settings.grace();
        end = asked;
        tell(limit);
      } else {
        tell(wholeSeconds(end.left()));
      }
    }
    return end.left();
  }

  /** Returns how long it is until the end, or until it is time to ask again. */
  Duration turn() {
    Duration left = left();
    return left.compareTo(LOOK) < 0 ? left : LOOK;
  }

  boolean isOver() {
    return left().isZero();
  }

  /**
   * Returns whether there is nothing to wait for: a process that is asked to end leaves what only
   * waits to be tried again, or for an emitter that does, to the next run, if that finds it.
   */
  boolean isLeftToTheNext() {
    if (!termination.isRequested() || !settings.durable() || !emitters.awaitQuiet(Duration.ZERO)) {
      return false;
    }
    Set<String> waiting =
        emitters.definitions().stream()
            .filter(definition -> !definition.delivery().after().isEmpty())
            .map(EmitterDefinition::id)
            .collect(Collectors.toSet());
    return emitters.status().stream()
        .filter(status -> status.backlog() > 0)
        .allMatch(status -> status.state() != EmitterState.ACTIVE || waiting.contains(status.id()));
  }

  /** Returns how long emitters have in all. */
  Duration limit() {
    return limit;
  }

  private void tell(Duration most) {
    boolean idle = emitters.awaitIdle(Duration.ZERO);
    messages.say(
        "asked to end: "
            + Undelivered.text(emitters.status())
            + (idle
                ? ""
                : "; waiting at most "
                    + Durations.format(most)
                    + " for them; ask again to end at once"));
  }

  private static Duration wholeSeconds(Duration left) {
    return Duration.ofSeconds(left.plusMillis(999).toSeconds());
  }
}
