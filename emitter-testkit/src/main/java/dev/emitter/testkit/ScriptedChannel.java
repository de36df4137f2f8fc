package dev.emitter.testkit;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The channel of one emitter of a {@link RecordingChannel}. Thread-safe. */
final class ScriptedChannel implements Channel {

  private final String emitterId;
  private final boolean strict;
  private final ChannelTraits traits;
  private final Stage stage;
  private final Queue<HeldBatch> holding = new ConcurrentLinkedQueue<>();

  /** What the channels of a type have in common. */
  record Stage(Scripts scripts, Recording recording, Held held, Delay delay) {}

  /** Runs something later. */
  @FunctionalInterface
  interface Delay {
    void schedule(Duration after, Runnable action);
  }

  ScriptedChannel(EmitterDefinition definition, ChannelTraits traits, Stage stage) {
    this.emitterId = definition.id();
    this.strict = definition.delivery().ordering() == Ordering.STRICT;
    this.traits = traits;
    this.stage = stage;
  }

  @Override
  public ChannelTraits traits() {
    return traits;
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    CompletableFuture<List<DeliveryResult>> answer = new CompletableFuture<>();
    Runnable goOn = () -> takeTime(batch, answer);
    if (!stage.scripts().holds(emitterId, () -> held(batch, answer, goOn))) {
      goOn.run();
    }
    return answer;
  }

  private HeldBatch held(
      List<Delivery> deliveries, CompletableFuture<List<DeliveryResult>> answer, Runnable goOn) {
    DeliveryResult givenUp = DeliveryResult.retry("the channel was closed before it had answered");
    Runnable giveUp = () -> answer.complete(Collections.nCopies(deliveries.size(), givenUp));
    HeldBatch batch = new HeldBatch(emitterId, stage.held(), goOn, giveUp);
    holding.removeIf(HeldBatch::isOver);
    holding.add(batch);
    return batch;
  }

  private void takeTime(List<Delivery> batch, CompletableFuture<List<DeliveryResult>> answer) {
    Duration takes = stage.scripts().takes(emitterId);
    if (takes.isZero()) {
      answer(batch, answer);
      return;
    }
    HeldBatch held = held(batch, answer, () -> answer(batch, answer));
    stage.delay().schedule(takes, held::goOn);
  }

  private void answer(List<Delivery> batch, CompletableFuture<List<DeliveryResult>> answer) {
    try {
      answer.complete(results(batch));
    } catch (Throwable e) { // what the test's answer throws is what the library gets
      answer.completeExceptionally(e);
    }
  }

  private List<DeliveryResult> results(List<Delivery> batch) {
    List<DeliveryResult> results = new ArrayList<>(batch.size());
    boolean stopped = false;
    for (Delivery delivery : batch) {
      DeliveryResult result =
          stopped
              ? DeliveryResult.retry("not tried: an earlier delivery of the batch failed")
              : attempt(delivery);
      stopped = stopped || (strict && stops(result));
      results.add(result);
    }
    return results;
  }

  private DeliveryResult attempt(Delivery delivery) {
    DeliveryResult result = stage.scripts().result(delivery);
    stage.recording().add(new Attempt(delivery, result));
    return result;
  }

  private static boolean stops(DeliveryResult result) {
    return result instanceof DeliveryResult.Retry || result instanceof DeliveryResult.Disable;
  }

  /** Answers what it holds with a failure. */
  void giveUp() {
    holding.forEach(HeldBatch::giveUp);
    holding.clear();
  }

  @Override
  public void close(Duration grace) {
    giveUp();
    stage.recording().closed(this);
  }
}
