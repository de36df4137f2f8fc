package dev.emitter.lab;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Gives a simulated receiver one delivery after the other, until one fails, and answers at once.
 *
 * @param receiver answers for each delivery
 */
record InOrderChannel(Function<Delivery, DeliveryResult> receiver) implements Channel {

  private static final int BATCH = 4;

  @Override
  public ChannelTraits traits() {
    return ChannelTraits.of(BATCH);
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    List<DeliveryResult> results = new ArrayList<>(batch.size());
    DeliveryResult last = DeliveryResult.delivered();
    for (Delivery one : batch) {
      last = last instanceof DeliveryResult.Delivered ? receiver.apply(one) : last;
      results.add(last);
    }
    return CompletableFuture.completedFuture(results);
  }

  @Override
  public void close(Duration grace) {}
}
