package dev.emitter.testkit;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.definition.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Delivers, fails, throws, answers too little and answers later on other threads, all at random,
 * and watches how the library drives it.
 */
final class StormChannel implements ChannelProvider {

  private final Random random;
  private final double failing;
  private final ExecutorService others = Executors.newFixedThreadPool(2);
  private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
  final List<Delivery> delivered = new ArrayList<>();
  final List<String> parked = new ArrayList<>();
  final List<String> faults = new ArrayList<>();
  final AtomicInteger open = new AtomicInteger();

  StormChannel(long seed, double failing) {
    this.random = new Random(seed);
    this.failing = failing;
  }

  @Override
  public String type() {
    return "Storm";
  }

  @Override
  public String description() {
    return "Storms.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Channel open(ChannelContext context) {
    open.incrementAndGet();
    return new Opened(
        context.definition().id(),
        context.definition().delivery().ordering() == Ordering.STRICT,
        traits(),
        pick(2) == 0);
  }

  private ChannelTraits traits() {
    int batch = 1 + pick(8);
    int calls = 1 + pick(4);
    ChannelTraits traits = pick(2) == 0 ? ChannelTraits.blocking(batch) : ChannelTraits.of(batch);
    return traits.withMaxInFlight(calls);
  }

  private int pick(int bound) {
    return random.nextInt(bound);
  }

  private boolean fails() {
    return random.nextDouble() < failing;
  }

  private void fault(String fault) {
    synchronized (faults) {
      faults.add(fault);
    }
  }

  void stop() {
    others.shutdownNow();
  }

  private final class Opened implements Channel {

    private final String id;
    private final boolean strict;
    private final ChannelTraits traits;
    private final boolean elsewhere;
    private volatile boolean closed;

    Opened(String id, boolean strict, ChannelTraits traits, boolean elsewhere) {
      this.id = id;
      this.strict = strict;
      this.traits = traits;
      this.elsewhere = elsewhere;
    }

    @Override
    public ChannelTraits traits() {
      return traits;
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      begin(batch);
      if (elsewhere && pick(2) == 0) {
        return CompletableFuture.supplyAsync(() -> answer(batch), others);
      }
      try {
        return CompletableFuture.completedFuture(answer(batch));
      } catch (IllegalStateException e) {
        if (pick(2) == 0) {
          throw e;
        }
        return CompletableFuture.failedFuture(e);
      }
    }

    private AtomicInteger calls() {
      return underWay.computeIfAbsent(id, key -> new AtomicInteger());
    }

    private void begin(List<Delivery> batch) {
      int calls = calls().incrementAndGet();
      if (strict && calls > 1) {
        fault(id + ": " + calls + " calls under way in a strict emitter");
      }
      if (closed) {
        fault(id + ": asked to deliver after close");
      }
      if (batch.isEmpty() || batch.size() > traits.maxBatch()) {
        fault(id + ": a batch of " + batch.size());
      }
    }

    private List<DeliveryResult> answer(List<Delivery> batch) {
      try {
        if (fails() && pick(4) == 0) {
          throw new IllegalStateException("thrown at random");
        }
        List<DeliveryResult> results = new ArrayList<>();
        if (fails() && pick(4) == 0) {
          return results;
        }
        for (Delivery delivery : batch) {
          boolean stopped =
              strict && results.stream().anyMatch(DeliveryResult.Retry.class::isInstance);
          results.add(stopped ? DeliveryResult.retry("not tried") : attempt(delivery));
        }
        return results;
      } finally {
        calls().decrementAndGet();
      }
    }

    private DeliveryResult attempt(Delivery delivery) {
      if (fails()) {
        return DeliveryResult.retry("at random");
      }
      if (fails() && pick(8) == 0) {
        synchronized (delivered) {
          parked.add(id + ":" + delivery.event().event().getId());
        }
        return DeliveryResult.rejected("at random");
      }
      synchronized (delivered) {
        delivered.add(delivery);
      }
      return DeliveryResult.delivered();
    }

    @Override
    public void close(Duration grace) {
      if (closed) {
        fault(id + ": closed twice");
      }
      closed = true;
      open.decrementAndGet();
    }
  }
}
