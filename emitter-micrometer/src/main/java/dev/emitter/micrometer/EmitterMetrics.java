package dev.emitter.micrometer;

import dev.emitter.Emitters;
import dev.emitter.PublicationCounts;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ShareUsage;
import dev.emitter.delivery.DeliveryAttempt.Outcome;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what {@link Emitters} do, in a registry of Micrometer. Only the application's
 * events are counted, not the library's own. Thread-safe.
 *
 * <pre>{@code
 * EmitterMetrics metrics = EmitterMetrics.of(registry);
 * Emitters emitters = Emitters.builder().listener(metrics).start();
 * metrics.watch(emitters);
 * }</pre>
 *
 * <p>The number of meters is bounded. The tag {@code emitter} names at most {@link
 * Builder#maxEmitters} emitters at a time; the others are counted together by their channel type,
 * and so are emitters of users. The tags {@code type}, {@code outcome}, {@code state} and {@code
 * limit} take few values. No tag names a topic or an event. The meters of a removed emitter go with
 * it.
 */
public final class EmitterMetrics implements EmitterListener, AutoCloseable {

  private final MeterRegistry registry;
  private final Duration refresh;
  private final Roll roll;
  private final Timer published;
  private final List<Meter> counts = new CopyOnWriteArrayList<>();
  private volatile @Nullable Watch watch;

  private EmitterMetrics(Builder settings) {
    this.registry = settings.registry;
    this.refresh = settings.refresh;
    this.roll = new Roll(registry, settings.maxEmitters, settings.userEmitters, this::refresh);
    this.published =
        Timer.builder("emitter.publish")
            .description("Time until the log had accepted an event")
            .register(registry);
  }

  /** Returns metrics with the default bounds in this registry. */
  public static EmitterMetrics of(MeterRegistry registry) {
    return builder(registry).build();
  }

  /** Starts the configuration of metrics in this registry. */
  public static Builder builder(MeterRegistry registry) {
    return new Builder(registry);
  }

  /**
   * Reads from now on what is not told but asked for: lag, states, what was filtered, and the
   * counts of publications. Until then those meters show nothing, or 0. Called once, with the
   * emitters that this listens to.
   *
   * @throws IllegalStateException if emitters are watched already
   */
  public void watch(Emitters emitters) {
    synchronized (this) {
      if (watch != null) {
        throw new IllegalStateException(
            "these metrics watch emitters already; make others, in another registry");
      }
      watch = new Watch(emitters, roll, registry.config().clock(), refresh);
    }
    count(emitters, "emitter.published", "Events accepted", PublicationCounts::published);
    count(
        emitters,
        "emitter.switched.off",
        "Events dropped because the catalogue has their topic or type switched off",
        PublicationCounts::switchedOff);
    count(
        emitters,
        "emitter.undeclared",
        "Events that were not as the catalogue declares them",
        PublicationCounts::undeclared);
    share(
        emitters,
        "emitter.requests",
        "Requests of channels over HTTP",
        ShareUsage::requestsUnderWay,
        ShareUsage::requestsWaiting);
    share(
        emitters,
        "emitter.lookups",
        "Look-ups of hosts for requests",
        ShareUsage::lookUpsUnderWay,
        ShareUsage::lookUpsWaiting);
    countLimit(emitters, "log");
    for (OwnerLimit limit : OwnerLimit.values()) {
      countLimit(emitters, limit.label());
    }
  }

  private void share(
      Emitters emitters,
      String name,
      String description,
      ToIntFunction<ShareUsage> underWay,
      ToIntFunction<ShareUsage> waiting) {
    for (String state : List.of("underway", "waiting")) {
      ToIntFunction<ShareUsage> value = state.equals("waiting") ? waiting : underWay;
      counts.add(
          Gauge.builder(name, emitters, watched -> value.applyAsInt(watched.shareUsage()))
              .description(description)
              .tag("state", state)
              .register(registry));
    }
  }

  private void countLimit(Emitters emitters, String limit) {
    counts.add(
        FunctionCounter.builder(
                "emitter.owner.limited",
                emitters,
                watched -> watched.limitsReached().getOrDefault(limit, 0L))
            .description("How often owners of emitters have reached a limit")
            .tag("limit", limit)
            .register(registry));
  }

  private void count(
      Emitters emitters,
      String name,
      String description,
      ToDoubleFunction<PublicationCounts> value) {
    counts.add(
        FunctionCounter.builder(
                name, emitters, watched -> value.applyAsDouble(watched.publications()))
            .description(description)
            .baseUnit("events")
            .register(registry));
  }

  private void refresh() {
    Watch started = watch;
    if (started != null) {
      started.refresh();
    }
  }

  // What is told.

  @Override
  public void registered(String emitterId, String type, @Nullable String owner) {
    roll.add(emitterId, type, owner);
  }

  @Override
  public void published(Topic topic, CloudEvent event, Duration took) {
    published.record(took);
  }

  @Override
  public void matched(String emitterId, LoggedEvent event) {
    EmitterMeters meters = meters(emitterId, event.topic());
    if (meters != null) {
      meters.matched.increment();
    }
  }

  @Override
  public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
    EmitterMeters meters = meters(delivery.emitterId(), delivery.topic());
    if (meters == null) {
      return;
    }
    Outcome outcome = Outcome.of(result);
    Duration own = result.evidence().duration();
    meters.deliveries(outcome).record(own == null ? took : own);
    if (delivery.resubmitted()) {
      return;
    }
    if (outcome == Outcome.DELIVERED) {
      meters.delivered.increment();
    }
    if (delivery.attempt() > 1) {
      meters.retried.increment();
    }
  }

  @Override
  public void parked(ParkedEvent event) {
    EmitterMeters meters = meters(event.emitterId(), event.origin().topic());
    if (meters != null) {
      meters.parked.increment();
    }
  }

  @Override
  public void parkedDropped(ParkedEvent event) {
    EmitterMeters meters = meters(event.emitterId(), event.origin().topic());
    if (meters != null) {
      meters.dropped.increment();
    }
  }

  @Override
  public void dropped(String emitterId, Topic topic, CloudEvent event) {
    EmitterMeters meters = meters(emitterId, topic);
    if (meters != null) {
      meters.dropped.increment();
    }
  }

  @Override
  public void droppedBetween(String emitterId, Position after, Position upTo, long most) {
    EmitterMeters meters = roll.find(emitterId);
    if (meters != null) {
      meters.dropped.increment((double) most);
    }
  }

  @Override
  public void stateChanged(String emitterId, EmitterState state, @Nullable String reason) {
    if (state == EmitterState.CLOSED) {
      roll.remove(emitterId);
    }
  }

  /** Returns what an event is counted by; null for the library's own, and for who is gone. */
  private @Nullable EmitterMeters meters(String emitterId, Topic topic) {
    return topic.isReserved() ? null : roll.find(emitterId);
  }

  /** Takes all meters out of the registry; what is told afterwards is not counted. */
  @Override
  public void close() {
    roll.close();
    counts.forEach(registry::remove);
    registry.remove(published);
  }

  /** Configures metrics. Not thread-safe. */
  public static final class Builder {

    private final MeterRegistry registry;
    private int maxEmitters = 100;
    private boolean userEmitters;
    private Duration refresh = Duration.ofSeconds(1);

    private Builder(MeterRegistry registry) {
      this.registry = registry;
    }

    /**
     * Sets how many emitters the tag {@code emitter} may name at a time. Those registered when
     * there are as many already count as {@code /others}. If unset, 100.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder maxEmitters(int most) {
      if (most < 0) {
        throw new IllegalArgumentException("maxEmitters = " + most + ": must be 0 or more");
      }
      this.maxEmitters = most;
      return this;
    }

    /**
     * Sets whether emitters of users may be named by the tag {@code emitter} too. If unset, they
     * count as {@code /users}: there may be very many of them.
     */
    public Builder userEmitters(boolean named) {
      this.userEmitters = named;
      return this;
    }

    /**
     * Sets how old what is read may be when a meter is read, so that reading all meters asks each
     * emitter once. If unset, 1 s.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder refresh(Duration age) {
      if (age.isNegative()) {
        throw new IllegalArgumentException("refresh = " + age + ": must be 0 or more");
      }
      this.refresh = age;
      return this;
    }

    /** Returns the metrics; the timer of publications is registered. */
    public EmitterMetrics build() {
      return new EmitterMetrics(this);
    }
  }
}
