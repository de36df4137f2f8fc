package dev.emitter.benchmarks.delivery;

import com.sun.management.ThreadMXBean;
import dev.emitter.benchmarks.append.SampleEvent;
import dev.emitter.channel.Channel;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.event.EncodedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Slices of events that one channel was given, with what each took: time, processor time of all
 * threads of the program, memory. Not thread-safe, apart from {@link #position()}.
 */
final class DeliveredSlices {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final String name;
  private final List<Double> perSecond = new ArrayList<>();
  private final List<Double> cpu = new ArrayList<>();
  private final List<Double> bytes = new ArrayList<>();
  private volatile long position;
  private long made;
  private @Nullable Channel channel;

  DeliveredSlices(String name) {
    this.name = name;
  }

  /** Says which channel it is. */
  void to(Channel given) {
    channel = given;
  }

  String name() {
    return name;
  }

  /** Returns the position of the last event. */
  long position() {
    return position;
  }

  /** Returns thousands of events a second of each slice. */
  double[] perSecond() {
    return values(perSecond);
  }

  /** Returns microseconds of processor time an event of each slice. */
  double[] cpu() {
    return values(cpu);
  }

  /** Returns bytes allocated for an event of each slice. */
  double[] bytes() {
    return values(bytes);
  }

  private static double[] values(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Delivers some batches; they are made before the clock runs. */
  void deliver(EncodedEvent event, int size, int count, boolean counts) {
    Channel open = Objects.requireNonNull(channel, "a channel");
    List<List<Delivery>> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batches.add(batch(event, size));
    }
    Totals before = Totals.now();
    long start = System.nanoTime();
    for (List<Delivery> batch : batches) {
      position = Long.parseLong(String.valueOf(batch.get(size - 1).position()));
      for (DeliveryResult result : open.deliver(batch).toCompletableFuture().join()) {
        if (!(result instanceof DeliveryResult.Delivered)) {
          throw new IllegalStateException(result.toString());
        }
      }
    }
    double micros = (System.nanoTime() - start) / 1e3;
    double events = (double) size * count;
    if (counts) {
      perSecond.add(events * 1e3 / micros);
      Totals after = Totals.now();
      cpu.add(since(before.cpu(), after.cpu()) / 1e3 / events);
      bytes.add(since(before.bytes(), after.bytes()) / events);
    }
  }

  /** What each thread has taken so far. */
  private record Totals(Map<Long, Long> cpu, Map<Long, Long> bytes) {

    static Totals now() {
      long[] threads = THREADS.getAllThreadIds();
      long[] cpu = THREADS.getThreadCpuTime(threads);
      long[] bytes = THREADS.getThreadAllocatedBytes(threads);
      Map<Long, Long> cpuOf = new HashMap<>();
      Map<Long, Long> bytesOf = new HashMap<>();
      for (int i = 0; i < threads.length; i++) {
        cpuOf.put(threads[i], cpu[i]);
        bytesOf.put(threads[i], bytes[i]);
      }
      return new Totals(cpuOf, bytesOf);
    }
  }

  /** Leaves out threads that have ended, as nobody knows any more what they took. */
  private static double since(Map<Long, Long> before, Map<Long, Long> after) {
    double sum = 0;
    for (Map.Entry<Long, Long> thread : after.entrySet()) {
      sum += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }

  private List<Delivery> batch(EncodedEvent event, int size) {
    Instant now = Clock.systemUTC().instant();
    List<Delivery> batch = new ArrayList<>(size);
    long last = made++ * size;
    for (int i = 1; i <= size; i++) {
      LoggedEvent logged =
          new LoggedEvent(new SequencePosition(last + i), SampleEvent.TOPIC, event, now);
      batch.add(Delivery.of("mine", logged, 1));
    }
    return batch;
  }

  void close() {
    Objects.requireNonNull(channel, "a channel").close(GRACE);
  }
}
