package dev.emitter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.event.EventCompleter;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R4")
final class ParkedEventsTest {

  private final List<Parked> added = new ArrayList<>();
  private final List<Parked> removed = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();

  private ParkedEvents parked(boolean stored) {
    return parked(null, stored, new ParkedBudget(stored, 1 << 20, 1 << 20));
  }

  private ParkedEvents parked(@Nullable String owner, boolean stored, ParkedBudget budget) {
    return new ParkedEvents(
        new Backlog(new SequencePosition(0), new QueueBudget(1 << 20), 10),
        budget,
        stored,
        owner,
        (event, reason) -> dropped.add(event.position() + ": " + reason),
        () -> {});
  }

  private static Parked event(int number) {
    Position position = new SequencePosition(number);
    EventCompleter completer =
        new EventCompleter(
            URI.create("/s"), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> "1", 10_000);
    LoggedEvent event =
        new LoggedEvent(
            position,
            Topic.of("orders"),
            completer.complete(
                CloudEventBuilder.v1()
                    .withId("1")
                    .withSource(URI.create("/s"))
                    .withType("t")
                    .build()),
            Instant.EPOCH);
    return Parked.of("a", event, "too large", 1, Instant.ofEpochSecond(number));
  }

  private static Parked storedEvent(int number) {
    Parked one = event(number);
    ParkedCopy copy = ParkedCopy.stored(new StateInMemory().blobs(), "1", 100);
    return new Parked(one.event(), copy);
  }

  @Test
  void remembersNothingForAStoreThatIsNotThere() {
    ParkedEvents parked = parked(false);
    parked.add(event(1));
    parked.add(event(2));
    parked.remove(new SequencePosition(1));
    parked.discard();
    parked.collect(added, removed);
    assertThat(added).isEmpty();
    assertThat(removed).isEmpty();
  }

  @Test
  void passesOnWhatWasForgottenAfterItWasPassedOn() {
    ParkedEvents parked = parked(true);
    Parked one = event(1);
    Parked two = event(2);
    parked.add(one);
    parked.collect(added, removed);
    parked.add(two);
    parked.remove(new SequencePosition(1));
    parked.remove(new SequencePosition(2));
    parked.collect(added, removed);
    assertThat(parked.all()).isEmpty();
    assertThat(added).containsExactly(one);
    assertThat(removed).containsExactly(one, two);
  }

  @Test
  void passesOnAgainWhatMayNotBeStoredYet() {
    ParkedEvents parked = parked(true);
    parked.restore(List.of(storedEvent(1)), false);
    parked.collect(added, removed);
    assertThat(added).isEmpty();
    parked.restore(List.of(storedEvent(1)), true);
    parked.collect(added, removed);
    assertThat(added).hasSize(1);
  }

  @Test
  void theOldestOfAnOwnerGoWhicheverEmitterTheyAreOf() {
    long one = event(1).copy().bytes() + 1_018;
    ParkedBudget budget = new ParkedBudget(true, 3 * one, 1 << 20);
    ParkedEvents first = parked("ann", true, budget);
    ParkedEvents second = parked("ann", true, budget);
    ParkedEvents ofBen = parked("ben", true, budget);
    ParkedEvents ofOperators = parked(null, true, budget);
    first.add(event(1));
    ofBen.add(event(2));
    second.add(event(3));
    first.add(event(4));
    for (int i = 10; i < 20; i++) {
      ofOperators.add(event(i));
    }
    assertThat(dropped).isEmpty();
    second.add(event(5));
    second.add(event(6));
    assertThat(dropped)
        .hasSize(2)
        .allMatch(told -> told.endsWith("bytes (parkedBytes)"))
        .satisfiesExactly(
            told -> assertThat(told).startsWith("1: the parked events of ann take more than"),
            told -> assertThat(told).startsWith("3: "));
    assertThat(first.all()).hasSize(1);
    assertThat(second.all()).hasSize(2);
    assertThat(ofBen.all()).hasSize(1);
    assertThat(ofOperators.all()).hasSize(10);
    assertThat(budget.bytes("ann")).isEqualTo(3 * one);
  }

  @Test
  void whoHasMostInMemoryLosesTheOldest() {
    long one = event(1).copy().bytes() + 1_018;
    ParkedBudget budget = new ParkedBudget(false, 1 << 20, 4 * one);
    ParkedEvents ofAnn = parked("ann", false, budget);
    ParkedEvents ofOperators = parked(null, false, budget);
    ofAnn.add(event(1));
    for (int i = 2; i < 7; i++) {
      ofOperators.add(event(i));
    }
    assertThat(ofAnn.all()).hasSize(1);
    assertThat(ofOperators.all())
        .extracting(Parked::position)
        .containsExactly(new SequencePosition(4), new SequencePosition(5), new SequencePosition(6));
    assertThat(dropped).hasSize(2);
  }

  @Test
  void whatIsGoneCountsNoMore() {
    ParkedBudget budget = new ParkedBudget(true, 1 << 20, 1 << 20);
    ParkedEvents parked = parked("ann", true, budget);
    parked.add(event(1));
    parked.add(event(2));
    parked.remove(new SequencePosition(1));
    long left = budget.bytes("ann");
    assertThat(left).isPositive();
    parked.owner("ben");
    assertThat(budget.bytes("ann")).isZero();
    assertThat(budget.bytes("ben")).isEqualTo(left);
    parked.close();
    parked.remove(new SequencePosition(2));
    assertThat(budget.bytes("ben")).isZero();
    parked.collect(added, removed);
    assertThat(removed).hasSize(2);
  }

  @Test
  void whatIsNotStoredYetTakesRoomOfTheBacklog() {
    QueueBudget queues = new QueueBudget(1 << 20);
    Backlog backlog = new Backlog(new SequencePosition(0), queues, 10);
    AtomicInteger told = new AtomicInteger();
    ParkedEvents parked =
        new ParkedEvents(
            backlog,
            new ParkedBudget(true, 1 << 20, 1 << 20),
            true,
            null,
            (event, reason) -> {},
            told::incrementAndGet);
    Parked one = event(1);
    Parked two = event(2);
    parked.add(one);
    parked.add(two);
    long full = queues.room(0);
    backlog.held().parked(full);
    assertThat(backlog.hasRoomInBytes()).isFalse();
    backlog.held().parked(-full);
    parked.remove(new SequencePosition(1));
    one.copy().tellStored(); // it was on its way
    two.copy().stored(new StateInMemory().blobs(), "1");
    two.copy().tellStored();
    assertThat(told).hasValue(2);
    assertThat(backlog.worthReading()).isEqualTo(Integer.MAX_VALUE);
  }
}
