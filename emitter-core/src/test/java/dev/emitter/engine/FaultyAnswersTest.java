package dev.emitter.engine;

import static dev.emitter.engine.EngineFixture.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import dev.emitter.delivery.DeliveryError;
import dev.emitter.delivery.EmitterState;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Channels whose answers cannot be read, or say nothing. */
@Tag("R1")
@Timeout(180)
final class FaultyAnswersTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  private final EngineFixture fixture = new EngineFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** An answer that cannot be read, and how it is given. */
  private record Answer(String name, Consumer<CompletableFuture<List<DeliveryResult>>> give) {

    static Stream<Answer> all() {
      return Stream.of(
          of("list that changes", () -> new ConcurrentModificationException()),
          of("list without memory", () -> new OutOfMemoryError("of a test")),
          new Answer("null in list", future -> complete(future, Arrays.asList((Object) null))),
          new Answer("other things", future -> complete(future, List.of("sent"))),
          new Answer("no list", future -> complete(future, "sent")),
          new Answer("exception without message", Answer::failSilently));
    }

    private static Answer of(String name, Supplier<Throwable> fault) {
      return new Answer(name, future -> future.complete(list(fault)));
    }

    private static List<DeliveryResult> list(Supplier<Throwable> fault) {
      return new AbstractList<>() {
        @Override
        public DeliveryResult get(int index) {
          Throwable thrown = fault.get();
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) thrown;
        }

        @Override
        public int size() {
          return 1;
        }
      };
    }

    /** What a channel in another language, or with raw types, may answer. */
    @SuppressWarnings("unchecked")
    private static void complete(CompletableFuture<?> future, Object answer) {
      ((CompletableFuture<Object>) future).complete(answer);
    }

    private static void failSilently(CompletableFuture<?> future) {
      try {
        future.completeExceptionally(silent());
      } catch (NullPointerException e) { // the future asks for the message as well
        assertThat(e).hasMessage("of a test");
      }
    }

    private static RuntimeException silent() {
      return new IllegalStateException() {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
          throw new NullPointerException("of a test");
        }
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Arguments> answers() {
    return Answer.all()
        .flatMap(answer -> Stream.of(true, false).map(late -> Arguments.of(answer, late)));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void countsAsAFailedAttempt(Answer answer, boolean late) throws InterruptedException {
    FakeChannel channel = fixture.channel;
    channel.manual = true;
    if (!late) {
      channel.whileGiven = () -> answerFirst(answer);
    }
    fixture.add(define("a").build()).publish(1);
    await().atMost(ONE_MINUTE).until(() -> channel.held.size() == 1);
    if (late) {
      answerFirst(answer);
    }
    fixture.quiet();
    assertThat(fixture.status("a").state()).isEqualTo(EmitterState.RETRYING);
    assertThat(fixture.status("a").lastErrors()).hasSize(1);
    fixture.publish(2).quiet().advance(LONG).idle();
    assertThat(fixture.delivered("a")).containsExactly(1, 2, 3);
  }

  private void answerFirst(Answer answer) {
    fixture.channel.manual = false;
    answer.give().accept(fixture.channel.held.get(0).results());
  }

  private static Stream<DeliveryResult> silentResults() {
    return Stream.of(
        DeliveryResult.retry(null), DeliveryResult.rejected(null), DeliveryResult.disable(null));
  }

  @ParameterizedTest
  @MethodSource("silentResults")
  void aResultWithoutAReasonIsSettledLikeOthers(DeliveryResult result) throws InterruptedException {
    fixture.channel.answer = delivery -> result;
    fixture.add(define("a").build()).publish(1).quiet();
    assertThat(fixture.status("a").lastErrors())
        .extracting(DeliveryError::reason)
        .containsExactly("no reason given");
    assertThat(fixture.channel.attempts).hasSize(1);
    fixture.channel.answer = delivery -> DeliveryResult.delivered();
    fixture.engine.orders().enable("a");
    fixture.advance(LONG).idle();
    assertThat(fixture.channel.attempts).hasSize(result instanceof DeliveryResult.Rejected ? 1 : 2);
  }

  @Test
  void timesBeyondAllBoundsAreSettledLikeOthers() throws InterruptedException {
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    fixture.channel.answer =
        delivery ->
            delivery.attempt() == 1
                ? DeliveryResult.retry("busy").after(Duration.ofSeconds(Long.MIN_VALUE))
                : DeliveryResult.delivered().with(Evidence.of(endless));
    fixture.add(define("a").build()).publish(1).quiet().advance(LONG).idle();
    assertThat(fixture.channel.attempts).hasSize(2);
  }
}
