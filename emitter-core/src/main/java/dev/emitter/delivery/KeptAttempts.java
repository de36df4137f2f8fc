package dev.emitter.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/** The attempts that are kept in memory of one owner, or of operators. Not thread-safe. */
final class KeptAttempts {

  private final Deque<Kept> latestFirst = new ArrayDeque<>();
  private long text;
  private long count;

  /**
   * An attempt.
   *
   * @param number tells which of two was recorded first, whoever owns them
   */
  record Kept(long number, DeliveryAttempt attempt) {}

  void add(DeliveryAttempt attempt, long number) {
    latestFirst.addFirst(new Kept(number, attempt));
    text += attempt.textLength();
    count += attempt.countsAs();
  }

  DeliveryAttempt removeOldest() {
    DeliveryAttempt oldest = latestFirst.removeLast().attempt();
    text -= oldest.textLength();
    count -= oldest.countsAs();
    return oldest;
  }

  /** Forgets the attempts before a time; returns whether there were any. */
  boolean removeBefore(Instant time) {
    boolean removed = latestFirst.removeIf(kept -> kept.attempt().at().isBefore(time));
    if (removed) {
      text = latestFirst.stream().mapToLong(kept -> kept.attempt().textLength()).sum();
      count = latestFirst.stream().mapToLong(kept -> kept.attempt().countsAs()).sum();
    }
    return removed;
  }

  /** Returns those asked for, the latest first. */
  Stream<Kept> find(AttemptQuery query) {
    return latestFirst.stream().filter(kept -> query.matches(kept.attempt())).limit(query.limit());
  }

  int size() {
    return latestFirst.size();
  }

  /** Returns how many characters they have together. */
  long text() {
    return text;
  }

  /** Returns as how many they count, see {@link DeliveryAttempt#countsAs()}. */
  long count() {
    return count;
  }
}
