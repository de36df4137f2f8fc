package dev.emitter.engine;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.execution.Execution;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Keeps what a listener throws from the library. As thread-safe as the listener. */
public final class SafeListener implements EmitterListener {

  private static final Logger LOG = Loggers.of(SafeListener.class);

  private final EmitterListener listener;
  private final FaultReports faults = new FaultReports(Execution.onThreads()::nanoTime);

  /**
   * Creates a listener that never throws.
   *
   * @param listener is told
   */
  public SafeListener(EmitterListener listener) {
    this.listener = listener;
  }

  private void safely(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) { // the application's code must not stop delivery
      faults.report(LOG, listener.getClass().getName(), "an EmitterListener failed; ignored", e);
    }
  }

  @Override
  public void registered(String emitterId, String type, @Nullable String owner) {
    safely(() -> listener.registered(emitterId, type, owner));
  }

  @Override
  public void published(Topic topic, CloudEvent event, Duration took) {
    safely(() -> listener.published(topic, event, took));
  }

  @Override
  public void matched(String emitterId, LoggedEvent event) {
    safely(() -> listener.matched(emitterId, event));
  }

  @Override
  public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
    safely(() -> listener.attempted(delivery, result, took));
  }

  @Override
  public void parked(ParkedEvent event) {
    safely(() -> listener.parked(event));
  }

  @Override
  public void parkedDropped(ParkedEvent event) {
    safely(() -> listener.parkedDropped(event));
  }

  @Override
  public void dropped(String emitterId, Topic topic, CloudEvent event) {
    safely(() -> listener.dropped(emitterId, topic, event));
  }

  @Override
  public void droppedBetween(String emitterId, Position after, Position upTo, long most) {
    safely(() -> listener.droppedBetween(emitterId, after, upTo, most));
  }

  @Override
  public void stateChanged(String emitterId, EmitterState state, @Nullable String reason) {
    safely(() -> listener.stateChanged(emitterId, state, reason));
  }
}
