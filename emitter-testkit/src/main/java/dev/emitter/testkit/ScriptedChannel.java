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
import java.util.concurrent.Executor;

/**
 * The channel of one emitter, which fails, waits and lets through as its script says. Thread-safe.
 */
final class ScriptedChannel implements Channel {

  private final Stage stage;
  private final String emitterId;
  private final boolean strict;
  private final ChannelTraits traits;
  private final Stage.Receiver receiver;
  private final Executor goesOn;
  private final Queue<HeldBatch> holding = new ConcurrentLinkedQueue<>();
  private int underWay;
  private boolean broken;

  ScriptedChannel(
      Stage stage,
      EmitterDefinition definition,
      ChannelTraits traits,
      Stage.Receiver receiver,
      Executor goesOn) {
    this.stage = stage;
    this.emitterId = definition.id();
    this.strict = definition.delivery().ordering() == Ordering.STRICT;
    this.traits = traits;
    this.receiver = receiver;
    this.goesOn = goesOn;
  }

  @Override
  public ChannelTraits traits() {
    return traits;
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    CompletableFuture<List<DeliveryResult>> answer = new CompletableFuture<>();
    begin();
    Runnable release = () -> takeTime(batch, answer, goesOn);
    if (!stage.scripts().holds(emitterId, () -> held(batch, answer, release))) {
      takeTime(batch, answer, Runnable::run);
    }
    return answer;
  }

  private HeldBatch held(
      List<Delivery> deliveries, CompletableFuture<List<DeliveryResult>> answer, Runnable goOn) {
    DeliveryResult givenUp = DeliveryResult.retry("the channel was closed before it had answered");
    Runnable giveUp =
        () -> {
          end();
          answer.complete(Collections.nCopies(deliveries.size(), givenUp));
        };
    HeldBatch batch = new HeldBatch(emitterId, stage.held(), goOn, giveUp);
    holding.removeIf(HeldBatch::isOver);
    holding.add(batch);
    return batch;
  }

  private void takeTime(
      List<Delivery> batch, CompletableFuture<List<DeliveryResult>> answer, Executor atOnce) {
    Duration takes = stage.scripts().takes(emitterId);
    if (takes.isZero()) {
      atOnce.execute(() -> answer(batch, answer));
      return;
    }
    Runnable goOn = () -> goesOn.execute(() -> answer(batch, answer));
    HeldBatch held = held(batch, answer, goOn);
    stage.delay(takes, held::goOn);
  }

  private void answer(List<Delivery> batch, CompletableFuture<List<DeliveryResult>> answer) {
    try {
      List<DeliveryResult> results = results(batch);
      end();
      answer.complete(results);
    } catch (Throwable e) { // what the test's answer throws is what the library gets
      end();
      answer.completeExceptionally(e);
    }
  }

  private List<DeliveryResult> results(List<Delivery> batch) {
    List<DeliveryResult> results = new ArrayList<>(batch.size());
    boolean stopped = isBroken();
    for (Delivery delivery : batch) {
      DeliveryResult result =
          stopped
              ? DeliveryResult.retry("not tried: an earlier delivery failed")
              : attempt(delivery);
      stopped = stopped || (strict && stops(result));
      results.add(result);
    }
    if (stopped) {
      stop();
    }
    return results;
  }

  private synchronized void begin() {
    underWay++;
  }

  /** Nothing that is under way may be made any more, if calls keep their order. */
  private synchronized void stop() {
    broken = traits.keepsOrder();
  }

  private synchronized boolean isBroken() {
    return broken;
  }

  /** A call is over; after the last of those behind a failure everything begins anew. */
  private synchronized void end() {
    underWay--;
    broken &= underWay > 0;
  }

  private DeliveryResult attempt(Delivery delivery) {
    DeliveryResult scripted = stage.scripts().result(delivery);
    DeliveryResult result =
        scripted instanceof DeliveryResult.Delivered
            ? receiver.receive(delivery, scripted)
            : scripted;
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
