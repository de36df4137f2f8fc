package dev.emitter.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A delivery log that ends with the process: the latest attempts, and the latest acknowledgements,
 * up to a number, a size and an age. Making room for newer ones is no drop. Thread-safe.
 */
public final class InMemoryDeliveryLog implements DeliveryLog {

  /** How long attempts are kept, unless said otherwise. */
  public static final Duration KEPT_FOR = Duration.ofDays(7);

  /** How many attempts are kept, unless said otherwise. */
  public static final int MOST = 10_000;

  /** How many characters attempts may have together; the latest is kept however long it is. */
  public static final int MOST_TEXT = 16 << 20;

  private final Clock clock;
  private final Duration keptFor;
  private final int most;
  private final int mostText;
  private final Deque<DeliveryAttempt> attempts = new ArrayDeque<>();
  private final Deque<Acknowledgement> acknowledgements = new ArrayDeque<>();
  private boolean closed;

  /** What the attempts that are kept have together. */
  private long text;

  /** Creates a log that keeps {@link #MOST} attempts for {@link #KEPT_FOR}. */
  public InMemoryDeliveryLog(Clock clock) {
    this(clock, KEPT_FOR, MOST);
  }

  /**
   * Creates a log.
   *
   * @param clock tells the age of what is kept
   * @param keptFor how long it is kept
   * @param most how many attempts are kept, and how many acknowledgements
   * @throws IllegalArgumentException if one of the bounds is not positive
   */
  public InMemoryDeliveryLog(Clock clock, Duration keptFor, int most) {
    this(clock, keptFor, most, MOST_TEXT);
  }

  InMemoryDeliveryLog(Clock clock, Duration keptFor, int most, int mostText) {
    if (most < 1) {
      throw new IllegalArgumentException("most = " + most + ": must be at least 1");
    }
    if (keptFor.isNegative() || keptFor.isZero()) {
      throw new IllegalArgumentException("keptFor = " + keptFor + ": must be positive");
    }
    this.clock = clock;
    this.keptFor = keptFor;
    this.most = most;
    this.mostText = mostText;
  }

  @Override
  public synchronized void record(DeliveryAttempt attempt) {
    if (closed) {
      return;
    }
    attempts.addFirst(attempt);
    text += attempt.textLength();
    while (attempts.size() > most || (text > mostText && attempts.size() > 1)) {
      text -= attempts.removeLast().textLength();
    }
  }

  @Override
  public synchronized List<DeliveryAttempt> find(AttemptQuery query) {
    forgetOld();
    List<DeliveryAttempt> found = new ArrayList<>();
    Iterator<DeliveryAttempt> all = attempts.iterator();
    while (found.size() < query.limit() && all.hasNext()) {
      DeliveryAttempt attempt = all.next();
      if (query.matches(attempt)) {
        found.add(attempt);
      }
    }
    return List.copyOf(found);
  }

  @Override
  public synchronized void acknowledge(Acknowledgement acknowledgement) {
    if (closed) {
      throw new IllegalStateException("the delivery log is closed");
    }
    acknowledgements.addFirst(acknowledgement);
    if (acknowledgements.size() > most) {
      acknowledgements.removeLast();
    }
  }

  @Override
  public synchronized List<Acknowledgement> acknowledgements(String emitterId, String eventId) {
    forgetOld();
    return acknowledgements.stream()
        .filter(one -> one.emitterId().equals(emitterId) && one.eventId().equals(eventId))
        .toList();
  }

  private void forgetOld() {
    Instant oldest = clock.instant().minus(keptFor);
    if (attempts.removeIf(attempt -> attempt.at().isBefore(oldest))) {
      text = attempts.stream().mapToLong(DeliveryAttempt::textLength).sum();
    }
    acknowledgements.removeIf(one -> one.at().isBefore(oldest));
  }

  /** Returns 0: memory takes all. */
  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
