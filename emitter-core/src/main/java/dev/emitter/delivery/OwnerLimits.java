package dev.emitter.delivery;

import dev.emitter.problem.ConfigurationException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * How much each owner of emitters can take of what all share, so that one user harms nobody but
 * himself. An owner is the user whom a definition belongs to ({@code EmitterDefinition.owner()});
 * emitters of operators have none, and none of these limits. Immutable.
 *
 * <pre>{@code
 * OwnerLimits limits = OwnerLimits.defaults().withEmitters(20);
 * }</pre>
 */
public final class OwnerLimits {

  private static final OwnerLimits DEFAULTS = new OwnerLimits(Map.of());

  private final Map<OwnerLimit, Long> set;

  private OwnerLimits(Map<OwnerLimit, Long> set) {
    this.set = set;
  }

  /** Returns the limits that hold if none are set. In a small heap those of memory are smaller. */
  public static OwnerLimits defaults() {
    return DEFAULTS;
  }

  /** Returns these limits with how many emitters an owner may have; 100 by default. */
  public OwnerLimits withEmitters(int most) {
    return with(OwnerLimit.EMITTERS, most);
  }

  /**
   * Returns these limits with how many bytes the definitions of an owner may have together; 1 MiB
   * by default.
   */
  public OwnerLimits withDefinitionBytes(long most) {
    return with(OwnerLimit.DEFINITION_BYTES, most);
  }

  /**
   * Returns these limits with how many requests over HTTP an owner may have under way; 64 by
   * default. The operators may have 16 times as many together.
   */
  public OwnerLimits withRequestsUnderWay(int most) {
    return with(OwnerLimit.REQUESTS_UNDER_WAY, most);
  }

  /**
   * Returns these limits with how many hosts may be looked up at a time for the requests of an
   * owner; 4 by default. For the operators it is 16 times as many.
   */
  public OwnerLimits withLookUps(int most) {
    return with(OwnerLimit.LOOK_UPS, most);
  }

  /**
   * Returns these limits with how many bytes the events may take that are set aside for an owner;
   * 64 MiB by default, and a sixteenth of it with a log in memory.
   */
  public OwnerLimits withParkedBytes(long most) {
    return with(OwnerLimit.PARKED_BYTES, most);
  }

  /**
   * Returns these limits with how many bytes of memory the events may take that wait for the
   * emitters of an owner; 16 MiB by default. All owners together have a sixteenth of the heap.
   */
  public OwnerLimits withQueueBytes(long most) {
    return with(OwnerLimit.QUEUE_BYTES, most);
  }

  /**
   * Returns these limits with how many bytes of memory the requests over HTTP may take that are
   * made out of events for an owner; 16 MiB by default. All owners together have a sixteenth of the
   * heap.
   */
  public OwnerLimits withRequestBytes(long most) {
    return with(OwnerLimit.REQUEST_BYTES, most);
  }

  /**
   * Returns these limits with how many bytes of a log on disk users' emitters hold that do not read
   * on; 1 GiB by default. It keeps events for its {@code retentionMin} all the same.
   */
  public OwnerLimits withHeldLogBytes(long most) {
    return with(OwnerLimit.HELD_LOG_BYTES, most);
  }

  /**
   * Returns these limits with how old the events of a log on disk may become that only users'
   * emitters need; 30 days by default.
   */
  public OwnerLimits withHeldLogAge(Duration most) {
    return with(OwnerLimit.HELD_LOG_AGE, TimeUnit.NANOSECONDS.convert(most));
  }

  /**
   * Returns these limits with how many notices an owner is given within an hour, before they are
   * summed up; 60 by default.
   */
  public OwnerLimits withNotices(int most) {
    return with(OwnerLimit.NOTICES, most);
  }

  /**
   * Returns these limits with how many attempts to deliver are kept of an owner before the oldest
   * of them go; 1,000 by default. A delivery log on disk keeps so many of each eighth of the time
   * that it covers, and has little room for what is beyond.
   */
  public OwnerLimits withAttempts(int most) {
    return with(OwnerLimit.ATTEMPTS, most);
  }

  /**
   * Returns these limits with how long the filters of an owner may have a processor in each second;
   * 100 ms by default.
   */
  public OwnerLimits withFilterTime(Duration most) {
    return with(OwnerLimit.FILTER_TIME, TimeUnit.NANOSECONDS.convert(most));
  }

  /**
   * Returns these limits with another value of one.
   *
   * @param value in the limit's unit; whether it can be is looked at when the library starts
   */
  public OwnerLimits with(OwnerLimit limit, long value) {
    EnumMap<OwnerLimit, Long> changed = new EnumMap<>(OwnerLimit.class);
    changed.putAll(set);
    changed.put(limit, value);
    return new OwnerLimits(changed);
  }

  /** Returns the value of a limit, in its unit. */
  public long of(OwnerLimit limit) {
    Long value = set.get(limit);
    return value == null ? limit.usual(Runtime.getRuntime().maxMemory()) : value;
  }

  /**
   * Refuses values that cannot be: below 1, or memory of more than half of the heap.
   *
   * @throws ConfigurationException names each such limit, its value, and what to do
   */
  public void check() {
    long heap = Runtime.getRuntime().maxMemory();
    List<String> faults =
        Arrays.stream(OwnerLimit.values())
            .filter(set::containsKey)
            .map(limit -> limit.fault(of(limit), heap))
            .filter(Objects::nonNull)
            .toList();
    if (!faults.isEmpty()) {
      throw new ConfigurationException(String.join("; ", faults));
    }
  }
}
