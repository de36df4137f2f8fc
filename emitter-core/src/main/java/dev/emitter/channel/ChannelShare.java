package dev.emitter.channel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the channels of one owner may have under way together, so that receivers that hang, and
 * names that no name server answers for, harm nobody but their owner. The emitters of operators are
 * one owner together, with a larger share. A channel that sends requests asks for each; who waits
 * needs no thread, and has not begun: the time that a receiver is given does not run. Thread-safe.
 */
public final class ChannelShare {

  /** How many requests of an owner may be under way to one receiver. */
  private static final int TO_ONE_RECEIVER = 50;

  private final Gate requests;
  private final Gate lookUps;
  private final @Nullable Gate allRequests;
  private final @Nullable Gate allLookUps;
  private final ShareCounts requestCounts;
  private final ShareCounts lookUpCounts;
  private final @Nullable MemoryShare memory;
  private final Runnable memoryReached;
  private final Map<Object, Receiver> receivers = new HashMap<>();

  /** Something that was asked for. */
  public interface Ticket {

    /** Gives it back, or asks for it no more. Done once; more often does nothing. */
    void end();

    /** Returns what it waits for, for a person, or null if it was granted or has ended. */
    @Nullable String waitsFor();
  }

  /** Memory that a request has taken. */
  @FunctionalInterface
  public interface Memory {

    /** Gives it back. Done once; more often does nothing. */
    void end();

    /** Sends the request, and gives the memory back once its stage completes, or if it throws. */
    default <T> CompletionStage<T> until(Supplier<CompletionStage<T>> request) {
      CompletionStage<T> stage;
      try {
        stage = request.get();
      } catch (RuntimeException | Error e) { // or it would be gone for ever
        end();
        throw e;
      }
      return stage.whenComplete((value, failure) -> end());
    }
  }

  /** A gate for one receiver, and how many use it. */
  private static final class Receiver {
    private final Gate gate =
        new Gate(
            TO_ONE_RECEIVER,
            0,
            "waiting for one of " + TO_ONE_RECEIVER + " requests to this receiver to end",
            () -> {});
    private int uses;
  }

  /**
   * Creates a share.
   *
   * @param allRequests what the requests of all users pass, too; null for none
   * @param allLookUps what the look-ups of all users pass, too; null for none
   * @param memory what requests may take of memory; null for any
   * @param memoryReached runs each time that there is none left
   */
  ChannelShare(
      Gate requests,
      Gate lookUps,
      @Nullable Gate allRequests,
      @Nullable Gate allLookUps,
      ShareCounts requestCounts,
      ShareCounts lookUpCounts,
      @Nullable MemoryShare memory,
      Runnable memoryReached) {
    this.requests = requests;
    this.lookUps = lookUps;
    this.allRequests = allRequests;
    this.allLookUps = allLookUps;
    this.requestCounts = requestCounts;
    this.lookUpCounts = lookUpCounts;
    this.memory = memory;
    this.memoryReached = memoryReached;
  }

  /**
   * Asks to have a request under way. The emitters of an owner take turns.
   *
   * @param emitter stands for the emitter that asks, by its identity as a key
   * @param receiver stands for where the request goes
   * @param granted is told once, when the request may go: on this thread before this returns, or
   *     later on that of somebody whose request has ended, so it must not block. It is given the
   *     ticket, which must be {@linkplain Ticket#end ended} with the request
   */
  public Ticket request(Object emitter, Object receiver, Consumer<Ticket> granted) {
    Gate toReceiver = use(receiver);
    List<Passage.Step> steps = new ArrayList<>(3);
    steps.add(new Passage.Step(toReceiver, emitter));
    steps.add(new Passage.Step(requests, emitter));
    if (allRequests != null) {
      steps.add(new Passage.Step(allRequests, this));
    }
    Passage passage = new Passage(steps, requestCounts, granted, () -> release(receiver));
    passage.begin();
    return passage;
  }

  /**
   * Returns whether there is memory for one more request. Where there is none, a channel makes no
   * request out of events, and answers that they are to be tried again, {@linkplain
   * DeliveryResult.Retry#uncounted uncounted}, a second later.
   */
  public boolean hasMemory() {
    boolean has = memory == null || memory.hasRoom();
    if (!has) {
      memoryReached.run();
    }
    return has;
  }

  /**
   * Takes memory for a request that was made out of events.
   *
   * @return null if it is more than the owner's requests may take together with those under way: it
   *     must not be sent, see {@link #hasMemory}; never for the only one of the owner that has 1
   *     MiB or less
   */
  public @Nullable Memory memory(long bytes) {
    if (memory == null) {
      return () -> {};
    }
    if (!memory.take(bytes)) {
      memoryReached.run();
      return null;
    }
    AtomicBoolean ended = new AtomicBoolean();
    return () -> {
      if (ended.compareAndSet(false, true)) {
        memory.giveBack(bytes);
      }
    };
  }

  /** Returns how many bytes of memory the owner's requests have taken; 0 for operators. */
  public long requestBytes() {
    return memory == null ? 0 : memory.used();
  }

  /** Returns how many requests of the owner are under way. */
  public int requestsUnderWay() {
    return requests.through();
  }

  /** Returns how many hosts are being looked up for the owner. */
  public int lookUpsUnderWay() {
    return lookUps.through();
  }

  private Gate use(Object receiver) {
    synchronized (receivers) {
      Receiver known = receivers.computeIfAbsent(receiver, any -> new Receiver());
      known.uses++;
      return known.gate;
    }
  }

  private void release(Object receiver) {
    synchronized (receivers) {
      Receiver known = Objects.requireNonNull(receivers.get(receiver));
      if (--known.uses == 0) {
        receivers.remove(receiver);
      }
    }
  }

  /**
   * Asks to have a host looked up. The hosts take turns.
   *
   * @param host the host
   * @param granted as that of a request
   */
  public Ticket lookUp(Object host, Consumer<Ticket> granted) {
    List<Passage.Step> steps = new ArrayList<>(2);
    steps.add(new Passage.Step(lookUps, host));
    if (allLookUps != null) {
      steps.add(new Passage.Step(allLookUps, this));
    }
    Passage passage = new Passage(steps, lookUpCounts, granted, () -> {});
    passage.begin();
    return passage;
  }
}
