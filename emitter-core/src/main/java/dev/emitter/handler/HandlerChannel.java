package dev.emitter.handler;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Calls a handler for each event; where the order is strict it stops at the first failure. */
final class HandlerChannel implements Channel {

  private static final Logger LOG = Loggers.of(HandlerChannel.class);

  private static final int BATCH = 64;

  private final HandlerRegistry handlers;
  private final String name;
  private final boolean strict;
  private volatile boolean failing; // each delivery may be on another thread

  HandlerChannel(HandlerRegistry handlers, String name, boolean strict) {
    this.handlers = handlers;
    this.name = name;
    this.strict = strict;
  }

  @Override
  public ChannelTraits traits() {
    return ChannelTraits.blocking(BATCH);
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    List<DeliveryResult> results = new ArrayList<>(batch.size());
    @Nullable DeliveryResult failure = null;
    for (Delivery delivery : batch) {
      if (failure == null || !strict) {
        failure = handle(delivery);
      }
      results.add(failure == null ? DeliveryResult.delivered() : failure);
    }
    return CompletableFuture.completedFuture(results);
  }

  private @Nullable DeliveryResult handle(Delivery delivery) {
    EventHandler handler = handlers.find(name);
    if (handler == null) {
      return DeliveryResult.retry("no handler is registered as \"" + name + "\"");
    }
    try {
      handler.handle(delivery.topic(), delivery.event().event());
      failing = false;
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DeliveryResult.retry("the handler \"" + name + "\" was interrupted");
    } catch (Throwable e) { // an application's Error is a failed delivery like any other
      tell(delivery, e);
      return DeliveryResult.retry("the handler \"" + name + "\" failed: " + e);
    }
  }

  /** Where it failed is told once, until it handles an event again. */
  private void tell(Delivery delivery, Throwable e) {
    if (!failing) {
      failing = true;
      LOG.warn("handler {}: it failed with event {}", name, delivery.event().event().getId(), e);
    }
  }

  @Override
  public void close(Duration grace) {}
}
