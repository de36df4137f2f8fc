package dev.emitter.testkit;

import dev.emitter.channel.Delivery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The attempts made through all channels of a type. Thread-safe. */
final class Recording {

  private final List<Attempt> attempts = new ArrayList<>();
  private final Set<ScriptedChannel> open = new HashSet<>();

  synchronized void add(Attempt attempt) {
    attempts.add(attempt);
  }

  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  synchronized List<Delivery> delivered(Predicate<Delivery> condition) {
    return attempts.stream()
        .filter(Attempt::delivered)
        .map(Attempt::delivery)
        .filter(condition)
        .toList();
  }

  synchronized void clear() {
    attempts.clear();
  }

  synchronized void opened(ScriptedChannel channel) {
    open.add(channel);
  }

  synchronized void closed(ScriptedChannel channel) {
    open.remove(channel);
  }

  synchronized int open() {
    return open.size();
  }

  synchronized List<ScriptedChannel> channels() {
    return List.copyOf(open);
  }
}
