package dev.emitter.engine;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.definition.Ordering;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Records what it is given and answers as a test says. One for all emitters of its type. */
final class FakeChannel implements ChannelProvider {

  final List<Delivery> attempts = new CopyOnWriteArrayList<>();
  final List<String> delivered = new CopyOnWriteArrayList<>();
  final List<Integer> batches = new CopyOnWriteArrayList<>();
  final List<String> closed = new CopyOnWriteArrayList<>();
  final List<String> removed = new CopyOnWriteArrayList<>();
  final List<Path> folders = new CopyOnWriteArrayList<>();
  volatile Function<Delivery, DeliveryResult> answer = delivery -> DeliveryResult.delivered();
  volatile ChannelTraits traits = ChannelTraits.of(100).withMaxInFlight(8);

  /** When set, deliveries complete only when the test completes them. */
  volatile boolean manual;

  final List<Held> held = new CopyOnWriteArrayList<>();

  /** Runs while the channel is given a batch that is held. */
  volatile Runnable whileGiven = () -> {};

  record Held(List<Delivery> batch, CompletableFuture<List<DeliveryResult>> results) {}

  @Override
  public String type() {
    return "Fake";
  }

  @Override
  public String description() {
    return "Records.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Channel open(ChannelContext context) {
    if (context.folder() != null) {
      folders.add(context.folder());
    }
    return new Opened(
        context.definition().id(), context.definition().delivery().ordering() == Ordering.STRICT);
  }

  List<DeliveryResult> answers(List<Delivery> batch, boolean strict) {
    List<DeliveryResult> results = new ArrayList<>();
    boolean failed = false;
    for (Delivery delivery : batch) {
      if (failed) {
        results.add(DeliveryResult.retry("not tried"));
        continue;
      }
      DeliveryResult result = answer.apply(delivery);
      failed = strict && result instanceof DeliveryResult.Retry;
      attempts.add(delivery);
      if (result instanceof DeliveryResult.Delivered) {
        delivered.add(delivery.emitterId() + ":" + delivery.event().event().getId());
      }
      results.add(result);
    }
    return results;
  }

  private final class Opened implements Channel {

    private final String id;
    private final boolean strict;

    Opened(String id, boolean strict) {
      this.id = id;
      this.strict = strict;
    }

    @Override
    public ChannelTraits traits() {
      return traits;
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      batches.add(batch.size());
      if (manual) {
        Held waiting = new Held(batch, new CompletableFuture<>());
        held.add(waiting);
        whileGiven.run();
        return waiting.results();
      }
      return CompletableFuture.completedFuture(answers(batch, strict));
    }

    @Override
    public void close(Duration grace) {
      closed.add(id);
    }

    @Override
    public void removed() {
      removed.add(id);
    }
  }
}
