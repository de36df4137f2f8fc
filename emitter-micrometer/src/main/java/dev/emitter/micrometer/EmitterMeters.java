package dev.emitter.micrometer;

import dev.emitter.delivery.DeliveryAttempt.Outcome;
import dev.emitter.delivery.EmitterState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** The meters of one group of emitters. Thread-safe. */
final class EmitterMeters implements AutoCloseable {

  private static final String EVENTS = "events";
  private static final double NANOS_PER_SECOND = 1e9;

  private final MeterRegistry registry;
  private final Group group;
  private final Runnable refresh;
  private final List<Meter> meters = new ArrayList<>();
  private final Map<Outcome, Timer> deliveries = new EnumMap<>(Outcome.class);
  final Counter matched;
  final Counter delivered;
  final Counter retried;
  final Counter parked;
  final Counter dropped;
  final AtomicLong filtered = new AtomicLong();
  final AtomicLong filterFailures = new AtomicLong();
  final AtomicLong skipped = new AtomicLong();
  final AtomicLong withheld = new AtomicLong();
  final AtomicLong busyNanos = new AtomicLong();
  private volatile Standing standing = new Standing();

  /**
   * Registers the meters.
   *
   * @param refresh brings the standing up to date, if it is old
   */
  EmitterMeters(MeterRegistry registry, Group group, Runnable refresh) {
    this.registry = registry;
    this.group = group;
    this.refresh = refresh;
    this.matched = counter("emitter.matched", "Events selected");
    this.delivered = counter("emitter.delivered", "Events delivered");
    this.retried = counter("emitter.retried", "Attempts that repeated an earlier one");
    this.parked = counter("emitter.parked", "Events set aside");
    this.dropped = counter("emitter.dropped", "Selected events that are lost: for want of room");
    sum("emitter.filtered", "Events on its topics that were not selected", filtered);
    sum("emitter.skipped", "Selected events that a person has left out", skipped);
    sum("emitter.withheld", "Selected events that the owner lost the right to", withheld);
    sum("emitter.filter.failures", "Events on which the filter failed", filterFailures);
    kept(
        FunctionCounter.builder(
                "emitter.busy", busyNanos, now -> refreshed(() -> now.get() / NANOS_PER_SECOND))
            .description("Time in which calls of the channel were under way")
            .baseUnit("seconds")
            .tags(group.tags())
            .register(registry));
    for (Outcome outcome : Outcome.values()) {
      deliveries.put(outcome, timer(outcome));
    }
    gauges();
  }

  private Counter counter(String name, String description) {
    return kept(
        Counter.builder(name)
            .description(description)
            .baseUnit(EVENTS)
            .tags(group.tags())
            .register(registry));
  }

  private void sum(String name, String description, AtomicLong value) {
    kept(
        FunctionCounter.builder(name, value, now -> refreshed(value::get))
            .description(description)
            .baseUnit(EVENTS)
            .tags(group.tags())
            .register(registry));
  }

  private Timer timer(Outcome outcome) {
    return kept(
        Timer.builder("emitter.delivery")
            .description("Attempts to deliver")
            .tags(group.tags().and("outcome", lower(outcome)))
            .register(registry));
  }

  private void gauges() {
    kept(
        Gauge.builder("emitter.lag", this, reading(Standing::lag))
            .description("Events that wait")
            .baseUnit(EVENTS)
            .tags(group.tags())
            .register(registry));
    ToDoubleFunction<EmitterMeters> age =
        reading(now -> now.age(registry.config().clock().wallTime()));
    kept(
        TimeGauge.builder("emitter.lag.age", this, TimeUnit.SECONDS, age)
            .description("Time since the oldest event was published that waits")
            .tags(group.tags())
            .register(registry));
    for (EmitterState state :
        List.of(EmitterState.ACTIVE, EmitterState.RETRYING, EmitterState.DISABLED)) {
      kept(
          Gauge.builder("emitter.state", this, reading(now -> now.in(state)))
              .description("Emitters in a state")
              .baseUnit("emitters")
              .tags(group.tags().and("state", lower(state)))
              .register(registry));
    }
  }

  private static ToDoubleFunction<EmitterMeters> reading(ToDoubleFunction<Standing> value) {
    return meters -> meters.refreshed(() -> value.applyAsDouble(meters.standing));
  }

  private double refreshed(DoubleSupplier value) {
    refresh.run();
    return value.getAsDouble();
  }

  private <M extends Meter> M kept(M meter) {
    meters.add(meter);
    return meter;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  Group group() {
    return group;
  }

  Timer deliveries(Outcome outcome) {
    return Objects.requireNonNull(deliveries.get(outcome));
  }

  void stand(Standing now) {
    standing = now;
  }

  /** Takes the meters out of the registry. */
  @Override
  public void close() {
    meters.forEach(registry::remove);
  }
}
