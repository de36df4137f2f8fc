package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may come that was left out: what was under way, and nothing in a later process. */
final class LeftOutEventsTest {

  @Test
  void onlyTheProcessThatLeavesOutMayDeliverWhatIsUnderWay() {
    LeftOutEvents leftOut = new LeftOutEvents();
    leftOut.add("e", Set.of(1, 2));
    leftOut.came("e", 1);
    assertThat(leftOut.contains("e", 1)).isFalse();
    assertThat(leftOut.contains("e", 2)).isFalse();
    leftOut.nextProcess();
    assertThat(leftOut.contains("e", 1)).isFalse();
    assertThat(leftOut.contains("e", 2)).isTrue();
    assertThat(leftOut.contains("other", 2)).isFalse();
  }
}
