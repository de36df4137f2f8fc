package dev.emitter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nothing is lost, repeated or out of order, whatever happens at the same time. A round is repeated
 * with the property {@code storm.seed}; {@code storm.rounds} asks for more than the usual.
 */
final class StormTest {

  private static final int ROUNDS = Integer.getInteger("storm.rounds", 120);

  @Test
  @Tag("R1")
  @Tag("R3")
  void losesRepeatsAndReordersNothingWhateverHappensAtOnce() throws Exception {
    assertThat(rounds(ROUNDS, false, true)).isEmpty();
  }

  @Test
  @Tag("R1")
  void countsEveryEventThatAFullLogDrops() throws Exception {
    assertThat(rounds(ROUNDS / 4, true, false)).isEmpty();
  }

  @Test
  @Tag("R3")
  void countsEveryEventThatAFullLogDropsWhateverHappensAtOnce() throws Exception {
    assertThat(rounds(ROUNDS / 4, true, true)).isEmpty();
  }

  private static List<String> rounds(int rounds, boolean drops, boolean disturbs) throws Exception {
    Random seeds = new Random();
    Long given = Long.getLong("storm.seed");
    List<String> wrong = new ArrayList<>();
    for (int round = 0; round < rounds && wrong.isEmpty(); round++) {
      long seed = given == null ? seeds.nextLong() : given;
      for (String found : new Storm(seed, drops, disturbs).run()) {
        wrong.add("storm.seed = " + seed + ", round " + round + ": " + found);
      }
    }
    return wrong;
  }
}
