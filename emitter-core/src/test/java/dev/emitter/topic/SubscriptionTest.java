package dev.emitter.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.problem.EmitterException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T2")
class SubscriptionTest {

  @Test
  void keepsTheOutermostTopicsInTheirOrder() {
    Subscription subscription =
        Subscription.to(
            List.of(
                Topic.of("b", "c"),
                Topic.of("a", "x", "y"),
                Topic.of("a!"),
                Topic.of("a", "x"),
                Topic.of("b"),
                Topic.of("a", "x")));
    assertThat(subscription.topics())
        .containsExactly(Topic.of("a!"), Topic.of("a", "x"), Topic.of("b"));
  }

  @Test
  void takesManyTopics() {
    List<Topic> topics = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      topics.add(Topic.of("t", "x" + i));
    }
    assertThat(Subscription.to(topics).topics()).hasSize(100_000);
    topics.add(Topic.of("t"));
    assertThat(Subscription.to(topics).topics()).containsExactly(Topic.of("t"));
  }

  @Test
  @Tag("D2")
  void selectsEveryTopicButTheReservedOne() {
    Subscription everything = Subscription.toEverything();
    assertThat(everything.selects(Topic.of("a", "emitter"))).isTrue();
    assertThat(everything.selects(Topic.of("emitter"))).isFalse();
    assertThat(Subscription.to(List.of()).selects(Topic.of("a"))).isFalse();
  }

  @Test
  void isEqualWhateverTheOrder() {
    Subscription one = Subscription.to(List.of(Topic.of("a"), Topic.of("b")));
    Subscription other = Subscription.to(List.of(Topic.of("b"), Topic.of("a")));
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(Subscription.to(List.of())).isNotEqualTo(Subscription.toEverything());
  }

  @Test
  @Tag("T1")
  void refusesTopicsWithoutSegments() {
    assertThatThrownBy(() -> Topic.of()).isInstanceOf(EmitterException.class);
    assertThatThrownBy(() -> Topic.of("a", ""))
        .isInstanceOf(EmitterException.class)
        .hasMessageContaining("segment 2 is empty");
  }
}
