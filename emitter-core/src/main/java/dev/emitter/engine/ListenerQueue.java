package dev.emitter.engine;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Loggers;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells a listener what happens, in the order in which it happened, from one thread, so that a slow
 * listener keeps nobody waiting but those who would make the queue longer. Thread-safe; nothing
 * here blocks but {@link #awaitTold} and {@link #close}.
 */
final class ListenerQueue implements EmitterListener {

  private static final Logger LOG = Loggers.of(ListenerQueue.class);

  /** Beyond this length nothing is done that would make it longer. */
  private static final int FULL = 10_000;

  private final EmitterListener listener;
  private final Runnable drained;
  private final Thread thread = Threads.daemon("emitter-listener", this::run);
  private List<Runnable> waiting = new ArrayList<>();
  private int telling;
  private long added;
  private long told;
  private int awaiting;
  private boolean started;
  private boolean asleep;
  private boolean closed;

  /**
   * Creates a queue.
   *
   * @param listener is told; never throws
   * @param drained is run each time when all is told
   */
  ListenerQueue(EmitterListener listener, Runnable drained) {
    this.listener = listener;
    this.drained = drained;
  }

  private synchronized void add(Runnable call) {
    if (closed) {
      return;
    }
    waiting.add(call);
    added++;
    if (!started) {
      started = true;
      thread.start();
    }
    if (asleep) {
      notifyAll();
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

  private void run() {
    List<Runnable> calls = next();
    while (!calls.isEmpty()) {
      for (Runnable call : calls) {
        call.run();
        told();
      }
      drained.run();
      calls = next();
    }
  }

  private synchronized void told() {
    telling--;
    told++;
    if (awaiting > 0) {
      notifyAll();
    }
  }

  /**
   * Waits until everything is told that there is to tell now; not on the thread that tells.
   *
   * @param nanos the longest time to wait
   */
  synchronized void awaitTold(long nanos) throws InterruptedException {
    if (Thread.currentThread() == thread) {
      return;
    }
    long upTo = added;
    Deadline end = Deadline.in(Duration.ofNanos(nanos));
    awaiting++;
    try {
      long left = end.left();
      while (told < upTo && left > 0 && !closed) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end.left();
      }
    } finally {
      awaiting--;
    }
  }

  /** Waits for something to tell; returns nothing once it is closed and all is told. */
  private List<Runnable> next() {
    for (int i = 0; i < Threads.YIELDS && isEmpty(); i++) {
      Threads.letOthersRun();
    }
    return awaitNext();
  }

  private synchronized List<Runnable> awaitNext() {
    asleep = true;
    while (waiting.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        LOG.debug("a listener has interrupted the thread that tells, which goes on", e);
      }
    }
    asleep = false;
    List<Runnable> calls = waiting;
    waiting = new ArrayList<>();
    telling = calls.size();
    return calls;
  }

  /** Tells what is left, as long as the time allows. */
  void close(long nanos) throws InterruptedException {
    synchronized (this) {
      closed = true;
      notifyAll();
      if (!started) {
        return;
      }
    }
    if (Thread.currentThread() != thread) {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, nanos));
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
  public void dropped(String emitterId, Topic topic, CloudEvent event) {
    add(() -> listener.dropped(emitterId, topic, event));
  }

  @Override
  public void stateChanged(String emitterId, EmitterState state, @Nullable String reason) {
    add(() -> listener.stateChanged(emitterId, state, reason));
  }
}
