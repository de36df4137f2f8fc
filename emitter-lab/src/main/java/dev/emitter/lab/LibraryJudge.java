package dev.emitter.lab;

import dev.emitter.definition.Ordering;
import dev.emitter.lab.LibraryInputs.Published;
import dev.emitter.log.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Judges at the end of a round what the receivers have got. Not thread-safe. */
final class LibraryJudge {

  private final LibraryModel model;
  private final RoundLimits limits;
  private final Receivers receivers;
  private final Map<Position, Published> acknowledged;
  private final SettledEvents settled;

  LibraryJudge(LibraryModel model, Receivers receivers, RoundLimits limits) {
    this.model = model;
    this.limits = limits;
    this.receivers = receivers;
    this.acknowledged = model.acknowledged();
    this.settled = model.settled();
  }

  /**
   * Checks what the receiver of an emitter has got, once everything is delivered.
   *
   * @param start where the log starts by now
   * @throws Violation if it is not what it should be
   */
  void judge(EmitterModel emitter, Position start) {
    List<Integer> received = receivers.received(emitter.id());
    List<Published> expected = new ArrayList<>();
    acknowledged.forEach(
        (position, one) -> {
          if (emitter.selects(one) && !emitter.isExcused(one.number())) {
            boolean isInLog = position.compareTo(start) > 0;
            if (isInLog || !limits.mayLose(emitter)) {
              expected.add(one);
            } else {
              requireTold(emitter, one.number());
            }
          }
        });
    FirstArrivals first = new FirstArrivals(emitter.id(), received);
    first.requireAll(numbers(expected));
    judgeOrder(emitter, first, expected);
    judgeRepetitions(emitter, received);
  }

  /** What a user loses, as others cannot wait for it, is told. */
  private void requireTold(EmitterModel emitter, int number) {
    if (emitter.isSteady()
        && !emitter.wasMissing()
        && !receivers.knows(emitter.id(), number)
        && !model.wasToldDropped(emitter.id(), number)) {
      throw new Violation(emitter.id() + " has lost " + number + ", and nobody was told");
    }
  }

  private void judgeOrder(EmitterModel emitter, FirstArrivals first, List<Published> expected) {
    List<Published> inPlace =
        expected.stream()
            .filter(
                one ->
                    !emitter.wasSetAside(one.number())
                        && !receivers.hasRefused(emitter.id(), one.number())
                        // a disk that cannot delete brings it back after a power cut
                        && !model.wasToldDropped(emitter.id(), one.number()))
            .toList();
    if (emitter.givesUp()) {
      return; // what it has given up in one process, the next one may deliver
    }
    if (emitter.isAlways(Set.of(Ordering.STRICT))) {
      first.requireOrder(numbers(inPlace));
    }
    if (emitter.isAlways(Set.of(Ordering.STRICT, Ordering.KEY))) {
      Map<String, List<Integer>> byKey = new TreeMap<>();
      for (Published one : inPlace) {
        if (one.key() != null) {
          byKey.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(one.number());
        }
      }
      byKey.values().forEach(first::requireOrder);
    }
  }

  private static List<Integer> numbers(List<Published> events) {
    return events.stream().map(Published::number).toList();
  }

  private void judgeRepetitions(EmitterModel emitter, List<Integer> received) {
    settled.requireNoRepetition(
        emitter.id(),
        received,
        one ->
            emitter.wasSetAside(one) // and sent again
                || emitter.mayRepeat(one)
                || receivers.answeredLate(emitter.id(), one));
  }
}
