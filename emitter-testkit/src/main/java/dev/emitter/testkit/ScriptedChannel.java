package dev.emitter.testkit;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The channel of one emitter of a {@link RecordingChannel}. Thread-safe. */
final class ScriptedChannel implements Channel {

  private final Ordering ordering;
  private final ChannelTraits traits;
  private final Script script;
  private final Gate gate;
  private final Recording recording;

  ScriptedChannel(
      Ordering ordering, ChannelTraits traits, Script script, Gate gate, Recording recording) {
    this.ordering = ordering;
    this.traits = traits;
    this.script = script;
    this.gate = gate;
    this.recording = recording;
  }

  @Override
  public ChannelTraits traits() {
    return traits;
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    CompletableFuture<List<DeliveryResult>> answer = new CompletableFuture<>();
    gate.pass(() -> answer(batch, answer));
    return answer;
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
      stopped = stopped || (ordering == Ordering.STRICT && stops(result));
      results.add(result);
    }
    return results;
  }

  private DeliveryResult attempt(Delivery delivery) {
    DeliveryResult result = script.answer(delivery);
    recording.add(new Attempt(delivery, result));
    return result;
  }

  private static boolean stops(DeliveryResult result) {
    return result instanceof DeliveryResult.Retry || result instanceof DeliveryResult.Disable;
  }

  @Override
  public void close(Duration grace) {
    recording.closed();
  }
}
