package dev.emitter.lab;

import dev.emitter.log.EventLogException;
import dev.emitter.log.StateStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Mistakes that a state store could make whatever its files are. */
final class PlantedStateFaults {

  private PlantedStateFaults() {}

  /** Returns the mistakes, by what they do. */
  static Map<String, UnaryOperator<StateStore>> all() {
    Map<String, UnaryOperator<StateStore>> faults = new LinkedHashMap<>();
    faults.put("says written before it is", WrittenLater::new);
    faults.put("writes a batch in two parts", WrittenInParts::new);
    faults.put("says written when it failed", FailuresHidden::new);
    faults.put("tries a failed write again later", FailuresRepeated::new);
    faults.put("forgets to remove", NeverRemoves::new);
    return faults;
  }

  /** Does everything right. */
  static class Forwarding implements StateStore {

    final StateStore right;

    Forwarding(StateStore right) {
      this.right = right;
    }

    @Override
    public SortedMap<String, String> entries(String prefix) {
      return right.entries(prefix);
    }

    @Override
    public void write(Map<String, Optional<String>> changes) {
      right.write(changes);
    }

    @Override
    public void close() {
      right.close();
    }
  }

  private static final class WrittenLater extends Forwarding {

    private Map<String, Optional<String>> waiting = Map.of();

    WrittenLater(StateStore right) {
      super(right);
    }

    @Override
    public SortedMap<String, String> entries(String prefix) {
      SortedMap<String, String> entries = new TreeMap<>(right.entries(prefix));
      waiting.forEach(
          (key, value) ->
              value.ifPresentOrElse(text -> entries.put(key, text), () -> entries.remove(key)));
      return entries;
    }

    @Override
    public void write(Map<String, Optional<String>> changes) {
      right.write(waiting);
      waiting = changes;
    }

    @Override
    public void close() {
      right.write(waiting);
      right.close();
    }
  }

  private static final class WrittenInParts extends Forwarding {

    WrittenInParts(StateStore right) {
      super(right);
    }

    @Override
    public void write(Map<String, Optional<String>> changes) {
      changes.forEach((key, value) -> right.write(Map.of(key, value)));
    }
  }

  private static final class FailuresHidden extends Forwarding {

    FailuresHidden(StateStore right) {
      super(right);
    }

    @Override
    public void write(Map<String, Optional<String>> changes) {
      try {
        right.write(changes);
      } catch (EventLogException e) {
        // the fault
      }
    }
  }

  private static final class FailuresRepeated extends Forwarding {

    private Map<String, Optional<String>> failed = Map.of();

    FailuresRepeated(StateStore right) {
      super(right);
    }

    @Override
    public void write(Map<String, Optional<String>> changes) {
      right.write(failed);
      failed = changes;
      right.write(changes);
      failed = Map.of();
    }
  }

  private static final class NeverRemoves extends Forwarding {

    NeverRemoves(StateStore right) {
      super(right);
    }

    @Override
    public void write(Map<String, Optional<String>> changes) {
      Map<String, Optional<String>> kept = new LinkedHashMap<>(changes);
      kept.values().removeIf(Optional::isEmpty);
      right.write(kept);
    }
  }
}
