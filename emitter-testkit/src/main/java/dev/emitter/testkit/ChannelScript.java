package dev.emitter.testkit;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How attempts to deliver end in a test. What is scripted for the next attempts is used up in the
 * order given; after that everything is delivered at once, unless told otherwise. A handler is
 * called only for attempts that are delivered by the script, and may fail them itself. Thread-safe.
 *
 * <pre>{@code
 * test.script("billing").answerNext(503, Duration.ofMinutes(2)).failNext(3).hang();
 * }</pre>
 */
public final class ChannelScript {

  private static final String FAILED = "failed by the test";

  private final Queue<DeliveryResult> next = new ArrayDeque<>();
  private final HeldBatches held = new HeldBatches();
  private @Nullable Function<Delivery, DeliveryResult> otherwise;
  private Duration takes = Duration.ZERO;

  ChannelScript() {}

  /** Fails the next attempts for now, so that they are tried again. */
  public ChannelScript failNext(int attempts) {
    return failNext(attempts, FAILED);
  }

  /** Fails the next attempts for now, for this reason. */
  public ChannelScript failNext(int attempts, String reason) {
    for (int i = 0; i < attempts; i++) {
      next(DeliveryResult.retry(reason));
    }
    return this;
  }

  /**
   * Answers the next attempt with an HTTP status, which means what it means to a webhook: below 300
   * it is delivered, 410 disables, 400 or 413 or 422 and the like refuse the event, and all else is
   * tried again.
   *
   * @throws IllegalArgumentException if it is no status of a final answer
   */
  public ChannelScript answerNext(int status) {
    return next(HttpAnswers.result(status, null));
  }

  /**
   * Answers the next attempt with an HTTP status and the least wait that the receiver asks for
   * before it is tried again (Retry-After).
   *
   * @throws IllegalArgumentException if an answer with this status is not tried again
   */
  public ChannelScript answerNext(int status, Duration retryAfter) {
    return next(HttpAnswers.result(status, retryAfter));
  }

  /** Refuses the event of the next attempt for good. */
  public ChannelScript rejectNext(String reason) {
    return next(DeliveryResult.rejected(reason));
  }

  /** Asks at the next attempt for the emitter to be disabled. */
  public ChannelScript disableNext(String reason) {
    return next(DeliveryResult.disable(reason));
  }

  private synchronized ChannelScript next(DeliveryResult result) {
    next.add(result);
    return this;
  }

  /** Fails for now each delivery of which this is true when it is attempted. */
  public ChannelScript failWhile(Predicate<Delivery> condition) {
    DeliveryResult failure = DeliveryResult.retry(FAILED);
    return answer(delivery -> condition.test(delivery) ? failure : DeliveryResult.delivered());
  }

  /**
   * Answers each attempt with this, once the answers scripted for the next ones are used up. What
   * it throws is thrown to the library, as a channel must not do.
   */
  public synchronized ChannelScript answer(Function<Delivery, DeliveryResult> answers) {
    otherwise = answers;
    return this;
  }

  /**
   * Lets each call of the channel take so long from now on, by the clock of the test; a call may
   * carry several events. A handler is called when that time is over.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public synchronized ChannelScript answerAfter(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("answer after " + duration + ": time never goes back");
    }
    takes = duration;
    return this;
  }

  /** Leaves every call from now on without an answer until {@link #release()}. */
  public ChannelScript hang() {
    held.shut();
    return this;
  }

  /**
   * Answers, on this thread and in order, the calls that hang; later ones do not hang. A handler is
   * called on a thread of its own, as ever.
   */
  public ChannelScript release() {
    held.open();
    return this;
  }

  /** Delivers everything at once from now on: forgets what was scripted, lets go what hangs. */
  public ChannelScript mend() {
    synchronized (this) {
      next.clear();
      otherwise = null;
      takes = Duration.ZERO;
    }
    return release();
  }

  /** Returns how many calls hang now. */
  public int hanging() {
    return held.waiting();
  }

  boolean holds(Supplier<HeldBatch> batch) {
    return held.holds(batch);
  }

  synchronized Duration takes() {
    return takes;
  }

  /**
   * Returns the answer, or null if this script has none; a test's function is called without a
   * lock, for it may wait.
   */
  @Nullable DeliveryResult result(Delivery delivery) {
    Function<Delivery, DeliveryResult> answers;
    synchronized (this) {
      @Nullable DeliveryResult scripted = next.poll();
      if (scripted != null || otherwise == null) {
        return scripted;
      }
      answers = otherwise;
    }
    return answers.apply(delivery);
  }
}
