package dev.emitter.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MemoryEventLogTest {

  private static final Topic TOPIC = Topic.of("orders");
  private static final Duration SOON = Duration.ofMillis(20);

  private final List<String> dropped = new ArrayList<>();
  private final List<String> discarded = new ArrayList<>();
  private int count;

  @Test
  void readsBackWhatWasAppendedInOrder() {
    MemoryEventLog log = MemoryEventLog.create();
    append(log, 200);
    assertThat(ids(log.read(log.start(), 500))).hasSize(200).startsWith("1", "2", "3");
    assertThat(ids(log.read(log.start(), 2))).containsExactly("1", "2");
    assertThat(log.read(log.end(), 10)).isEmpty();
    assertThat(log.lag(log.start())).isEqualTo(200);
  }

  @Test
  void forgetsWhatIsReleasedAndReadsOnFromTheOldestKept() {
    MemoryEventLog log = MemoryEventLog.create();
    Position start = log.start();
    append(log, 100);
    log.release(log.read(start, 60).get(59).position());
    assertThat(ids(log.read(start, 1))).containsExactly("61");
    assertThat(log.start()).isGreaterThan(start);
    assertThat(log.lag(start)).isEqualTo(40);
    assertThat(log.count(start, log.end())).isEqualTo(100);
    assertThat(log.count(log.end(), start)).isZero();
  }

  @Test
  void failsAtOnceWithAMessageThatNamesWhatHoldsIt() {
    MemoryEventLog log =
        listened(MemoryEventLog.builder().maxEvents(3).whenFull(WhenFull.FAIL).build());
    append(log, 3);
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> append(log, 1))
        .withMessageContaining("log full: 3 events (maxEvents = 3)")
        .withMessageContaining("whenFull = FAIL")
        .withMessageContaining("emitter \"x\" (disabled)");
    assertThat(log.lag(log.start())).isEqualTo(3);
  }

  @Test
  void waitsForRoomNoLongerThanItsLimit() {
    MemoryEventLog log = listened(MemoryEventLog.builder().maxEvents(1).blockFor(SOON).build());
    append(log, 1);
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> append(log, 1))
        .withMessageContaining("waited 20 ms for room");
  }

  @Test
  void goesOnAsSoonAsThereIsRoom() throws Exception {
    MemoryEventLog log =
        MemoryEventLog.builder().maxEvents(1).blockFor(Duration.ofMinutes(1)).build();
    append(log, 1);
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> append(log, 1));
    log.release(log.end());
    second.get(60, TimeUnit.SECONDS);
    assertThat(ids(log.read(log.start(), 9))).containsExactly("2");
  }

  @Test
  void isBoundedByBytesToo() {
    MemoryEventLog log =
        listened(MemoryEventLog.builder().maxBytes(1).whenFull(WhenFull.FAIL).build());
    append(log, 1); // an empty log accepts an event of any size
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> append(log, 1))
        .withMessageContaining("bytes (maxBytes = 1)");
  }

  @Test
  void makesRoomByDroppingTheOldest() {
    MemoryEventLog log =
        listened(MemoryEventLog.builder().maxEvents(3).whenFull(WhenFull.DROP_OLDEST).build());
    append(log, 5);
    assertThat(dropped).containsExactly("1", "2");
    assertThat(ids(log.read(log.start(), 9))).containsExactly("3", "4", "5");
  }

  @Test
  void keepsWhatItHasByDiscardingTheNewest() {
    MemoryEventLog log =
        listened(MemoryEventLog.builder().maxEvents(3).whenFull(WhenFull.DROP_NEWEST).build());
    append(log, 5);
    assertThat(discarded).containsExactly("4", "5");
    assertThat(ids(log.read(log.start(), 9))).containsExactly("1", "2", "3");
  }

  @Test
  void neverWaitsForTheLibrarysOwnEvents() {
    MemoryEventLog log = MemoryEventLog.builder().maxEvents(1).build();
    assertThat(log.offer(TOPIC, event())).isTrue();
    assertThat(log.offer(TOPIC, event())).isFalse();
  }

  @Test
  void findsTheBeginningOfATime() {
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    SteppingClock clock = new SteppingClock(noon);
    MemoryEventLog log = MemoryEventLog.builder().clock(clock).build();
    append(log, 10);
    Position position = log.positionBefore(noon.plusSeconds(5));
    assertThat(ids(log.read(position, 1))).containsExactly("6");
  }

  @Test
  void refusesAndWakesPublishersWhenClosed() throws Exception {
    MemoryEventLog log =
        MemoryEventLog.builder().maxEvents(1).blockFor(Duration.ofMinutes(1)).build();
    append(log, 1);
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Throwable> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              started.countDown();
              return catchThrowable(() -> append(log, 1));
            });
    started.await();
    log.close();
    assertThat(waiting.get(60, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anInterruptedPublisherGivesUpAndStaysInterrupted() {
    MemoryEventLog log = MemoryEventLog.builder().maxEvents(1).build();
    append(log, 1);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(EventLogException.class)
        .isThrownBy(() -> append(log, 1))
        .withMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void keepsTheOrderOfEachPublisher() throws Exception {
    MemoryEventLog log = MemoryEventLog.create();
    List<CompletableFuture<Void>> publishers = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      Topic topic = Topic.of("p" + p);
      publishers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  log.append(topic, event(topic.first() + "-" + i));
                }
              }));
    }
    CompletableFuture.allOf(publishers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    int[] next = new int[4];
    for (LoggedEvent logged : log.read(log.start(), 20_000)) {
      int publisher = Integer.parseInt(logged.topic().first().substring(1));
      assertThat(logged.event().event().getId())
          .isEqualTo("p" + publisher + "-" + next[publisher]++);
    }
    assertThat(next).containsOnly(5_000);
  }

  @Test
  void refusesAPositionOfAnotherLog() {
    Position foreign = other -> 0;
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> MemoryEventLog.create().read(foreign, 1))
        .withMessageContaining("another log");
  }

  private static @Nullable Throwable catchThrowable(Runnable action) {
    try {
      action.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private void append(MemoryEventLog log, int events) {
    for (int i = 0; i < events; i++) {
      log.append(TOPIC, event()).toCompletableFuture().join();
    }
  }

  private EncodedEvent event() {
    return event(Integer.toString(++count));
  }

  private static EncodedEvent event(String id) {
    return new EventCompleter(
            URI.create("urn:test"),
            Clock.systemUTC(),
            () -> "none",
            EventCompleter.DEFAULT_MAX_BYTES)
        .complete(
            CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("urn:test"))
                .withType("t")
                .build());
  }

  private static List<String> ids(List<LoggedEvent> events) {
    return events.stream().map(logged -> logged.event().event().getId()).toList();
  }

  private MemoryEventLog listened(MemoryEventLog log) {
    log.listen(
        new LogListener() {
          @Override
          public void appended() {}

          @Override
          public void dropping(LoggedEvent event) {
            dropped.add(event.event().event().getId());
          }

          @Override
          public void discarded(Topic topic, EncodedEvent event) {
            discarded.add(event.event().getId());
          }

          @Override
          public String whoHolds() {
            return "emitter \"x\" (disabled)";
          }
        });
    return log;
  }

  /** Goes on by a second each time it is asked. */
  private static final class SteppingClock extends Clock {

    private Instant next;

    SteppingClock(Instant first) {
      this.next = first;
    }

    @Override
    public Instant instant() {
      Instant now = next;
      next = now.plusSeconds(1);
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
