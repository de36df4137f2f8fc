package dev.emitter.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A delivery log that ends with the process: the latest attempts, and the latest acknowledgements,
 * up to a number, a size and an age. Making room for newer ones is no drop. Attempts of users are
 * apart from those of operators: together they are as many at most, of half the size, and the user
 * who has most makes room. Thread-safe.
 */
public final class InMemoryDeliveryLog implements DeliveryLog {

  /** How long attempts are kept, unless said otherwise. */
  public static final Duration KEPT_FOR = Duration.ofDays(7);

  /** How many attempts are kept, unless said otherwise. */
  public static final int MOST = 10_000;

  /** How many characters attempts may have together; the latest is kept however long it is. */
  public static final int MOST_TEXT = 16 << 20;

  private static final int PART = 16;

  private final Clock clock;
  private final Duration keptFor;
  private final int most;
  private final int mostText;
  private final KeptAttempts operators = new KeptAttempts();
  private final Map<String, KeptAttempts> users = new HashMap<>();
  private final Deque<Acknowledgement> acknowledgements = new ArrayDeque<>();
  private long recorded;
  private int ofUsers;
  private long textOfUsers;
  private boolean closed;

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
    operators.add(attempt, recorded++);
    while (operators.size() > most || (operators.text() > mostText && operators.size() > 1)) {
      operators.removeOldest();
    }
  }

  @Override
  public synchronized void recordOf(String owner, long mostOfOwner, DeliveryAttempt attempt) {
    if (closed) {
      return;
    }
    KeptAttempts own = users.computeIfAbsent(owner, name -> new KeptAttempts());
    own.add(attempt, recorded++);
    ofUsers++;
    textOfUsers += attempt.textLength();
    while (own.count() > mostOfOwner && own.size() > 1) {
      removeOldest(own);
    }
    while (ofUsers > most || (textOfUsers > mostText / 2 && ofUsers > 1)) {
      makeRoom();
    }
  }

  /** Some of the oldest go of the user who has most, so that few are looked at for each. */
  private void makeRoom() {
    Map.Entry<String, KeptAttempts> largest =
        Collections.max(
            users.entrySet(), Comparator.comparingLong(entry -> entry.getValue().count()));
    KeptAttempts kept = largest.getValue();
    for (int left = 1 + kept.size() / PART; left > 0 && ofUsers > 1; left--) {
      removeOldest(kept);
    }
    if (kept.size() == 0) {
      users.remove(largest.getKey());
    }
  }

  private void removeOldest(KeptAttempts kept) {
    textOfUsers -= kept.removeOldest().textLength();
    ofUsers--;
  }

  @Override
  public synchronized long countOf(String owner) {
    KeptAttempts kept = users.get(owner);
    return kept == null ? 0 : kept.count();
  }

  @Override
  public synchronized List<DeliveryAttempt> find(AttemptQuery query) {
    forgetOld();
    return Stream.concat(Stream.of(operators), users.values().stream())
        .flatMap(kept -> kept.find(query))
        .sorted(Comparator.comparingLong(KeptAttempts.Kept::number).reversed())
        .limit(query.limit())
        .map(KeptAttempts.Kept::attempt)
        .toList();
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
    operators.removeBefore(oldest);
    users.values().removeIf(kept -> kept.removeBefore(oldest) && kept.size() == 0);
    ofUsers = users.values().stream().mapToInt(KeptAttempts::size).sum();
    textOfUsers = users.values().stream().mapToLong(KeptAttempts::text).sum();
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
