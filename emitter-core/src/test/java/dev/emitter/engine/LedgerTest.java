package dev.emitter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.delivery.ParkedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R4")
final class LedgerTest {

  private final List<ParkedEvent> added = new ArrayList<>();
  private final List<ParkedEvent> removed = new ArrayList<>();

  private static Ledger ledger(boolean stored) {
    Health health = new Health(Instant.EPOCH);
    return new Ledger(
        "a", new Backlog(new SequencePosition(0), new QueueBudget(1 << 20)), health, stored);
  }

  private static ParkedEvent event(int number) {
    Position position = new SequencePosition(number);
    EventCompleter completer =
        new EventCompleter(URI.create("/s"), Clock.systemUTC(), () -> "1", 10_000);
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
    return new ParkedEvent("a", event, "too large", 1, Instant.EPOCH);
  }

  @Test
  void remembersNothingForAStoreThatIsNotThere() {
    Ledger ledger = ledger(false);
    ledger.park(event(1));
    ledger.park(event(2));
    ledger.unpark(new SequencePosition(1));
    ledger.discardParked();
    ledger.collectParked(added, removed);
    assertThat(added).isEmpty();
    assertThat(removed).isEmpty();
  }

  @Test
  void passesOnWhatWasForgottenAfterItWasPassedOn() {
    Ledger ledger = ledger(true);
    ParkedEvent one = event(1);
    ParkedEvent two = event(2);
    ledger.park(one);
    ledger.collectParked(added, removed);
    ledger.park(two);
    ledger.unpark(new SequencePosition(1));
    ledger.unpark(new SequencePosition(2));
    ledger.collectParked(added, removed);
    assertThat(ledger.parked()).isEmpty();
    assertThat(added).containsExactly(one);
    assertThat(removed).containsExactly(one, two);
  }

  @Test
  void passesOnAgainWhatMayNotBeStoredYet() {
    Ledger ledger = ledger(true);
    ledger.restore(List.of(event(1)), false);
    ledger.collectParked(added, removed);
    assertThat(added).isEmpty();
    ledger.restore(List.of(event(1)), true);
    ledger.collectParked(added, removed);
    assertThat(added).hasSize(1);
  }
}
