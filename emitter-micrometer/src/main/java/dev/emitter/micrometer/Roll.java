package dev.emitter.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which emitters there are, and the meters that each is counted by. Thread-safe. */
final class Roll {

  private final MeterRegistry registry;
  private final int mostNames;
  private final boolean namesUsers;
  private final Runnable refresh;
  private final Map<String, EmitterMeters> byEmitter = new ConcurrentHashMap<>();
  private final Map<Group, EmitterMeters> byGroup = new HashMap<>();
  private final Set<String> named = new HashSet<>();
  private boolean closed;

  /**
   * Creates an empty one.
   *
   * @param mostNames how many emitters may have meters of their own at a time
   * @param namesUsers whether those of users may
   * @param refresh brings what is read rather than told up to date
   */
  Roll(MeterRegistry registry, int mostNames, boolean namesUsers, Runnable refresh) {
    this.registry = registry;
    this.mostNames = mostNames;
    this.namesUsers = namesUsers;
    this.refresh = refresh;
  }

  /** Returns the meters of an emitter, or null if it is not there, or not any more. */
  @Nullable EmitterMeters find(String emitterId) {
    return byEmitter.get(emitterId);
  }

  synchronized void add(String emitterId, String type, @Nullable String owner) {
    if (closed) {
      return;
    }
    EmitterMeters known = byEmitter.get(emitterId);
    if (known != null && !known.group().type().equals(type)) {
      remove(emitterId);
      known = null;
    }
    if (known == null) {
      Group group = new Group(name(emitterId, owner), type);
      byEmitter.put(
          emitterId,
          byGroup.computeIfAbsent(group, one -> new EmitterMeters(registry, one, refresh)));
    }
  }

  private String name(String emitterId, @Nullable String owner) {
    if (owner != null && !namesUsers) {
      return Group.USERS;
    }
    if (named.size() >= mostNames) {
      return Group.OTHERS;
    }
    named.add(emitterId);
    return emitterId;
  }

  /** Forgets an emitter; meters that are only its own go with it. */
  synchronized void remove(String emitterId) {
    EmitterMeters gone = byEmitter.remove(emitterId);
    if (gone != null && !gone.group().isShared()) {
      named.remove(emitterId);
      byGroup.remove(gone.group());
      gone.close();
    }
  }

  synchronized List<EmitterMeters> all() {
    return List.copyOf(byGroup.values());
  }

  synchronized void close() {
    closed = true;
    byGroup.values().forEach(EmitterMeters::close);
    byGroup.clear();
    byEmitter.clear();
    named.clear();
  }
}
