package dev.emitter.benchmarks.inprocess;

import com.google.common.eventbus.AsyncEventBus;
import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Guava's bus: finds subscribers by the class of the object, and calls them. */
final class GuavaBus implements Bus {

  private static final int WAITING = 65_536;

  private final EventBus bus;
  private final @Nullable ExecutorService executor;
  private final LongAdder handled = new LongAdder();

  private GuavaBus(EventBus bus, @Nullable ExecutorService executor) {
    this.bus = bus;
    this.executor = executor;
    bus.register(new Counting(handled));
  }

  /** Calls the subscriber on the publishing thread. */
  static GuavaBus onThePublishingThread() {
    return new GuavaBus(new EventBus(), null);
  }

  /** Calls the subscriber on one other thread, behind a bounded queue. */
  static GuavaBus onAnotherThread() {
    ExecutorService one =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            (task, pool) -> {
              try {
                pool.getQueue().put(task);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    return new GuavaBus(new AsyncEventBus(one), one);
  }

  /** The subscriber; public for the bus. */
  public static final class Counting {

    private final LongAdder handled;

    Counting(LongAdder handled) {
      this.handled = handled;
    }

    /** Counts an order. */
    @Subscribe
    public void on(Order order) {
      handled.increment();
    }
  }

  @Override
  public void publish(Order order) {
    bus.post(order);
  }

  @Override
  public LongAdder handled() {
    return handled;
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}
