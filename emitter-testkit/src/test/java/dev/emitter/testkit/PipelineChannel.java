package dev.emitter.testkit;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A channel that claims to keep the order of calls that overlap. It carries nothing before somebody
 * waits for an answer; so all calls overlap that begin before. Used by one thread.
 */
final class PipelineChannel implements ChannelProvider {

  /** How well it keeps what it claims. */
  enum Manner {
    /** As it should be. */
    RIGHT,
    /** The latest call comes first. */
    LATEST_FIRST,
    /** A call knows nothing of the failure of one before. */
    FORGETFUL,
    /** Says that it made none of the later calls, but has made them. */
    SECRETLY_GOING_ON,
    /** Makes none of the later calls, but says that it has. */
    LOSING
  }

  private final Manner manner;
  private final List<String> received = new ArrayList<>();
  private String failing = "";

  PipelineChannel(Manner manner) {
    this.manner = manner;
  }

  List<String> received() {
    return List.copyOf(received);
  }

  /** Fails an event from now on; none if it is empty. */
  void failOn(String eventId) {
    failing = eventId;
  }

  @Override
  public String type() {
    return "Pipeline";
  }

  @Override
  public String description() {
    return "Carries events one after the other.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Channel open(ChannelContext context) {
    return new Pipeline();
  }

  private final class Pipeline implements Channel {

    private final Deque<Call> waiting = new ArrayDeque<>();
    private boolean broken;

    @Override
    public ChannelTraits traits() {
      return ChannelTraits.of(8).inOrder(4);
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      Call call = new Call(this, batch);
      waiting.add(call);
      return call;
    }

    private void work() {
      while (!waiting.isEmpty()) {
        Call next = manner == Manner.LATEST_FIRST ? waiting.removeLast() : waiting.removeFirst();
        next.complete(next.batch.stream().map(this::carry).toList());
        broken &= manner != Manner.FORGETFUL;
      }
      broken = false;
    }

    private DeliveryResult carry(Delivery delivery) {
      String id = delivery.event().event().getId();
      boolean behind = broken;
      broken |= id.equals(failing);
      if (!broken || (behind && manner == Manner.SECRETLY_GOING_ON)) {
        received.add(id);
      }
      return broken && !(behind && manner == Manner.LOSING)
          ? DeliveryResult.retry("down")
          : DeliveryResult.delivered();
    }

    @Override
    public void close(Duration grace) {}
  }

  /** A call that is made when somebody waits for it. */
  private static final class Call extends CompletableFuture<List<DeliveryResult>> {

    private final Pipeline pipeline;
    private final List<Delivery> batch;

    Call(Pipeline pipeline, List<Delivery> batch) {
      this.pipeline = pipeline;
      this.batch = batch;
    }

    @Override
    public CompletableFuture<List<DeliveryResult>> toCompletableFuture() {
      pipeline.work();
      return this;
    }
  }
}
