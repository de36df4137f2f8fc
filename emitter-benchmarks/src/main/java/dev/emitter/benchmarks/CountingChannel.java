package dev.emitter.benchmarks;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** The cheapest destination there is: it counts. */
final class CountingChannel implements ChannelProvider {

  final LongAdder count = new LongAdder();

  @Override
  public String type() {
    return "Count";
  }

  @Override
  public String description() {
    return "Counts events.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Channel open(ChannelContext context) {
    return new Counter();
  }

  private final class Counter implements Channel {

    private static final ChannelTraits TRAITS = ChannelTraits.of(512);

    @Override
    public ChannelTraits traits() {
      return TRAITS;
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      count.add(batch.size());
      return CompletableFuture.completedFuture(
          Collections.nCopies(batch.size(), DeliveryResult.delivered()));
    }

    @Override
    public void close(Duration grace) {}
  }
}
