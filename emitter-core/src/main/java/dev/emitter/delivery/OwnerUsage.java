package dev.emitter.delivery;

import java.util.EnumMap;
import java.util.Map;

/**
 * How much an owner takes of what all share, and how much he can take at most. Immutable.
 *
 * @param owner the user whom the emitters belong to
 * @param all what is known of each limit
 */
public record OwnerUsage(String owner, Map<OwnerLimit, Use> all) {

  /** Creates a usage with a copy of the map. */
  public OwnerUsage {
    all = Map.copyOf(all);
  }

  /**
   * How much of a limit is used, in its unit.
   *
   * @param used how much is used now
   * @param limit how much can be used at most
   */
  public record Use(long used, long limit) {}

  /** Returns this usage with how much is used of one more limit. */
  public OwnerUsage using(OwnerLimit limit, long used, OwnerLimits limits) {
    Map<OwnerLimit, Use> more = new EnumMap<>(OwnerLimit.class);
    more.putAll(all);
    more.put(limit, new Use(used, limits.of(limit)));
    return new OwnerUsage(owner, more);
  }

  /** Returns how much of a limit is used now, in its unit. */
  public long used(OwnerLimit limit) {
    Use use = all.get(limit);
    return use == null ? 0 : use.used();
  }

  /** Returns how much can be used at most, in the limit's unit; 0 if it is not known. */
  public long limit(OwnerLimit limit) {
    Use use = all.get(limit);
    return use == null ? 0 : use.limit();
  }
}
