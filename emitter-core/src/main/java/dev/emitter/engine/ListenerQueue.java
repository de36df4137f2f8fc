package dev.emitter.engine;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.execution.Execution;
import dev.emitter.execution.Worker;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells a listener what happens, in the order in which it happened, from one thread, so that a slow
 * listener keeps nobody waiting but those who would make the queue longer. Thread-safe; nothing
 * here blocks but {@link #awaitTold} and {@link #close}.
 */
final class ListenerQueue implements EmitterListener {

  /** Beyond this length nothing is done that would make it longer. */
  private static final int FULL = 10_000;

  private static final Logger LOG = Loggers.of(ListenerQueue.class);

  private final EmitterListener listener;
  private final Runnable drained;
  private final Execution execution;
  private final FaultReports faults;
  private final Worker worker;
  private List<Runnable> waiting = new ArrayList<>();
  private int telling;
  private boolean started;
  private boolean closed;

  /**
   * Creates a queue.
   *
   * @param listener is told; never throws
   * @param drained is run each time when all is told
   */
  ListenerQueue(Execution execution, EmitterListener listener, Runnable drained) {
    this.execution = execution;
    this.listener = listener;
    this.drained = drained;
    this.faults = new FaultReports(execution::nanoTime);
    this.worker = execution.worker("emitter-listener", new Telling());
  }

  private synchronized void add(Runnable call) {
    if (closed) {
      return;
    }
    waiting.add(call);
    if (!started) {
      start();
    }
    worker.wakeUp();
  }

  private void start() {
    try {
      worker.start();
      started = true;
    } catch (RuntimeException | Error e) { // such as: no thread can be started
      faults.report(LOG, "listeners", "they cannot be told now; it is tried with the next call", e);
    }
  }

  /** Returns whether everything is told. */
  synchronized boolean isEmpty() {
    return waiting.isEmpty() && telling == 0;
  }

  /** Returns whether there is no room for more. */
  synchronized boolean isFull() {
    return waiting.size() + telling >= FULL;
  }

  /** All calls there are. */
  private final class Telling implements Worker.Step {

    @Override
    public long run() {
      List<Runnable> calls = take();
      for (Runnable call : calls) {
        call.run();
        told();
      }
      if (calls.isEmpty()) {
        return isClosed() ? Worker.END : Long.MAX_VALUE;
      }
      drained.run();
      return 0;
    }

    @Override
    public boolean isPending() {
      return !isEmpty() || isClosed();
    }
  }

  /** Returns the calls there are; never the list that others add to. */
  private synchronized List<Runnable> take() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Runnable> calls = waiting;
    waiting = new ArrayList<>();
    telling = calls.size();
    return calls;
  }

  private synchronized void told() {
    telling--;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Waits until everything is told that there is to tell now; not on the thread that tells.
   *
   * @param nanos the longest time to wait
   */
  void awaitTold(long nanos) throws InterruptedException {
    if (worker.isCurrent()) {
      return;
    }
    CompletableFuture<Void> told = new CompletableFuture<>();
    synchronized (this) {
      if (closed || isEmpty()) {
        return;
      }
      add(() -> told.complete(null));
    }
    boolean unused = execution.await(told, nanos);
  }

  /** Tells what is left, as long as the time allows. */
  void close(long nanos) throws InterruptedException {
    synchronized (this) {
      closed = true;
      if (!started) {
        return;
      }
    }
    worker.wakeUp();
    if (!worker.isCurrent()) {
      boolean unused = worker.join(nanos);
    }
  }

  @Override
  public void registered(String emitterId, String type, @Nullable String owner) {
    add(() -> listener.registered(emitterId, type, owner));
  }

  @Override
  public void matched(String emitterId, LoggedEvent event) {
    add(() -> listener.matched(emitterId, event));
  }

  @Override
  public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
    add(() -> listener.attempted(delivery, result, took));
  }

  @Override
  public void parked(ParkedEvent event) {
    add(() -> listener.parked(event));
  }

  @Override
  public void parkedDropped(ParkedEvent event) {
    add(() -> listener.parkedDropped(event));
  }

  @Override
  public void dropped(String emitterId, Topic topic, CloudEvent event) {
    add(() -> listener.dropped(emitterId, topic, event));
  }

  @Override
  public void droppedBetween(String emitterId, Position after, Position upTo, long most) {
    add(() -> listener.droppedBetween(emitterId, after, upTo, most));
  }

  @Override
  public void stateChanged(String emitterId, EmitterState state, @Nullable String reason) {
    add(() -> listener.stateChanged(emitterId, state, reason));
  }
}
