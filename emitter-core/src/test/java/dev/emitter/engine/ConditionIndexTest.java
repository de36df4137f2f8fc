package dev.emitter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.event.EventCompleter;
import dev.emitter.filter.Condition;
import dev.emitter.filter.EventField;
import dev.emitter.filter.FilterInput;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConditionIndexTest {

  private static final List<EventField> FIELDS =
      List.of(
          EventField.attribute("type"),
          EventField.attribute("level"),
          EventField.data(List.of("a")),
          EventField.data(List.of("b", "c")));
  private static final List<Object> CONSTANTS =
      List.of("x", "y", "z", BigDecimal.ONE, new BigDecimal("1.5"), true, false);
  private static final List<String> DATA =
      List.of(
          "{\"a\":\"x\",\"b\":{\"c\":1}}",
          "{\"a\":1.50,\"b\":{\"c\":\"y\"}}",
          "{\"a\":[\"x\"],\"b\":{\"c\":true}}",
          "{\"a\":false,\"b\":[{\"c\":\"z\"}]}",
          "{\"a\":1.0,\"b\":\"z\"}",
          "{\"b\":null}",
          "[{\"a\":\"x\"}]",
          "\"x\"");

  private final Random random = new Random(7);

  @Test
  void doesWithoutAConditionThatNothingFulfils() {
    ConditionIndex<Integer> index = new ConditionIndex<>();
    List<Condition> never = List.of(new Condition(EventField.attribute("type"), Set.of()));
    for (int value = 0; value < 10; value++) {
      index.add(value, never);
    }
    List<Integer> all = new ArrayList<>();
    index.findAll(all);
    assertThat(all).hasSize(10);
    all.forEach(value -> index.remove(value, never));
    assertThat(index.isEmpty()).isTrue();
  }

  @Test
  void findsEveryValueWhoseConditionsHold() {
    for (int round = 0; round < 200; round++) {
      ConditionIndex<Integer> index = new ConditionIndex<>();
      Map<Integer, List<Condition>> values = new HashMap<>();
      int size = random.nextInt(80);
      for (int value = 0; value < size; value++) {
        values.put(value, conditions());
        index.add(value, values.get(value));
      }
      for (int value = 0; value < size; value += 1 + random.nextInt(3)) {
        index.remove(value, values.getOrDefault(value, List.of()));
        values.remove(value);
      }
      check(index, values);
      values.forEach(index::remove);
      assertThat(index.isEmpty()).isTrue();
      List<Integer> left = new ArrayList<>();
      index.findAll(left);
      assertThat(left).isEmpty();
    }
  }

  private void check(ConditionIndex<Integer> index, Map<Integer, List<Condition>> values) {
    List<Integer> all = new ArrayList<>();
    index.findAll(all);
    assertThat(all).containsExactlyInAnyOrderElementsOf(values.keySet());
    for (String data : DATA) {
      FilterInput input = input(data);
      List<Integer> found = new ArrayList<>();
      index.find(input, found);
      assertThat(found).doesNotHaveDuplicates();
      assertThat(values.keySet()).containsAll(found);
      values.forEach(
          (value, conditions) -> {
            if (conditions.stream().allMatch(condition -> mayHold(condition, input))) {
              assertThat(found).contains(value);
            }
          });
    }
  }

  private static boolean mayHold(Condition condition, FilterInput input) {
    Object value = condition.field().find(input);
    return value == EventField.UNKNOWN || (value != null && condition.values().contains(value));
  }

  @Test
  void findsFewOfManyThatDiffer() {
    ConditionIndex<Integer> index = new ConditionIndex<>();
    for (int value = 0; value < 10_000; value++) {
      index.add(
          value,
          List.of(
              new Condition(EventField.attribute("type"), Set.of("x", "y")),
              new Condition(EventField.data(List.of("a")), Set.of("n" + value / 2))));
    }
    List<Integer> found = new ArrayList<>();
    index.find(input("{\"a\":\"n777\"}"), found);
    assertThat(found).contains(1554, 1555).hasSizeLessThan(30);
  }

  @Test
  void tellsApartByASecondConditionWhatSharesTheFirst() {
    ConditionIndex<Integer> index = new ConditionIndex<>();
    for (int value = 0; value < 10_000; value++) {
      index.add(
          value,
          List.of(
              new Condition(EventField.attribute("type"), Set.of("x")),
              new Condition(EventField.data(List.of("a")), Set.of("n" + value % 100)),
              new Condition(EventField.data(List.of("b", "c")), Set.of("m" + value / 100))));
    }
    List<Integer> found = new ArrayList<>();
    index.find(input("{\"a\":\"n7\",\"b\":{\"c\":\"m9\"}}"), found);
    assertThat(found).contains(907).hasSizeLessThan(30);
  }

  private List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Set<Object> constants = new HashSet<>();
      for (int c = 1 + random.nextInt(3); c > 0; c--) {
        constants.add(CONSTANTS.get(random.nextInt(CONSTANTS.size())));
      }
      conditions.add(new Condition(FIELDS.get(random.nextInt(FIELDS.size())), constants));
    }
    return conditions;
  }

  private FilterInput input(String data) {
    EventCompleter completer =
        new EventCompleter(URI.create("/s"), Clock.systemUTC(), () -> "id", 10_000);
    return new FilterInput(
        Topic.of("a"),
        completer.complete(
            CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/s"))
                .withType("x")
                .withExtension("level", 1)
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build()));
  }
}
