package dev.emitter.benchmarks.inprocess;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * LMAX Disruptor: a ring of references, one consumer, no lookup; waits as ours does, by parking.
 */
final class DisruptorBus implements Bus {

  private static final int RING = 65_536;

  /** A place in the ring. */
  private static final class Slot {
    private @Nullable Order order;
  }

  private final Disruptor<Slot> disruptor =
      new Disruptor<>(
          Slot::new,
          RING,
          DaemonThreadFactory.INSTANCE,
          ProducerType.MULTI,
          new BlockingWaitStrategy());
  private final LongAdder handled = new LongAdder();

  DisruptorBus() {
    disruptor.handleEventsWith(
        (slot, sequence, endOfBatch) -> {
          if (slot.order != null) {
            handled.increment();
            slot.order = null;
          }
        });
    disruptor.start();
  }

  @Override
  public void publish(Order order) {
    disruptor.getRingBuffer().publishEvent((slot, sequence, given) -> slot.order = given, order);
  }

  @Override
  public LongAdder handled() {
    return handled;
  }

  @Override
  public void close() {
    disruptor.halt();
  }
}
