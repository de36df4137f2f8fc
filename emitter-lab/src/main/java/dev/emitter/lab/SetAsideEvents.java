package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** People send again what emitters have set aside, or forget it. */
final class SetAsideEvents {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SplittableRandom random;
  private final SimulatedMachine machine;
  private final LibraryModel model;

  SetAsideEvents(SplittableRandom random, SimulatedMachine machine, LibraryModel model) {
    this.random = random;
    this.machine = machine;
    this.model = model;
  }

  /** Sends again, or forgets, what an emitter has set aside. */
  void resubmit(Emitters emitters, EmitterModel one) {
    try {
      resubmitNow(emitters, one);
    } catch (EventLogException e) { // what is set aside is on the disk
      machine.requireBadDisk(e);
    }
  }

  private void resubmitNow(Emitters emitters, EmitterModel one) {
    List<LoggedEvent> parked = parked(emitters, one);
    boolean forgets = random.nextInt(4) == 0;
    model.setAside(one, numbers(parked), forgets);
    machine.note((forgets ? "discard " : "resubmit ") + one.id() + " " + parked.size());
    if (forgets) {
      emitters.discardParked(one.id());
    } else if (!parked.isEmpty()) {
      CompletableFuture<List<Resubmission>> asked =
          emitters.resubmit(one.id(), parked).toCompletableFuture();
      if (random.nextBoolean()) {
        machine.simulation().await(asked, PATIENCE.toNanos()); // it may be slow
      }
    }
  }

  private List<LoggedEvent> parked(Emitters emitters, EmitterModel one) {
    List<LoggedEvent> parked = new ArrayList<>();
    for (ParkedEvent event : emitters.parked(one.id())) {
      try {
        parked.add(event.event());
      } catch (EventLogException e) { // it has been delivered after all, and its copy is gone
        boolean isStill =
            emitters.parked(one.id()).stream()
                .anyMatch(other -> other.origin().id().equals(event.origin().id()));
        if (isStill) {
          machine.requireBadDisk(e);
        }
      }
    }
    return parked;
  }

  private static List<Integer> numbers(List<LoggedEvent> events) {
    return events.stream().map(one -> Integer.valueOf(one.event().event().getId())).toList();
  }

  /** Sends again what is set aside: all of it must arrive now. */
  void resubmitAll(Emitters emitters) {
    for (EmitterModel one : model.emitters()) {
      List<LoggedEvent> parked =
          emitters.parked(one.id()).stream().map(ParkedEvent::event).toList();
      model.setAside(one, numbers(parked), false);
      List<Resubmission> done =
          Answers.await(
              machine.simulation(),
              emitters.resubmit(one.id(), parked).toCompletableFuture(),
              "resubmission",
              PATIENCE);
      long left = done.stream().filter(answer -> !answer.delivered()).count();
      boolean mayAll = one.definition().owner() == null;
      if (mayAll && (left > 0 || !emitters.parked(one.id()).isEmpty())) {
        throw new Violation(one.id() + ": " + left + " parked events are not delivered: " + done);
      }
      judge(emitters.status(one.id()));
    }
  }

  private static void judge(EmitterStatus status) {
    if (status.backlog() > 0
        || status.state() == EmitterState.DISABLED
        || status.waitingSince() != null) {
      throw new Violation("not at rest: " + status);
    }
  }
}
