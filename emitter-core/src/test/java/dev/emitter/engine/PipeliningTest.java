package dev.emitter.engine;

import static dev.emitter.engine.EngineFixture.define;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.DeliverySettings.OnRejected;
import dev.emitter.definition.Ordering;
import dev.emitter.definition.StartFrom;
import dev.emitter.delivery.EmitterState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Strictly ordered emitters whose channel takes the next call before it has answered the last. */
@Tag("R1")
final class PipeliningTest {

  private static final DeliverySettings FROM_THE_BEGINNING =
      DeliverySettings.DEFAULT.withStartFrom(new StartFrom.Beginning());
  private static final DeliveryResult BEHIND = DeliveryResult.retry("not tried");
  private static final DeliveryResult DOWN = DeliveryResult.retry("down");

  private final EngineFixture fixture = new EngineFixture();
  private final FakeChannel channel = fixture.channel;
  private int overlap;

  @BeforeEach
  void answerByHand() {
    channel.traits = ChannelTraits.of(2).withMaxInFlight(8).inOrder(3);
    channel.manual = true;
  }

  @AfterEach
  void close() {
    channel.manual = false;
    channel.held.forEach(held -> held.results().complete(all(held, BEHIND)));
    fixture.close();
  }

  @Test
  void hasAsManyCallsUnderWayAsTheChannelTakes() throws InterruptedException {
    start(FROM_THE_BEGINNING, 9);
    awaitCalls("1 2", "3 4", "5 6");

    deliver(0);
    awaitCalls("1 2", "3 4", "5 6", "7 8");
    assertThat(fixture.status("a").delivered()).isEqualTo(2);

    deliverAll(1, 5);
    assertThat(overlap).isEqualTo(3);
  }

  @Test
  void hasOneCallUnderWayWhereTheChannelDoesNotKeepTheOrder() throws InterruptedException {
    channel.traits = ChannelTraits.of(2).withMaxInFlight(3);
    start(FROM_THE_BEGINNING, 9);
    deliverAll(0, 5);
    assertThat(overlap).isEqualTo(1);
  }

  @Test
  void hasNoMoreCallsUnderWayThanItsDefinitionAllows() throws InterruptedException {
    start(FROM_THE_BEGINNING.withOrdering(Ordering.STRICT, 2), 9);
    awaitCalls("1 2", "3 4");
    deliverAll(0, 5);
    assertThat(overlap).isEqualTo(2);
  }

  @Test
  void sendsOneByOneWhereARefusedEventStopsIt() throws InterruptedException {
    start(FROM_THE_BEGINNING.withOnRejected(OnRejected.DISABLE), 4);
    deliverAll(0, 4);
    assertThat(overlap).isEqualTo(1);
    assertThat(calls()).containsExactly("1", "2", "3", "4");
  }

  @Test
  void settlesCallsInTheirOrderWhateverTheOrderOfTheAnswers() throws InterruptedException {
    start(FROM_THE_BEGINNING, 6);
    awaitCalls("1 2", "3 4", "5 6");
    deliver(2);
    deliver(1);
    assertThat(fixture.status("a").delivered()).isZero();

    deliver(0);
    fixture.idle();
    assertThat(fixture.status("a").delivered()).isEqualTo(6);
  }

  @Test
  void triesAgainInOrderWhatWasUnderWayBehindAFailure() throws InterruptedException {
    start(FROM_THE_BEGINNING, 9);
    awaitCalls("1 2", "3 4", "5 6");
    answer(0, DeliveryResult.delivered(), DOWN);
    assertThat(fixture.status("a").state()).isEqualTo(EmitterState.RETRYING);
    fixture.time.advanceToNext(Long.MAX_VALUE); // its wait is over: it waits for the others still
    answer(1, BEHIND, BEHIND);
    assertThat(calls()).hasSize(3);
    answer(2, BEHIND, BEHIND);

    await().atMost(ONE_MINUTE).until(() -> calls().size() == 4);
    assertThat(calls().get(3)).isEqualTo("2");
    assertThat(channel.held.get(3).batch().get(0).attempt()).isEqualTo(2);
    deliver(3);
    await().atMost(ONE_MINUTE).until(() -> calls().size() == 7);
    assertThat(calls().subList(4, 7)).containsExactly("3 4", "5 6", "7 8");
    assertThat(channel.held.subList(4, 7))
        .allSatisfy(held -> assertThat(held.batch()).extracting(Delivery::attempt).containsOnly(1));
    assertThat(fixture.status("a").retried()).isEqualTo(1);
    assertThat(fixture.status("a").lastErrors()).hasSize(1);
  }

  @Test
  void countsNoAttemptOfWhatIsBehindAnEventThatIsGivenUp() throws InterruptedException {
    start(FROM_THE_BEGINNING.withMaxAttempts(1), 6);
    awaitCalls("1 2", "3 4", "5 6");
    channel.manual = false;
    answer(0, DOWN, BEHIND);
    answer(1, BEHIND, BEHIND);
    answer(2, BEHIND, BEHIND);
    fixture.idle();

    assertThat(fixture.status("a").parked()).isEqualTo(1);
    assertThat(fixture.delivered("a")).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void keepsWhatIsBehindADisablingForLater() throws InterruptedException {
    start(FROM_THE_BEGINNING, 6);
    awaitCalls("1 2", "3 4", "5 6");
    channel.manual = false;
    answer(0, DeliveryResult.delivered(), DeliveryResult.disable("gone"));
    answer(1, BEHIND, BEHIND);
    answer(2, BEHIND, BEHIND);
    fixture.idle();
    assertThat(fixture.status("a").state()).isEqualTo(EmitterState.DISABLED);

    fixture.engine.orders().enable("a");
    fixture.idle();
    assertThat(fixture.delivered("a")).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void waitsForWhatAnEarlierDefinitionHasUnderWay() throws InterruptedException {
    start(FROM_THE_BEGINNING, 9);
    awaitCalls("1 2", "3 4", "5 6");
    fixture.add(define("a").delivery(FROM_THE_BEGINNING).messages("order.placed").build());

    deliver(1);
    deliver(2);
    assertThat(calls()).hasSize(3);
    deliver(0);
    awaitCalls("1 2", "3 4", "5 6", "7 8", "9");
    deliver(3);
    deliver(4);
    fixture.idle();
    assertThat(fixture.status("a").delivered()).isEqualTo(9);
  }

  /** Publishes events, and then adds an emitter that finds them all in the log. */
  /** The answer comes before the channel has returned, but not from the call that it belongs to. */
  @Test
  void settlesOnceWhatIsAnsweredWhileTheChannelIsGivenTheNext() throws InterruptedException {
    channel.traits = ChannelTraits.of(1).withMaxInFlight(2);
    channel.whileGiven =
        () -> {
          if (channel.held.size() == 2) {
            answer(0, DOWN);
          }
        };
    start(FROM_THE_BEGINNING.withOrdering(Ordering.NONE, 2), 2);
    await().atMost(ONE_MINUTE).until(() -> channel.held.size() == 2);
    deliver(1);
    await().atMost(ONE_MINUTE).until(() -> fixture.status("a").delivered() == 1);
    assertThat(fixture.status("a").retried()).isEqualTo(1);
  }

  private void start(DeliverySettings settings, int events) throws InterruptedException {
    fixture.add(define("keeper").enabled(false).build()); // so that the log forgets nothing
    fixture.publish(events).quiet().add(define("a").delivery(settings).build());
  }

  private void awaitCalls(String... expected) {
    await().atMost(ONE_MINUTE).untilAsserted(() -> assertThat(calls()).containsExactly(expected));
    noteOverlap();
  }

  private void deliverAll(int from, int to) {
    for (int call = from; call < to; call++) {
      int next = call;
      await().atMost(ONE_MINUTE).until(() -> channel.held.size() > next);
      noteOverlap();
      deliver(call);
    }
    assertThat(channel.held).hasSize(to);
  }

  private void noteOverlap() {
    long open = channel.held.stream().filter(held -> !held.results().isDone()).count();
    overlap = Math.max(overlap, (int) open);
  }

  private List<String> calls() {
    List<String> calls = new ArrayList<>();
    for (FakeChannel.Held held : channel.held) {
      calls.add(
          held.batch().stream().map(one -> one.event().event().getId()).collect(joining(" ")));
    }
    return calls;
  }

  private void deliver(int call) {
    FakeChannel.Held held = channel.held.get(call);
    held.results().complete(all(held, DeliveryResult.delivered()));
  }

  private void answer(int call, DeliveryResult... results) {
    channel.held.get(call).results().complete(List.of(results));
  }

  private static List<DeliveryResult> all(FakeChannel.Held held, DeliveryResult result) {
    return Stream.generate(() -> result).limit(held.batch().size()).toList();
  }
}
