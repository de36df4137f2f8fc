package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.log.EventLog;
import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.StateStore;
import dev.emitter.log.disk.Durability;
import dev.emitter.log.disk.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rounds with the whole library find the mistakes that are planted beneath it. */
final class LibraryLaboratoryProofTest {

  private static final int ROUNDS = 500;

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  @TestFactory
  Stream<DynamicTest> findsALibraryThat() {
    Map<String, LogOpener> faults = new LinkedHashMap<>();
    faults.put("acknowledges before events are synced", place -> disk(place, Durability.WRITTEN));
    for (String fault : List.of("never syncs a file", "never syncs the directory")) {
      UnaryOperator<Storage> planted = Objects.requireNonNull(PlantedFaults.all().get(fault));
      faults.put(fault, place -> open(place.on(planted.apply(place.storage()))));
    }
    faults.put("passes over an event", place -> new Skipping(open(place)));
    faults.put("routes two events in turn", place -> new Swapping(open(place)));
    faults.put(
        "moves cursors before delivery", place -> new WithState(open(place), CursorsAhead::new));
    faults.put(
        "says that cursors are stored when they are not",
        place -> new WithState(open(place), NothingStored::new));
    faults.put(
        "stores no cursor of who falls behind",
        place -> new WithState(open(place), CursorsLost::new));
    return faults.entrySet().stream().map(fault -> find(fault.getKey(), fault.getValue()));
  }

  private static DynamicTest find(String name, LogOpener fault) {
    return DynamicTest.dynamicTest(
        name,
        () ->
            assertThat(Laboratory.firstFailure(ROUNDS, seed -> LibraryRound.run(seed, fault)))
                .isPositive());
  }

  private static EventLog open(LogOpener.Place place) {
    return disk(place, Durability.SYNCED);
  }

  private static EventLog disk(LogOpener.Place place, Durability durability) {
    return place.builder().durability(durability).open();
  }

  private static final class Skipping extends ForwardingEventLog {

    Skipping(EventLog right) {
      super(right);
    }

    @Override
    public List<LoggedEvent> read(Position after, int max) {
      List<LoggedEvent> events = super.read(after, max);
      return events.size() > 3 ? events.subList(1, events.size()) : events;
    }
  }

  private static final class Swapping extends ForwardingEventLog {

    Swapping(EventLog right) {
      super(right);
    }

    @Override
    public List<LoggedEvent> read(Position after, int max) {
      List<LoggedEvent> events = new ArrayList<>(super.read(after, max));
      if (events.size() > 1) {
        Collections.swap(events, 0, 1);
      }
      return events;
    }
  }

  private static final class WithState extends ForwardingEventLog {

    private final UnaryOperator<StateStore> fault;

    WithState(EventLog right, UnaryOperator<StateStore> fault) {
      super(right);
      this.fault = fault;
    }

    @Override
    public Optional<StateStore> state() {
      return super.state().map(fault);
    }
  }

  private static final class CursorsAhead extends PlantedStateFaults.Forwarding {

    CursorsAhead(StateStore right) {
      super(right);
    }

    @Override
    public void write(Map<String, Optional<String>> changes) {
      Map<String, Optional<String>> ahead = new HashMap<>(changes);
      ahead.replaceAll((key, value) -> value.map(text -> text.replaceFirst("\"at\":", "\"was\":")));
      super.write(ahead);
    }
  }

  private static final class NothingStored extends PlantedStateFaults.Forwarding {

    private int writes;

    NothingStored(StateStore right) {
      super(right);
    }

    @Override
    public void write(Map<String, Optional<String>> changes) {
      if (writes++ < 5) {
        super.write(changes);
      }
    }
  }

  private static final class CursorsLost extends PlantedStateFaults.Forwarding {

    CursorsLost(StateStore right) {
      super(right);
    }

    @Override
    public void write(Map<String, Optional<String>> changes) {
      Map<String, Optional<String>> kept = new HashMap<>(changes);
      kept.keySet().removeIf(key -> key.startsWith("emitter/") && changes.size() > 1);
      super.write(kept);
    }
  }
}
