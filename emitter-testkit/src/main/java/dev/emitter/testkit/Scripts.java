package dev.emitter.testkit;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The scripts of a channel type: one for each emitter, before one for all. Thread-safe. */
final class Scripts {

  private final ChannelScript all = new ChannelScript();
  private final Map<String, ChannelScript> byEmitter = new ConcurrentHashMap<>();

  ChannelScript all() {
    return all;
  }

  ChannelScript of(String emitterId) {
    return byEmitter.computeIfAbsent(emitterId, id -> new ChannelScript());
  }

  boolean holds(String emitterId, Supplier<HeldBatch> batch) {
    return of(emitterId).holds(batch) || all.holds(batch);
  }

  Duration takes(String emitterId) {
    Duration own = of(emitterId).takes();
    return own.isZero() ? all.takes() : own;
  }

  DeliveryResult result(Delivery delivery) {
    @Nullable DeliveryResult own = of(delivery.emitterId()).result(delivery);
    @Nullable DeliveryResult result = own == null ? all.result(delivery) : own;
    return result == null ? DeliveryResult.delivered() : result;
  }

  void mend() {
    all.mend();
    byEmitter.values().forEach(ChannelScript::mend);
  }

  void release() {
    all.release();
    byEmitter.values().forEach(ChannelScript::release);
  }

  int hanging() {
    return all.hanging() + byEmitter.values().stream().mapToInt(ChannelScript::hanging).sum();
  }
}
