package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells in the log of the application that rights of owners are unknown: once a spell, and once a
 * minute at most, not for each event. Thread-safe.
 */
final class UnknownRightsLog {

  private static final Logger LOG = Loggers.of(UnknownRightsLog.class);

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int MOST_OWNERS = 10_000;

  private final TimeSource time;
  private final Set<String> owners = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Warning> last = new AtomicReference<>();
  private final AtomicBoolean told = new AtomicBoolean();

  private record Warning(long nanoTime) {}

  UnknownRightsLog(TimeSource time) {
    this.time = time;
  }

  /** The rights of an owner are unknown. */
  void unknown(String owner, UnknownRightsException why) {
    if (owners.size() >= MOST_OWNERS) {
      owners.clear(); // those who are gone would stay here
    }
    if (owners.add(owner) && mayTell()) {
      told.set(true);
      LOG.warn(
          "{} Nothing is sent or passed over for that: it is asked again every second. Of more users"
              + " that is not told within this minute",
          why.getMessage());
      LOG.debug("it could not be told because", why.getCause());
    }
  }

  private boolean mayTell() {
    long now = time.nanoTime();
    Warning before = last.get();
    boolean may = before == null || now - before.nanoTime() >= MINUTE;
    return may && last.compareAndSet(before, new Warning(now));
  }

  /** The rights of an owner are known. */
  void known(String owner) {
    if (!owners.isEmpty() && owners.remove(owner) && owners.isEmpty() && told.getAndSet(false)) {
      LOG.info("the rights of all users can be told again");
    }
  }
}
