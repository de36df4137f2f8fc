package dev.emitter.testkit;

import dev.emitter.Emitters;
import dev.emitter.channel.Delivery;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.testkit.Storm.Published;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Says what an emitter must have got, by going through everything published, and what it lacks. */
final class StormOracle {

  private final Storm storm;
  private final Emitters emitters;
  private final List<String> wrong = new ArrayList<>();

  StormOracle(Storm storm, Emitters emitters) {
    this.storm = storm;
    this.emitters = emitters;
  }

  List<String> judge(boolean idle) {
    if (!idle) {
      wrong.add("not idle: " + emitters.status());
    }
    storm.staying.forEach(this::judge);
    noneTwiceToThoseThatComeAndGo();
    wrong.addAll(storm.channel.faults);
    try {
      Awaitility.await()
          .pollInterval(1, TimeUnit.MILLISECONDS)
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> storm.log.lag(storm.log.start()) == 0);
    } catch (ConditionTimeoutException e) {
      wrong.add("the log still keeps " + storm.log.lag(storm.log.start()) + " events");
    }
    return wrong;
  }

  List<String> judgeClosed() {
    try {
      Awaitility.await()
          .pollInterval(1, TimeUnit.MILLISECONDS)
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> storm.channel.open.get() == 0);
    } catch (ConditionTimeoutException e) {
      wrong.add(storm.channel.open.get() + " channels were never closed");
    }
    wrong.addAll(storm.channel.faults);
    return wrong;
  }

  private void judge(EmitterDefinition emitter) {
    String id = emitter.id();
    List<String> expected = new ArrayList<>();
    long onTopic = 0;
    for (Published published : storm.published.values()) {
      boolean selected = emitter.subscription().selects(published.topic());
      onTopic += selected ? 1 : 0;
      if (selected && isWanted(emitter, published)) {
        expected.add(published.event().getId());
      }
    }
    EmitterStatus status = emitters.status(id);
    expect(id + " matched", expected.size(), status.matched());
    expect(id + " dropped", count(storm.dropped, id), status.dropped());
    if (storm.drops) {
      expected.removeIf(event -> storm.dropped.contains(id + ":" + event));
    } else {
      expect(id + " filtered", onTopic - expected.size(), status.filtered());
      expect(id + " told of", expected.size(), count(storm.matched, id));
      expect(id + " told of as dropped", 0, status.dropped());
    }
    expected.removeIf(event -> storm.channel.parked.contains(id + ":" + event));
    expect(id + " counted", expected.size(), status.delivered());
    compare(emitter, expected, ids(delivered(id)));
    judgeAfter(emitter);
  }

  private static long count(List<String> entries, String id) {
    return List.copyOf(entries).stream().filter(entry -> entry.startsWith(id + ":")).count();
  }

  private static boolean isWanted(EmitterDefinition emitter, Published published) {
    return emitter.messages().isEmpty() || emitter.messages().contains(published.event().getType());
  }

  private void expect(String what, long expected, long found) {
    if (expected != found) {
      wrong.add(what + ": " + found + " instead of " + expected);
    }
  }

  private List<Delivery> delivered(String id) {
    synchronized (storm.channel.delivered) {
      return storm.channel.delivered.stream()
          .filter(delivery -> delivery.emitterId().equals(id))
          .toList();
    }
  }

  private static List<String> ids(List<Delivery> deliveries) {
    return deliveries.stream().map(delivery -> delivery.event().event().getId()).toList();
  }

  private void compare(EmitterDefinition emitter, List<String> expected, List<String> found) {
    Set<String> missing = new HashSet<>(expected);
    missing.removeAll(found);
    if (!missing.isEmpty()) {
      wrong.add(emitter.id() + " lost " + missing);
    }
    Set<String> seen = new HashSet<>();
    List<String> twice = found.stream().filter(event -> !seen.add(event)).toList();
    if (!twice.isEmpty()) {
      wrong.add(emitter.id() + " got twice " + twice);
    }
    boolean strict = emitter.delivery().ordering() == Ordering.STRICT;
    if (strict && missing.isEmpty() && twice.isEmpty() && !expected.equals(found)) {
      wrong.add(emitter.id() + " out of order: " + found + " instead of " + expected);
    }
    if (emitter.delivery().ordering() == Ordering.KEY) {
      compareKeys(emitter, expected);
    }
  }

  private void compareKeys(EmitterDefinition emitter, List<String> expected) {
    for (int key = 0; key < 3; key++) {
      Object name = "k" + key;
      List<String> found =
          ids(
              delivered(emitter.id()).stream()
                  .filter(made -> name.equals(made.event().event().getExtension("partitionkey")))
                  .toList());
      List<String> order = expected.stream().filter(found::contains).toList();
      if (!order.equals(found)) {
        wrong.add(emitter.id() + " out of order in " + name + ": " + found + " not " + order);
      }
    }
  }

  /** What another one must settle first was delivered there before, if it was wanted there. */
  private void judgeAfter(EmitterDefinition emitter) {
    for (String other : emitter.delivery().after()) {
      Set<String> there = new HashSet<>(ids(delivered(other)));
      Set<String> before = new HashSet<>();
      for (Delivery delivery : List.copyOf(storm.channel.delivered)) {
        String event = delivery.event().event().getId();
        if (delivery.emitterId().equals(other)) {
          before.add(event);
        } else if (delivery.emitterId().equals(emitter.id())
            && there.contains(event)
            && !before.contains(event)) {
          wrong.add(emitter.id() + " got " + event + " before " + other);
        }
      }
    }
  }

  private void noneTwiceToThoseThatComeAndGo() {
    for (String id : List.of("comes0", "comes1")) {
      Set<String> seen = new HashSet<>();
      List<String> twice = ids(delivered(id)).stream().filter(one -> !seen.add(one)).toList();
      if (!twice.isEmpty()) {
        wrong.add(id + " got twice " + twice);
      }
    }
  }
}
