package dev.emitter.engine;

import static dev.emitter.engine.EngineFixture.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.execution.Execution;
import dev.emitter.execution.TaskExecutor;
import dev.emitter.execution.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What settles an answer fails, for whatever reason: the emitter tries again, but not at once. */
@Tag("R1")
@Timeout(180)
final class FaultsWhileSettlingTest {

  private static final Execution THREADS = Execution.onThreads();

  private final FaultyExecution faulty = new FaultyExecution();
  private final EngineFixture fixture = new EngineFixture(faulty);

  @AfterEach
  void close() {
    faulty.failsIn = "nothing";
    fixture.close();
  }

  /** Before it has any effect. */
  @Test
  void whatCannotBeSettledIsTriedAgainAfterAPause() throws InterruptedException {
    fixture.add(define("a").build());
    fixture.channel.answer = delivery -> DeliveryResult.rejected("too large");
    try (LogCapture log = LogCapture.of(Settlement.class)) {
      long start = THREADS.nanoTime();
      faulty.failsIn = "parked";
      fixture.publish(1);
      await().atMost(ONE_MINUTE).until(() -> fixture.channel.attempts.size() >= 3);
      long attempts = fixture.channel.attempts.size();
      long seconds = Duration.ofNanos(THREADS.nanoTime() - start).toSeconds();
      assertThat(attempts).isLessThanOrEqualTo(seconds + 1);
      assertThat(log.lines()).hasSizeBetween(1, 1 + (int) seconds / 60);
    }
    faulty.failsIn = "nothing";
    fixture.idle();
    assertThat(fixture.status("a").parked()).isEqualTo(1);
    assertThat(fixture.status("a").backlog()).isZero();
  }

  private static List<DeliveryResult> results() {
    return List.of(DeliveryResult.delivered(), DeliveryResult.rejected("too large"));
  }

  /** After it has had its effect. */
  @ParameterizedTest
  @MethodSource("results")
  void whatIsSettledStaysSoWhateverFailsThen(DeliveryResult result) throws InterruptedException {
    fixture.channel.answer = delivery -> result;
    faulty.failsIn = "attempted";
    fixture.add(define("a").build()).publish(3);
    await().atMost(ONE_MINUTE).until(() -> fixture.status("a").backlog() == 0);
    fixture.idle();
    assertThat(fixture.channel.attempts).hasSize(3);
    long delivered = result instanceof DeliveryResult.Delivered ? 3 : 0;
    assertThat(fixture.status("a").delivered()).isEqualTo(delivered);
    assertThat(fixture.status("a").parked()).isEqualTo(3 - delivered);
  }

  /** Whoever tells listeners cannot be woken up to tell them of some of what happens. */
  private static final class FaultyExecution implements Execution {

    private volatile String failsIn = "nothing";

    @Override
    public long nanoTime() {
      return THREADS.nanoTime();
    }

    @Override
    public Worker worker(String name, Worker.Step step) {
      Worker worker = THREADS.worker(name, step);
      return name.equals("emitter-listener") ? new Sleepy(worker) : worker;
    }

    @Override
    public TaskExecutor executor(String name, int most) {
      return THREADS.executor(name, most);
    }

    @Override
    public Executor shared() {
      return THREADS.shared();
    }

    @Override
    public void start(String name, Runnable task) {
      THREADS.start(name, task);
    }

    @Override
    public Lock lock() {
      return THREADS.lock();
    }

    @Override
    public <T> T join(CompletableFuture<T> answer) {
      return THREADS.join(answer);
    }

    @Override
    public boolean await(CompletableFuture<?> answer, long nanos) throws InterruptedException {
      return THREADS.await(answer, nanos);
    }

    private final class Sleepy implements Worker {

      private final Worker worker;

      Sleepy(Worker worker) {
        this.worker = worker;
      }

      @Override
      public void start() {
        worker.start();
      }

      @Override
      public void wakeUp() {
        worker.wakeUp();
        String caller = failsIn;
        boolean fails =
            StackWalker.getInstance()
                .walk(
                    calls ->
                        calls.anyMatch(
                            call ->
                                call.getClassName().endsWith(".ListenerQueue")
                                    && call.getMethodName().equals(caller)));
        if (fails) {
          throw new IllegalStateException("of a test");
        }
      }

      @Override
      public void signal() {
        worker.signal();
      }

      @Override
      public boolean isCurrent() {
        return worker.isCurrent();
      }

      @Override
      public List<StackTraceElement> position() {
        return worker.position();
      }

      @Override
      public boolean join(long nanos) throws InterruptedException {
        return worker.join(nanos);
      }
    }
  }
}
