package dev.emitter.lab;

import static dev.emitter.lab.FolderOfEveryState.ANN;
import static dev.emitter.lab.FolderOfEveryState.EVENTS;
import static dev.emitter.lab.FolderOfEveryState.FIRST_DUE;
import static dev.emitter.lab.FolderOfEveryState.HANDLER;
import static dev.emitter.lab.FolderOfEveryState.MADE_AT;
import static dev.emitter.lab.FolderOfEveryState.TOPIC;
import static dev.emitter.lab.FolderOfEveryState.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.Emitters;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.handler.EventHandler;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.testkit.ManualClock;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Data of earlier versions is taken over: nothing is lost, and what was due is delivered once, also
 * if the power goes at any moment of the first start.
 *
 * <p>The data was made by {@link FolderOfEveryState}, run with the library as it was when the
 * format of the state was of that version; the folder is kept as a zip, without the lock.
 */
@Tag("R1")
final class UpgradeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Power cuts by default: every so many operations, and all with the property. */
  private static final int STEP = Boolean.getBoolean("upgrade.all") ? 1 : 7;

  private SimulatedStorage disk = SimulatedStorage.create(1);
  private ScriptedReceivers receivers = accepting();

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  private static ScriptedReceivers accepting() {
    return new ScriptedReceivers((emitter, number) -> DeliveryResult.delivered());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void nothingIsLost(int version) throws Exception {
    disk = KeptFolders.ofStateVersion(version, 1);
    requireAllThere();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void norIfThePowerGoesDuringTheFirstStart(int version) throws Exception {
    long cutAt = 1;
    do {
      disk = KeptFolders.ofStateVersion(version, cutAt);
      disk.cutAfter(cutAt);
      receivers = new ScriptedReceivers((emitter, number) -> DeliveryResult.retry("not yet"));
      startAndEnd();
      boolean wasCut = disk.isCut();
      disk = disk.powerCut();
      receivers = accepting();
      requireAllThere();
      cutAt = wasCut ? cutAt + STEP : 0;
    } while (cutAt > 0);
  }

  /** Or they would stay in memory. */
  @Test
  void copiesOfParkedEventsLeaveTheState() throws Exception {
    disk = KeptFolders.ofStateVersion(1, 1);
    receivers = new ScriptedReceivers((emitter, number) -> DeliveryResult.retry("not yet"));
    startAndEnd();
    try (EventLog log = open(ManualClock.at(MADE_AT.plusSeconds(7200)))) {
      assertThat(log.state().orElseThrow().entries("parked/").values())
          .hasSize(2)
          .allMatch(entry -> entry.contains("\"copy\":") && !entry.contains("\"event\":"));
    }
  }

  private void startAndEnd() {
    ManualClock clock = ManualClock.at(MADE_AT.plusSeconds(3600));
    EventLog log = null;
    try {
      log = open(clock);
      Emitters emitters = start(log, clock);
      clock.advance(Duration.ofSeconds(1));
      emitters.awaitQuiet(PATIENCE);
      emitters.close();
    } catch (EventLogException e) {
      assertThat(disk.isCut()).as("%s", e).isTrue();
      if (log != null) {
        log.close();
      }
    }
  }

  private EventLog open(ManualClock clock) {
    return DiskEventLog.builder(Path.of("simulated"))
        .storage(disk)
        .clock(clock.clock())
        .segmentBytes(16_384)
        .open();
  }

  private Emitters start(EventLog log, ManualClock clock) {
    Emitters emitters = FolderOfEveryState.start(log, clock, receivers);
    try {
      FIRST_DUE.keySet().forEach(id -> emitters.register(FolderOfEveryState.definition(id)));
      emitters.on(TOPIC, new OrderHandler());
      return emitters;
    } catch (EventLogException e) {
      emitters.close();
      throw e;
    }
  }

  /** A handler of which the earlier version knew no name. */
  private final class OrderHandler implements EventHandler {

    @Override
    public void handle(Topic topic, CloudEvent event) throws Exception {
      DeliveryResult result = receivers.receive(HANDLER, event.getId());
      if (!(result instanceof DeliveryResult.Delivered)) {
        throw new IllegalStateException(result.toString());
      }
    }
  }

  private void requireAllThere() throws Exception {
    ManualClock clock = ManualClock.at(MADE_AT.plusSeconds(7200));
    try (Emitters emitters = start(open(clock), clock)) {
      requireDisabled(emitters.status("failed"), "1 failures in a row", null);
      requireDisabled(emitters.status("stopped"), "its receiver is mended", "ben");
      requireParked(emitters);
      assertThat(emitters.attempts(AttemptQuery.ALL)).isNotEmpty();
      assertThat(emitters.enable("failed")).isTrue();
      assertThat(emitters.enable("stopped")).isTrue();
      emitters.publish(TOPIC, event(EVENTS + 1));
      assertThat(emitters.awaitIdle(PATIENCE)).isTrue();
      FIRST_DUE.forEach(this::requireTaken);
      requireTaken(HANDLER, 9);
      requireTaken(emitters.userDefinitions(ANN).get(0).id(), 11);
      assertThat(emitters.absent()).isEmpty();
    }
  }

  private static void requireDisabled(
      EmitterStatus status, String reason, @Nullable String person) {
    assertThat(status.state()).isEqualTo(EmitterState.DISABLED);
    assertThat(status.reason()).startsWith(reason);
    assertThat(status.disabledByPerson()).isEqualTo(person);
  }

  private static void requireParked(Emitters emitters) throws Exception {
    List<ParkedEvent> parked = emitters.parked("refused");
    assertThat(parked).extracting(ParkedEvent::reason).containsOnly("not an order");
    List<LoggedEvent> copies = parked.stream().map(ParkedEvent::event).toList();
    assertThat(copies).extracting(copy -> copy.event().event()).containsExactly(event(2), event(7));
    assertThat(
            emitters
                .resubmit("refused", copies)
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .allMatch(Resubmission::delivered);
    assertThat(emitters.parked("refused")).isEmpty();
  }

  private void requireTaken(String emitter, int firstDue) {
    List<Integer> due = IntStream.rangeClosed(firstDue, EVENTS + 1).boxed().toList();
    assertThat(receivers.taken(emitter))
        .as(emitter)
        .isEqualTo(
            switch (emitter) {
              case "unordered" -> List.of(firstDue, EVENTS + 1);
              case "refused" -> List.of(2, 7, EVENTS + 1);
              default -> due;
            });
  }
}
