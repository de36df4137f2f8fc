package dev.emitter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many notices each owner is given within an hour; what is beyond is summed up in one when the
 * hour is over. Thread-safe.
 */
final class NoticeShares {

  static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final int MOST_NAMED = 10;

  private final long most;
  private final Map<String, Hour> hours = new ConcurrentHashMap<>();
  private final AtomicLong held = new AtomicLong();

  /**
   * Creates shares of which nothing is used.
   *
   * @param most how many an owner is given within an hour
   */
  NoticeShares(long most) {
    this.most = most;
  }

  /**
   * An hour of an owner.
   *
   * @param given how many notices were given
   * @param held how many were not
   * @param named the emitters that those were about, the first of them
   */
  private record Hour(long began, long given, long held, List<String> named) {

    Hour more() {
      return new Hour(began, given + 1, held, named);
    }

    Hour holds(String emitterId) {
      List<String> all = new ArrayList<>(named);
      if (all.size() < MOST_NAMED && !all.contains(emitterId)) {
        all.add(emitterId);
      }
      return new Hour(began, given, held + 1, List.copyOf(all));
    }
  }

  /** What is to become of a notice. */
  enum Fate {
    /** It is given. */
    GIVEN,
    /** It is not: somebody has to sum up when the hour is over. */
    FIRST_HELD,
    /** It is not: it will be summed up. */
    HELD
  }

  /** Decides about a notice to an owner; null for operators, who are given all. */
  Fate next(@Nullable String owner, String emitterId, long nanoTime) {
    if (owner == null) {
      return Fate.GIVEN;
    }
    Hour hour =
        hours.compute(
            owner,
            (name, before) -> {
              boolean same =
                  before != null && (before.held() > 0 || nanoTime - before.began() < HOUR_NANOS);
              Hour now = same ? before : new Hour(nanoTime, 0, 0, List.of());
              return now.given() < most ? now.more() : now.holds(emitterId);
            });
    if (hour.held() == 0) {
      return Fate.GIVEN;
    }
    held.incrementAndGet();
    return hour.held() == 1 ? Fate.FIRST_HELD : Fate.HELD;
  }

  /** Ends the hour of an owner, and returns what to say of the notices that were not given. */
  String sumUp(String owner) {
    Hour hour = hours.remove(owner);
    long count = hour == null ? 0 : hour.held();
    List<String> named = hour == null ? List.of() : hour.named();
    return "an owner is told notices = "
        + most
        + " times an hour, and "
        + count
        + " more have happened: of emitters "
        + String.join(", ", named)
        + (count > named.size() ? " and perhaps others" : "")
        + "; their states say what is so now";
  }

  /** Returns how many notices an owner was given in this hour. */
  long given(String owner, long nanoTime) {
    Hour hour = hours.get(owner);
    return hour == null || nanoTime - hour.began() >= HOUR_NANOS ? 0 : hour.given();
  }

  /** Returns how many notices were not given one by one. */
  long held() {
    return held.get();
  }
}
