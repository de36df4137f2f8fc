package dev.emitter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.event.EventCompleter;
import dev.emitter.execution.Execution;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is dropped is counted once, in order, and whoever drops much waits for those who count. */
@Tag("R1")
final class DroppedEventsTest {

  private static final Topic ORDERS = Topic.of("orders");
  private static final int BEYOND = 100;

  private final EventLoop idle = new EventLoop(Execution.onThreads(), "loop-of-a-test", () -> 1);
  private final DroppedEvents drops = new DroppedEvents(Execution.onThreads(), idle);
  private final List<Long> dealtWith = new ArrayList<>();

  private final EventCompleter completer =
      new EventCompleter(
          URI.create("/s"), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> "1", 10_000);

  private LoggedEvent event(long position) {
    return new LoggedEvent(
        new SequencePosition(position),
        ORDERS,
        completer.complete(
            CloudEventBuilder.v1().withId("1").withSource(URI.create("/s")).withType("t").build()),
        Instant.EPOCH);
  }

  private void drain() {
    drops.drainTo(
        dropped -> {
          LoggedEvent logged = dropped.logged();
          if (logged != null) {
            dealtWith.add(SequencePosition.of(logged.position()));
          }
        });
  }

  @Test
  void whoeverDropsMuchWaitsUntilThatIsDealtWith() {
    int all = DroppedEvents.MOST + BEYOND;
    Thread dropping =
        new Thread(
            () -> {
              for (long position = 1; position <= all; position++) {
                drops.dropping(event(position));
              }
            });
    dropping.start();
    await().atMost(ONE_MINUTE).until(() -> dropping.getState() == Thread.State.TIMED_WAITING);
    drain();
    assertThat(dealtWith).hasSizeGreaterThanOrEqualTo(DroppedEvents.MOST);
    await()
        .atMost(ONE_MINUTE)
        .until(
            () -> {
              drain();
              return dealtWith.size() == all;
            });
    assertThat(dealtWith).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void nobodyWaitsForEverForALoopThatStandsStill() throws InterruptedException {
    Thread dropping =
        new Thread(
            () -> {
              for (long position = 1; position <= DroppedEvents.MOST + 1; position++) {
                drops.dropping(event(position));
              }
            });
    dropping.start();
    dropping.join(ONE_MINUTE.toMillis());
    assertThat(dropping.isAlive()).isFalse();
    drain();
    assertThat(dealtWith).hasSize(DroppedEvents.MOST + 1);
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    for (long position = 1; position <= DroppedEvents.MOST; position++) {
      drops.dropping(event(position));
    }
    Thread.currentThread().interrupt();
    drops.dropping(event(DroppedEvents.MOST + 1));
    assertThat(Thread.interrupted()).isTrue();
    drain();
    assertThat(dealtWith).hasSize(DroppedEvents.MOST + 1);
  }
}
