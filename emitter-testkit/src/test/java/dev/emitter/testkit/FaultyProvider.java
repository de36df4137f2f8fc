package dev.emitter.testkit;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.problem.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Opens channels that break the contract in one way, or fails before that.
 *
 * @param check is run when a definition is checked, and may throw
 */
record FaultyProvider(ChannelProvider right, UnaryOperator<Channel> damage, Runnable check)
    implements ChannelProvider {

  FaultyProvider(ChannelProvider right, UnaryOperator<Channel> damage) {
    this(right, damage, () -> {});
  }

  @Override
  public String type() {
    return right.type();
  }

  @Override
  public String description() {
    return right.description();
  }

  @Override
  public List<Parameter> parameters() {
    return right.parameters();
  }

  @Override
  public void validate(ChannelContext context, Problems problems) {
    check.run();
  }

  @Override
  public Channel open(ChannelContext context) {
    return damage.apply(right.open(context));
  }

  /** Throws where a result says that it failed. */
  static Channel throwing(Channel right) {
    return new Damaged(
        right,
        batch ->
            right
                .deliver(batch)
                .thenApply(
                    results -> {
                      if (DeliveryBench.reason(results.get(0)) != null) {
                        throw new IllegalStateException("down");
                      }
                      return results;
                    }));
  }

  /** Leaves out the last result of a batch. */
  static Channel mute(Channel right) {
    return new Damaged(
        right, batch -> right.deliver(batch).thenApply(all -> all.subList(0, all.size() - 1)));
  }

  /** Returns null where an answer belongs. */
  @SuppressWarnings("NullAway") // that is the fault
  static Channel silent(Channel right) {
    return new Damaged(right, batch -> null);
  }

  /** Makes each delivery whether or not one before it failed. */
  static Channel reckless(Channel right) {
    return new Damaged(right, batch -> oneByOne(right, batch));
  }

  private static CompletionStage<List<DeliveryResult>> oneByOne(
      Channel right, List<Delivery> batch) {
    List<DeliveryResult> results = new ArrayList<>();
    for (Delivery delivery : batch) {
      results.addAll(Awaiting.result(right.deliver(List.of(delivery))));
    }
    return java.util.concurrent.CompletableFuture.completedFuture(results);
  }

  private record Damaged(
      Channel right, Function<List<Delivery>, CompletionStage<List<DeliveryResult>>> deliver)
      implements Channel {

    @Override
    public ChannelTraits traits() {
      return right.traits();
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      return deliver.apply(batch);
    }

    @Override
    public void close(Duration grace) {
      right.close(grace);
    }
  }
}
