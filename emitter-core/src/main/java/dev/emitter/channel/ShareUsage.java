package dev.emitter.channel;

/**
 * What all owners have under way together, and what waits for a {@linkplain ChannelShare share}.
 * Immutable.
 *
 * @param requestsUnderWay how many requests are under way
 * @param requestsWaiting how many requests wait for others to end
 * @param lookUpsUnderWay how many hosts are being looked up
 * @param lookUpsWaiting how many hosts wait to be looked up
 */
public record ShareUsage(
    int requestsUnderWay, int requestsWaiting, int lookUpsUnderWay, int lookUpsWaiting) {}
