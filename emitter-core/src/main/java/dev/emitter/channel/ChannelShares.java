package dev.emitter.channel;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shares of all owners: each user has one, the operators have one together that is 16 times as
 * large and that no user reaches into, and all users together have no more than 32 times (look-ups:
 * 16 times) what one has. Thread-safe.
 */
public final class ChannelShares {

  private static final int DEFAULT_REQUESTS = 64;
  private static final int DEFAULT_LOOK_UPS = 4;
  private static final int OF_OPERATORS = 16;
  private static final int REQUESTS_OF_USERS = 32;
  private static final int LOOK_UPS_OF_USERS = 16;
  private static final int LEFT_TO_OTHERS = 4; // a part of the room: one of so many
  private static final int FORGETS_FROM = 1_000;
  private static final long DEFAULT_BYTES = 16L << 20;
  private static final int PART_OF_HEAP = 16;

  private final int requests;
  private final int lookUps;
  private final Runnable requestsReached;
  private final Runnable lookUpsReached;
  private final ShareCounts requestCounts = new ShareCounts();
  private final ShareCounts lookUpCounts = new ShareCounts();
  private final long requestBytes;
  private final Runnable bytesReached;
  private final MemoryShare memoryOfUsers =
      new MemoryShare(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, null);
  private final Gate requestsOfUsers;
  private final Gate lookUpsOfUsers;
  private final ChannelShare operators;
  private final Map<String, WeakReference<ChannelShare>> users = new HashMap<>();
  private int forgetsFrom = FORGETS_FROM;

  /**
   * Creates shares.
   *
   * @param requests how many requests of a user may be under way
   * @param lookUps how many hosts of a user may be looked up at a time
   * @param requestsReached runs each time that a request waits for others of its user; on any
   *     thread, must neither block nor throw
   * @param lookUpsReached as that, for look-ups
   * @throws IllegalArgumentException if one is less than 1
   */
  public ChannelShares(
      int requests, int lookUps, Runnable requestsReached, Runnable lookUpsReached) {
    this(requests, lookUps, DEFAULT_BYTES, requestsReached, lookUpsReached, () -> {});
  }

  /**
   * Creates shares.
   *
   * @param requests how many requests of a user may be under way
   * @param lookUps how many hosts of a user may be looked up at a time
   * @param requestBytes how many bytes of memory the requests of a user may take; those of all
   *     users take a sixteenth of the heap
   * @param requestsReached runs each time that a request waits for others of its user; on any
   *     thread, must neither block nor throw
   * @param lookUpsReached as that, for look-ups
   * @param bytesReached as that, for a request that is not made, as there is no memory for it
   * @throws IllegalArgumentException if one is less than 1
   */
  public ChannelShares(
      int requests,
      int lookUps,
      long requestBytes,
      Runnable requestsReached,
      Runnable lookUpsReached,
      Runnable bytesReached) {
    if (requests < 1 || lookUps < 1 || requestBytes < 1) {
      throw new IllegalArgumentException(
          "a share is at least 1: " + requests + ", " + lookUps + ", " + requestBytes);
    }
    this.requests = requests;
    this.lookUps = lookUps;
    this.requestBytes = requestBytes;
    this.bytesReached = bytesReached;
    this.requestsReached = requestsReached;
    this.lookUpsReached = lookUpsReached;
    this.requestsOfUsers =
        gate(times(requests, REQUESTS_OF_USERS), "requests of all users' emitters");
    this.lookUpsOfUsers =
        gate(times(lookUps, LOOK_UPS_OF_USERS), "look-ups of hosts for all users' emitters");
    this.operators =
        new ChannelShare(
            gate(times(requests, OF_OPERATORS), "requests of the operators' emitters"),
            gate(times(lookUps, OF_OPERATORS), "look-ups of hosts for the operators' emitters"),
            null,
            null,
            requestCounts,
            lookUpCounts,
            null,
            () -> {});
  }

  /** Returns shares of the default size: 64 requests, of 16 MiB, and 4 look-ups for a user. */
  public static ChannelShares defaults() {
    return new ChannelShares(DEFAULT_REQUESTS, DEFAULT_LOOK_UPS, () -> {}, () -> {});
  }

  private static int times(int share, int factor) {
    return (int) Math.min((long) share * factor, Integer.MAX_VALUE);
  }

  private static Gate gate(int most, String of) {
    return gate(most, of, () -> {});
  }

  private static Gate gate(int most, String of, Runnable reached) {
    return new Gate(
        most, most / LEFT_TO_OTHERS, "waiting for one of " + most + " " + of + " to end", reached);
  }

  /**
   * Returns the share of an owner, the same each time.
   *
   * @param owner the user, or null for the operators
   */
  public ChannelShare of(@Nullable String owner) {
    return owner == null ? operators : ofUser(owner);
  }

  private synchronized ChannelShare ofUser(String owner) {
    WeakReference<ChannelShare> known = users.get(owner);
    ChannelShare share = known == null ? null : known.get();
    if (share == null) {
      share =
          new ChannelShare(
              gate(requests, "requests of this owner", requestsReached),
              gate(lookUps, "look-ups of hosts for this owner", lookUpsReached),
              requestsOfUsers,
              lookUpsOfUsers,
              requestCounts,
              lookUpCounts,
              new MemoryShare(requestBytes, memoryOfUsers),
              bytesReached);
      users.put(owner, new WeakReference<>(share));
      forgetUnused();
    }
    return share;
  }

  private void forgetUnused() {
    if (users.size() > forgetsFrom) {
      users.values().removeIf(share -> share.get() == null);
      forgetsFrom = Math.max(FORGETS_FROM, 2 * users.size());
    }
  }

  /** Returns how much of them is in use. */
  public ShareUsage usage() {
    return new ShareUsage(
        requestCounts.underWay(),
        requestCounts.waiting(),
        lookUpCounts.underWay(),
        lookUpCounts.waiting());
  }
}
