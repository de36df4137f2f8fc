package dev.emitter.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.DeliveryError;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.Notice;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.OwnerUsage;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.testkit.ManualClock;
import dev.emitter.testkit.RecordingChannel;
import dev.emitter.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a disabled emitter holds a log on disk: a user's for a while, an operator's for ever.
 */
@Tag("R3")
@Tag("safety")
final class HeldLogTest {

  private static final Topic ORDERS = Topic.of("orders");
  private static final int EVENTS = 200;
  private static final String WEBHOOK =
      "{\"type\": \"Any\", \"topics\": [[\"orders\"]], \"delivery\": {\"queueCapacity\": 5}}";

  private final ManualClock clock = ManualClock.create();
  private final List<Notice> notices = new CopyOnWriteArrayList<>();

  private final List<String> told = new CopyOnWriteArrayList<>();

  @TempDir private Path folder = Path.of("");

  /** Hears of events that were gone when an emitter began. */
  private final class Gaps implements EmitterListener {

    @Override
    public void droppedBetween(String emitterId, Position after, Position upTo, long most) {
      told.add(emitterId + " " + after + " " + upTo + " " + most);
    }
  }

  private DiskEventLog open() {
    return DiskEventLog.builder(folder)
        .clock(clock.clock())
        .segmentBytes(4096)
        .retentionMin(Duration.ofHours(1))
        .open();
  }

  private Emitters start(DiskEventLog log) {
    return Emitters.builder()
        .log(log)
        .time(clock)
        .notifier(notices::add)
        .listener(new Gaps())
        .channel(RecordingChannel.of("Any"))
        .ownerLimits(OwnerLimits.defaults().withHeldLogBytes(16_384))
        .closeGrace(Duration.ZERO)
        .start();
  }

  private void publish(Emitters emitters) {
    for (int i = 0; i < EVENTS; i++) {
      emitters.publish(ORDERS, "order.placed", "x".repeat(200));
    }
    assertThat(emitters.awaitIdle(Duration.ofMinutes(1))).isTrue();
  }

  private static long start(Emitters emitters, DiskEventLog log) {
    assertThat(emitters.awaitIdle(Duration.ofMinutes(1))).isTrue();
    log.enforceRetention();
    return SequencePosition.of(log.start());
  }

  @Test
  void aUsersLosesTheOldestAndIsTold() {
    DiskEventLog log = open();
    try (Emitters emitters = start(log)) {
      String ann = emitters.registerUser("ann", WEBHOOK).id();
      emitters.disable(ann, "by a test");
      publish(emitters);
      assertThat(start(emitters, log)).isZero();
      clock.advance(Duration.ofHours(2));
      await().atMost(ONE_MINUTE).until(() -> start(emitters, log) > 0);
      await().atMost(ONE_MINUTE).until(() -> emitters.status(ann).dropped() > 0);
      await().atMost(ONE_MINUTE).until(() -> !notices.isEmpty());
      assertThat(notices.get(0).reason()).contains("heldLogBytes = 16384", "heldLogAge = PT720H");
      emitters.enable(ann);
      awaitAll(emitters, ann);
    }
  }

  @Test
  void howMuchAUserHoldsIsKnown() {
    DiskEventLog log = open();
    try (Emitters emitters = start(log)) {
      String ann = emitters.registerUser("ann", WEBHOOK).id();
      emitters.registerUser("bob", WEBHOOK);
      emitters.disable(ann, "by a test");
      publish(emitters);
      clock.advance(Duration.ofMinutes(5));
      OwnerUsage usage = emitters.ownerUsage("ann");
      assertThat(usage.used(OwnerLimit.HELD_LOG_BYTES)).isGreaterThan(EVENTS * 200L);
      assertThat(usage.limit(OwnerLimit.HELD_LOG_BYTES)).isEqualTo(16_384);
      assertThat(usage.used(OwnerLimit.HELD_LOG_AGE)).isEqualTo(Duration.ofMinutes(5).toNanos());
      assertThat(usage.limit(OwnerLimit.HELD_LOG_AGE)).isEqualTo(Duration.ofDays(30).toNanos());
      await()
          .atMost(ONE_MINUTE)
          .untilAsserted(
              () ->
                  assertThat(emitters.ownerUsage("bob").used(OwnerLimit.HELD_LOG_BYTES)).isZero());
      assertThat(emitters.ownerUsage("bob").used(OwnerLimit.HELD_LOG_AGE)).isZero();
      emitters.enable(ann);
      await()
          .atMost(ONE_MINUTE)
          .untilAsserted(
              () ->
                  assertThat(emitters.ownerUsage("ann").used(OwnerLimit.HELD_LOG_BYTES)).isZero());
    }
  }

  /** Returns how many events an emitter was told to have lost at most. */
  private String toldOnce(String id) {
    assertThat(told).hasSize(1);
    String gone = told.get(0).substring(told.get(0).lastIndexOf(' ') + 1);
    assertThat(told).containsExactly(id + " 0 " + gone + " " + gone);
    return gone;
  }

  private static void awaitAll(Emitters emitters, String id) {
    assertThat(emitters.awaitIdle(Duration.ofMinutes(1))).isTrue();
    await()
        .atMost(ONE_MINUTE)
        .untilAsserted(
            () ->
                assertThat(emitters.status(id).dropped() + emitters.status(id).delivered())
                    .isEqualTo(EVENTS));
  }

  /** What it had read was in memory alone: the end of the process has lost it. */
  @Test
  void aUsersIsToldAfterARestartWhatItHadInMemoryAlone() {
    DiskEventLog log = open();
    String ann;
    try (Emitters emitters = start(log)) {
      ann = emitters.registerUser("ann", WEBHOOK).id();
      emitters.disable(ann, "by a test");
      publish(emitters);
      clock.advance(Duration.ofHours(2));
      await().atMost(ONE_MINUTE).until(() -> start(emitters, log) > 5);
    }
    try (Emitters emitters = start(open())) {
      assertThat(emitters.awaitIdle(Duration.ofMinutes(1))).isTrue();
      String gone = toldOnce(ann);
      assertThat(emitters.status(ann).lastErrors())
          .extracting(DeliveryError::reason)
          .contains(
              "events after position 0 and up to %s have left the log before this emitter had"
                      .formatted(gone)
                  + " settled them; at most %s of them were for it".formatted(gone));
      await()
          .atMost(ONE_MINUTE)
          .untilAsserted(
              () ->
                  assertThat(notices)
                      .extracting(Notice::reason)
                      .anySatisfy(
                          reason ->
                              assertThat(reason).contains("at most " + gone, "heldLogBytes = ")));
      emitters.enable(ann);
      awaitAll(emitters, ann);
    }
    try (Emitters emitters = start(open())) {
      assertThat(emitters.status(ann).dropped()).isZero();
      assertThat(told).hasSize(1);
    }
  }

  @Test
  void anEmitterThatComesBackTooLateIsToldWhatItHasMissed() {
    EmitterDefinition works =
        EmitterDefinition.builder("works", "Any").topics(List.of(ORDERS)).build();
    try (Emitters emitters = start(open())) {
      emitters.register(works);
    }
    DiskEventLog log = open();
    try (Emitters emitters = start(log)) {
      publish(emitters);
      clock.advance(Duration.ofHours(2)); // beyond what the log keeps, and waits for it
      await().atMost(ONE_MINUTE).until(() -> start(emitters, log) > 0);
      emitters.register(works);
      awaitAll(emitters, "works");
      assertThat(toldOnce("works")).isNotEqualTo("0");
      assertThat(notices).isEmpty();
    }
  }

  @Test
  void anOperatorsHoldsIt() {
    DiskEventLog log = open();
    try (Emitters emitters = start(log)) {
      emitters.register(EmitterDefinition.builder("works", "Any").topics(List.of(ORDERS)).build());
      emitters.registerUser("ann", WEBHOOK);
      emitters.disable("works", "by a test");
      publish(emitters);
      clock.advance(Duration.ofDays(365));
      assertThat(start(emitters, log)).isZero();
      assertThat(emitters.status("works").dropped()).isZero();
    }
  }
}
