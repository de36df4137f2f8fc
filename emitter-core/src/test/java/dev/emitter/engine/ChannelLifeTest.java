package dev.emitter.engine;

import static dev.emitter.engine.EngineFixture.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.MemoryEventLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a channel is told and given besides events. */
@Tag("R1")
final class ChannelLifeTest {

  private final EngineFixture fixture = new EngineFixture();
  private final FakeChannel channel = fixture.channel;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void tellsAChannelThatItsEmitterWasRemovedOnceItIsClosed() {
    fixture.add(define("a").build(), define("b").build());
    fixture.remove("a");
    await()
        .atMost(ONE_MINUTE)
        .untilAsserted(() -> assertThat(channel.removed).containsExactly("a"));
    assertThat(channel.closed).containsExactly("a");
  }

  @Test
  void saysNothingOfRemovalWhenADefinitionChangesOrTheEngineCloses() {
    fixture.add(define("a").build());
    fixture.add(define("a").topic("orders").build());
    await().atMost(ONE_MINUTE).untilAsserted(() -> assertThat(channel.closed).containsExactly("a"));
    fixture.close();
    assertThat(channel.closed).containsExactly("a", "a");
    assertThat(channel.removed).isEmpty();
  }

  @Test
  void keepsTheIdOfADeliveryOnEachAttempt() throws InterruptedException {
    channel.answer =
        delivery ->
            delivery.attempt() < 3 ? DeliveryResult.retry("busy") : DeliveryResult.delivered();
    fixture.add(define("a").build(), define("b").build()).publish(1).quiet();
    fixture.advance(Duration.ofMinutes(5)).idle();
    assertThat(channel.attempts).hasSize(6);
    assertThat(channel.attempts.stream().map(Delivery::id).distinct()).hasSize(2);
    assertThat(channel.attempts.stream().map(Delivery::position).distinct()).hasSize(1);
    assertThat(channel.attempts.get(0).id()).matches("[0-9a-f]{32}");
  }

  @Test
  void givesAResubmissionAnIdOfItsOwn() throws Exception {
    EmitterDefinition keepsTheLog = define("later").enabled(false).build();
    fixture.add(define("a").build(), keepsTheLog).publish(1).idle();
    LoggedEvent event = fixture.log.read(fixture.log.start(), 1).get(0);
    for (int i = 0; i < 2; i++) {
      Objects.requireNonNull(fixture.engine.orders().resubmit("a", List.of(event)))
          .toCompletableFuture()
          .get();
    }
    assertThat(channel.attempts)
        .extracting(Delivery::resubmitted)
        .containsExactly(false, true, true);
    assertThat(channel.attempts).extracting(Delivery::id).doesNotHaveDuplicates();
    assertThat(channel.attempts).extracting(Delivery::position).containsOnly(event.position());
  }

  @Test
  void fillsABatchUpToItsBytes() throws InterruptedException {
    fixture.add(define("probe").build()).publish(1).idle();
    long size = channel.attempts.get(0).event().structuredSize();
    channel.traits = ChannelTraits.of(100).withMaxBatchBytes(2 * size + 1);
    fixture.remove("probe");
    channel.batches.clear();
    channel.manual = true;
    fixture.add(define("a").build()).publish(1);
    await().atMost(ONE_MINUTE).until(() -> channel.held.size() == 1);
    fixture.publish(5);
    await().atMost(ONE_MINUTE).until(() -> fixture.status("a").matched() == 6);
    channel.manual = false;
    channel.held.get(0).results().complete(List.of(DeliveryResult.delivered()));
    fixture.idle();
    assertThat(channel.batches).containsExactly(1, 2, 2, 1);
  }

  @Test
  void deliversAnEventThatIsLargerThanABatchMayBeAlone() throws InterruptedException {
    channel.traits = ChannelTraits.of(100).withMaxBatchBytes(1);
    fixture.add(define("a").build()).publish(3).idle();
    assertThat(channel.batches).containsOnly(1);
    assertThat(fixture.delivered("a")).containsExactly(1, 2, 3);
  }

  @Test
  void hasNoFolderWhereTheLogIsInMemory() {
    fixture.add(define("a").build());
    assertThat(channel.folders).isEmpty();
  }

  @Test
  void givesEachEmitterAFolderOfItsOwnWhereTheLogIsOnDisk() {
    Path data = Path.of("data");
    MemoryEventLog memory = MemoryEventLog.create();
    ForwardingEventLog disk =
        new ForwardingEventLog(memory) {
          @Override
          public Optional<Path> folder() {
            return Optional.of(data);
          }
        };
    try (EngineFixture other = new EngineFixture(memory, disk)) {
      other.add(define("a").build(), define("b").build());
      assertThat(other.channel.folders)
          .containsExactly(data.resolve("channels/a"), data.resolve("channels/b"));
    }
  }
}
