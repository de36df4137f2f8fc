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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The receivers of all emitters, which outlive the processes that send to them. They can fail,
 * refuse, and answer too late: then the event has arrived although it is reported as failed.
 * Thread-safe.
 */
final class Receivers implements ChannelProvider {

  private final SplittableRandom random;
  private final Map<String, List<Integer>> received = new HashMap<>();
  private final Map<String, Set<Integer>> receivedNow = new HashMap<>();
  private final Set<String> unanswered = new HashSet<>();
  private double failing;
  private double late;
  private int process;

  Receivers(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Sets how likely a delivery fails, and how likely one arrives and is reported as failed. */
  synchronized void behave(double failingNow, double lateNow) {
    failing = failingNow;
    late = lateNow;
  }

  /** Hears nothing more of the process before; its channels find nobody. */
  synchronized void nextProcess() {
    process++;
    receivedNow.clear();
  }

  /** Returns the numbers of the events that an emitter's receiver got from this process. */
  synchronized Set<Integer> receivedNow(String emitterId) {
    return Set.copyOf(receivedNow.getOrDefault(emitterId, Set.of()));
  }

  /** Returns the numbers of the events that an emitter's receiver got, in order. */
  synchronized List<Integer> received(String emitterId) {
    return List.copyOf(received.getOrDefault(emitterId, List.of()));
  }

  /** Returns whether an event may have been repeated because its receiver answered too late. */
  synchronized boolean answeredLate(String emitterId, int number) {
    return unanswered.contains(emitterId + "/" + number);
  }

  private synchronized DeliveryResult receive(int sender, Delivery delivery) {
    if (sender != process || random.nextDouble() < failing) {
      return DeliveryResult.retry("not reached");
    }
    int number = Integer.parseInt(delivery.event().event().getId());
    received.computeIfAbsent(delivery.emitterId(), id -> new ArrayList<>()).add(number);
    receivedNow.computeIfAbsent(delivery.emitterId(), id -> new HashSet<>()).add(number);
    if (random.nextDouble() < late) {
      unanswered.add(delivery.emitterId() + "/" + number);
      return DeliveryResult.retry("no answer in time");
    }
    return DeliveryResult.delivered();
  }

  @Override
  public String type() {
    return "Simulated";
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
  public synchronized Channel open(ChannelContext context) {
    return new Connection(process);
  }

  private final class Connection implements Channel {

    private final int sender;

    Connection(int sender) {
      this.sender = sender;
    }

    @Override
    public ChannelTraits traits() {
      return ChannelTraits.of(4).withMaxInFlight(2);
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      List<DeliveryResult> results = new ArrayList<>(batch.size());
      boolean stopped = false;
      for (Delivery delivery : batch) {
        DeliveryResult result =
            stopped ? DeliveryResult.retry("behind a failure") : receive(sender, delivery);
        stopped |= result instanceof DeliveryResult.Retry;
        results.add(result);
      }
      return CompletableFuture.completedFuture(results);
    }

    @Override
    public void close(Duration grace) {}
  }
}
