package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.lab.LibraryInputs.Published;
import dev.emitter.log.EventLogException;
import dev.emitter.log.Position;
import dev.emitter.problem.EmitterException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;

/** People leave out what waits for an emitter: all, or what is before some event. */
final class SkipActions {

  private final SplittableRandom random;
  private final SimulatedMachine machine;
  private final LibraryModel model;

  SkipActions(SplittableRandom random, SimulatedMachine machine, LibraryModel model) {
    this.random = random;
    this.machine = machine;
    this.model = model;
  }

  void skip(Emitters emitters, EmitterModel one) {
    NavigableMap<Position, Published> known = model.acknowledged();
    model.leavingOut(one, model.unacknowledged()); // wherever they are, if they are in the log
    try {
      if (random.nextBoolean() || known.isEmpty()) {
        machine.note("skip " + one.id());
        model.leavingOut(one, known.values());
        emitters.skipToNow(one.id());
        model.leftOut(one, known.values());
      } else {
        skipTo(emitters, one, known);
      }
    } catch (EventLogException e) { // it may have been stored all the same
      machine.requireBadDisk(e);
    }
  }

  private void skipTo(
      Emitters emitters, EmitterModel one, NavigableMap<Position, Published> known) {
    List<Position> positions = List.copyOf(known.keySet());
    int back = 1 + random.nextInt(Math.min(20, positions.size()));
    Position at = positions.get(positions.size() - back);
    Published to = Objects.requireNonNull(known.get(at));
    machine.note("skip " + one.id() + " to " + to.number());
    model.leavingOut(one, known.headMap(at).values());
    try {
      emitters.skipToEvent(one.id(), Integer.toString(to.number()));
      model.leftOut(one, known.headMap(at).values());
    } catch (EventLogException e) {
      throw e;
    } catch (EmitterException e) { // it does not wait for it: nothing is left out
      machine.note("it does not wait");
    }
  }
}
