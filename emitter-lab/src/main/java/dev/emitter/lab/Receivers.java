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
 * refuse, take their time, and answer too late: then the event has arrived although it is reported
 * as failed. Thread-safe.
 */
final class Receivers implements ChannelProvider {

  /** Is told of what arrives, while it does. */
  interface Observer {

    /** A channel is given an event for the receiver of an emitter. */
    void given(String emitterId, int number);
  }

  /**
   * How receivers behave; how likely each thing happens.
   *
   * @param failing a delivery fails
   * @param late one arrives and is reported as failed
   * @param refusing an event is refused for good
   * @param slow the answer to a batch comes some time later
   */
  record Mood(double failing, double late, double refusing, double slow) {

    static final Mood GOOD = new Mood(0, 0, 0, 0);
  }

  private final SplittableRandom random;
  private final SimulatedMachine machine;
  private final Observer observer;
  private final Map<String, List<Integer>> received = new HashMap<>();
  private final Map<String, Set<Integer>> receivedNow = new HashMap<>();
  private final Set<String> unanswered = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, Integer> slow = new HashMap<>();
  private Mood mood = Mood.GOOD;
  private int process;

  Receivers(long seed, SimulatedMachine machine, Observer observer) {
    this.random = new SplittableRandom(seed);
    this.machine = machine;
    this.observer = observer;
  }

  /** Sets how they behave from now on. */
  synchronized void behave(Mood next) {
    mood = next;
  }

  /** Hears nothing more of the process before; its channels find nobody. */
  synchronized void nextProcess() {
    process++;
    receivedNow.clear();
    slow.clear();
  }

  /** Returns the numbers of the events that an emitter's receiver got from this process. */
  synchronized Set<Integer> receivedNow(String emitterId) {
    return Set.copyOf(receivedNow.getOrDefault(emitterId, Set.of()));
  }

  /** Returns the numbers of the events that an emitter's receiver got, in order. */
  synchronized List<Integer> received(String emitterId) {
    return List.copyOf(received.getOrDefault(emitterId, List.of()));
  }

  /** Returns whether an emitter's receiver has got an event or refused it. */
  synchronized boolean knows(String emitterId, int number) {
    return received.getOrDefault(emitterId, List.of()).contains(number)
        || hasRefused(emitterId, number);
  }

  /** Returns whether an event was ever refused. */
  synchronized boolean hasRefused(String emitterId, int number) {
    return refused.contains(emitterId + "/" + number);
  }

  /** Returns whether an event may have been repeated because its receiver answered too late. */
  synchronized boolean answeredLate(String emitterId, int number) {
    return unanswered.contains(emitterId + "/" + number);
  }

  /** Returns how many calls of an emitter are answered later. */
  synchronized int slow(String emitterId) {
    return slow.getOrDefault(emitterId, 0);
  }

  /** Returns whether any call is answered later. */
  synchronized boolean anySlow() {
    return slow.values().stream().anyMatch(one -> one > 0);
  }

  private synchronized DeliveryResult receive(int sender, Delivery delivery) {
    if (sender != process || random.nextDouble() < mood.failing()) {
      return DeliveryResult.retry("not reached");
    }
    int number = Integer.parseInt(delivery.event().event().getId());
    String one = delivery.emitterId() + "/" + number;
    if (random.nextDouble() < mood.refusing()) {
      refused.add(one);
      return DeliveryResult.rejected("unwanted");
    }
    received.computeIfAbsent(delivery.emitterId(), id -> new ArrayList<>()).add(number);
    receivedNow.computeIfAbsent(delivery.emitterId(), id -> new HashSet<>()).add(number);
    if (random.nextDouble() < mood.late()) {
      unanswered.add(one);
      return DeliveryResult.retry("no answer in time");
    }
    return DeliveryResult.delivered();
  }

  private synchronized List<DeliveryResult> receive(int sender, List<Delivery> batch) {
    List<DeliveryResult> results = new ArrayList<>(batch.size());
    boolean stopped = false;
    for (Delivery delivery : batch) {
      DeliveryResult result =
          stopped ? DeliveryResult.retry("behind a failure") : receive(sender, delivery);
      stopped |= result instanceof DeliveryResult.Retry;
      results.add(result);
    }
    return results;
  }

  /** Looks at what a channel is given, and tells whether it waits for the answer. */
  private synchronized boolean isSlow(int sender, List<Delivery> batch) {
    if (sender != process) {
      return false;
    }
    for (Delivery one : batch) {
      observer.given(one.emitterId(), Integer.parseInt(one.event().event().getId()));
    }
    return mood.slow() > 0 && random.nextDouble() < mood.slow();
  }

  private synchronized void begunSlow(String emitterId) {
    slow.merge(emitterId, 1, Integer::sum);
  }

  private synchronized void endedSlow(int sender, String emitterId) {
    if (sender == process) {
      slow.merge(emitterId, -1, Integer::sum);
    }
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
    String id = context.definition().id();
    return new Connection(process, id, traits(id.charAt(id.length() - 1) - '0'));
  }

  private static ChannelTraits traits(int kind) {
    return switch (kind) {
      case 1 -> ChannelTraits.of(4).withMaxInFlight(2).withLinger(Duration.ofMillis(30));
      case 2 -> ChannelTraits.blocking(3).withMaxInFlight(2);
      case 3 -> ChannelTraits.of(1).withMaxInFlight(3);
      default -> ChannelTraits.of(4).withMaxInFlight(2);
    };
  }

  private final class Connection implements Channel {

    private final int sender;
    private final String emitterId;
    private final ChannelTraits traits;

    Connection(int sender, String emitterId, ChannelTraits traits) {
      this.sender = sender;
      this.emitterId = emitterId;
      this.traits = traits;
    }

    @Override
    public ChannelTraits traits() {
      return traits;
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      if (!isSlow(sender, batch)) {
        return CompletableFuture.completedFuture(receive(sender, batch));
      }
      begunSlow(emitterId);
      Duration wait = Duration.ofMillis(1 + random.nextInt(400));
      CompletableFuture<List<DeliveryResult>> answer = new CompletableFuture<>();
      machine.clock().schedule(wait, () -> answer.complete(answered(batch)));
      if (traits.blocking()) {
        return CompletableFuture.completedFuture(machine.simulation().join(answer));
      }
      return answer;
    }

    private List<DeliveryResult> answered(List<Delivery> batch) {
      endedSlow(sender, emitterId);
      return receive(sender, batch);
    }

    @Override
    public void close(Duration grace) {}
  }
}
