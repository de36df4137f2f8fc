package dev.emitter;

import static dev.emitter.delivery.OwnerLimit.ATTEMPTS;
import static dev.emitter.delivery.OwnerLimit.LOOK_UPS;
import static dev.emitter.delivery.OwnerLimit.REQUESTS_UNDER_WAY;
import static dev.emitter.delivery.OwnerLimit.REQUEST_BYTES;

import dev.emitter.channel.ChannelShare;
import dev.emitter.channel.ChannelShares;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.OwnerUsage;
import dev.emitter.engine.Engine;
import java.util.Map;

/**
 * How much each owner takes, put together from those who share it out: definitions, the engine, the
 * channels, and the delivery log. Thread-safe.
 */
record OwnerShareUsage(
    OwnerLimits limits,
    Engine engine,
    UserEmitters users,
    ChannelShares shares,
    DeliveryLog attempts) {

  /** Returns how much an owner takes now, and how much one may. */
  OwnerUsage of(String owner) {
    ChannelShare share = shares.of(owner);
    OwnerUsage usage = users.usage(owner);
    for (Map.Entry<OwnerLimit, Long> used : engine.usage(owner).entrySet()) {
      usage = usage.using(used.getKey(), used.getValue(), limits);
    }
    return usage
        .using(ATTEMPTS, attempts.countOf(owner), limits)
        .using(REQUESTS_UNDER_WAY, share.requestsUnderWay(), limits)
        .using(REQUEST_BYTES, share.requestBytes(), limits)
        .using(LOOK_UPS, share.lookUpsUnderWay(), limits);
  }
}
