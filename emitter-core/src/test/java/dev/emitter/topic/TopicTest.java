package dev.emitter.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.problem.EmitterException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T1")
final class TopicTest {

  @Test
  void takesAnyCharacterInASegment() {
    Topic topic = Topic.of("change-request", "a/b", " ", "Zoë");
    assertThat(topic.segments()).containsExactly("change-request", "a/b", " ", "Zoë");
    assertThat(topic).hasToString("[change-request, a/b,  , Zoë]");
  }

  @Test
  void liesWithinItselfAndItsAncestors() {
    Topic topic = Topic.of("a", "b");
    assertThat(topic.isWithin(Topic.of("a"))).isTrue();
    assertThat(topic.isWithin(topic)).isTrue();
    assertThat(topic.isWithin(Topic.of("a", "b", "c"))).isFalse();
    assertThat(Topic.of("ab").isWithin(Topic.of("a"))).isFalse();
  }

  @Test
  void refusesNoneEmptyAndTooMuchWithTheRule() {
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> Topic.of())
        .withMessageContaining("at least one segment");
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> Topic.of("a", ""))
        .withMessageContaining("segment 2 is empty");
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> Topic.of(Collections.nCopies(257, "s")))
        .withMessageContaining("at most 256 segments");
    assertThatExceptionOfType(EmitterException.class)
        .isThrownBy(() -> Topic.of(List.of("x".repeat(10_001))))
        .withMessageContaining("10000 characters");
  }

  @Test
  void refusesWhatWouldBeStoredAsAnotherTopic() {
    assertThat(Topic.of("a", "\uD83D\uDE00").depth()).isEqualTo(2);
    for (String broken : List.of("x\uD800", "\uDE00\uD83D", "\uD83D\uDE00\uDE00")) {
      assertThatExceptionOfType(EmitterException.class)
          .isThrownBy(() -> Topic.of("a", broken))
          .withMessageContaining("segment 2 has an unpaired surrogate");
    }
  }
}
