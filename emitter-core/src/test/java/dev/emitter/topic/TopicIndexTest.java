package dev.emitter.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("T1")
class TopicIndexTest {

  private final TopicIndex<Integer> index = new TopicIndex<>();

  private static Subscription to(String... path) {
    return Subscription.to(List.of(Topic.of(path)));
  }

  private List<Integer> find(String... path) {
    List<Integer> found = new ArrayList<>();
    index.forEach(Topic.of(path), found::add);
    return found;
  }

  @Test
  void findsAPathAndEverythingBelowIt() {
    index.add(to("a", "b"), 1);
    assertThat(find("a")).isEmpty();
    assertThat(find("a", "b")).containsExactly(1);
    assertThat(find("a", "b", "c")).containsExactly(1);
    assertThat(find("a", "bb")).isEmpty();
    assertThat(find("b")).isEmpty();
  }

  @Test
  void visitsFromOutsideInEachInTheOrderAdded() {
    index.add(to("a", "b"), 1);
    index.add(to("a"), 2);
    index.add(Subscription.toEverything(), 3);
    index.add(to("a", "b"), 0);
    assertThat(find("a", "b")).containsExactly(3, 2, 1, 0);
  }

  @Test
  @Tag("T2")
  void findsOverlappingTopicsOfOneSubscriptionOnce() {
    index.add(Subscription.to(List.of(Topic.of("a"), Topic.of("a", "b"))), 1);
    assertThat(find("a", "b")).containsExactly(1);
  }

  @Test
  @Tag("R6")
  void keepsReservedTopicsFromThoseWhoDoNotNameThem() {
    index.add(Subscription.toEverything(), 1);
    index.add(to("emitter"), 2);
    assertThat(find("emitter", "x")).containsExactly(2);
    assertThat(find("emitters")).containsExactly(1);
  }

  @Test
  void keepsNoEmptyNodes() {
    index.add(to("a", "b", "c"), 1);
    index.add(to("a", "b"), 2);
    index.add(to("a", "x"), 3);
    index.add(Subscription.toEverything(), 4);
    index.remove(to("a", "b"), 2);
    index.remove(to("a", "b", "c"), 9);
    assertThat(find("a", "b", "c")).containsExactly(4, 1);
    index.remove(to("a", "b", "c"), 1);
    assertThat(find("a", "x")).containsExactly(4, 3);
    index.remove(to("a", "x"), 3);
    assertThat(index.isEmpty()).isFalse();
    index.remove(Subscription.toEverything(), 4);
    assertThat(index.isEmpty()).isTrue();
    index.remove(to("a"), 1);
    assertThat(index.isEmpty()).isTrue();
  }

  @Test
  void takesTheDeepestTopics() {
    List<String> path = new ArrayList<>();
    for (int i = 0; i < Topic.MAX_DEPTH; i++) {
      path.add("s");
    }
    Subscription deep = Subscription.to(List.of(Topic.of(path)));
    index.add(deep, 1);
    index.remove(deep, 1);
    assertThat(index.isEmpty()).isTrue();
  }

  @Test
  void addsAndRemovesManyOnOneNode() {
    for (int i = 0; i < 100_000; i++) {
      index.add(to("a"), i);
    }
    assertThat(find("a")).hasSize(100_000).startsWith(0, 1, 2).isSorted();
    for (int i = 0; i < 100_000; i++) {
      index.remove(to("a"), i);
    }
    assertThat(index.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithAPlainLoop(long seed) {
    Random random = new Random(seed);
    Map<Integer, Subscription> plain = new LinkedHashMap<>();
    for (int step = 0; step < 4000; step++) {
      int value = random.nextInt(150);
      Subscription old = plain.remove(value);
      if (old != null) {
        index.remove(old, value);
      } else {
        Subscription subscription = subscription(random);
        plain.put(value, subscription);
        index.add(subscription, value);
      }
      assertSame(plain, topic(random));
    }
    plain.forEach((value, subscription) -> index.remove(subscription, value));
    assertThat(index.isEmpty()).isTrue();
  }

  private void assertSame(Map<Integer, Subscription> plain, Topic topic) {
    Set<Integer> expected = new HashSet<>();
    plain.forEach(
        (value, subscription) -> {
          if (subscription.selects(topic)) {
            expected.add(value);
          }
        });
    List<Integer> found = new ArrayList<>();
    index.forEach(topic, found::add);
    assertThat(found).hasSameSizeAs(expected);
    assertThat(new HashSet<>(found)).isEqualTo(expected);
  }

  private static Subscription subscription(Random random) {
    if (random.nextInt(10) == 0) {
      return Subscription.toEverything();
    }
    List<Topic> topics = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      topics.add(topic(random));
    }
    return Subscription.to(topics);
  }

  private static Topic topic(Random random) {
    String[] names = {"a", "b", "emitter"};
    List<String> path = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      path.add(names[random.nextInt(names.length)]);
    }
    return Topic.of(path);
  }
}
