package dev.emitter.lab;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Receivers that answer as a test says, and remember what they took. Thread-safe. */
final class ScriptedReceivers implements ChannelProvider {

  private final BiFunction<String, Integer, DeliveryResult> script;
  private final Map<String, List<Integer>> taken = new ConcurrentHashMap<>();

  /**
   * Creates receivers.
   *
   * @param script what is answered to an emitter that sends the event of this number
   */
  ScriptedReceivers(BiFunction<String, Integer, DeliveryResult> script) {
    this.script = script;
  }

  /** Returns the numbers of the events that were taken from an emitter, in order. */
  List<Integer> taken(String emitterId) {
    List<Integer> numbers = taken.getOrDefault(emitterId, List.of());
    synchronized (numbers) {
      return List.copyOf(numbers);
    }
  }

  DeliveryResult receive(String emitterId, String eventId) {
    int number = Integer.parseInt(eventId);
    DeliveryResult result = script.apply(emitterId, number);
    if (result instanceof DeliveryResult.Delivered) {
      List<Integer> numbers = taken.computeIfAbsent(emitterId, id -> new ArrayList<>());
      synchronized (numbers) {
        numbers.add(number);
      }
    }
    return result;
  }

  @Override
  public String type() {
    return "Scripted";
  }

  @Override
  public String description() {
    return "A receiver in the laboratory.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Channel open(ChannelContext context) {
    return new Connection();
  }

  private final class Connection implements Channel {

    @Override
    public ChannelTraits traits() {
      return ChannelTraits.of(4);
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      List<DeliveryResult> results = new ArrayList<>(batch.size());
      boolean stopped = false;
      for (Delivery one : batch) {
        DeliveryResult result =
            stopped
                ? DeliveryResult.retry("behind a failure")
                : receive(one.emitterId(), one.event().event().getId());
        stopped |= result instanceof DeliveryResult.Retry;
        results.add(result);
      }
      return CompletableFuture.completedFuture(results);
    }

    @Override
    public void close(Duration grace) {}
  }
}
