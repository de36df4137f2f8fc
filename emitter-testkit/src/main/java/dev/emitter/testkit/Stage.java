package dev.emitter.testkit;

import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the scripted channels of a type have in common: their scripts, what happened, what waits and
 * by which time. Thread-safe.
 */
final class Stage {

  private final String type;
  private final Scripts scripts = new Scripts();
  private final Recording recording = new Recording();
  private final Held held = new Held();
  private volatile @Nullable TimeSource time;

  /** What becomes of a delivery that the script does not fail. */
  @FunctionalInterface
  interface Receiver {

    /** Returns how it ends, given what the script answers. */
    DeliveryResult receive(Delivery delivery, DeliveryResult scripted);
  }

  Stage(String type) {
    this.type = type;
  }

  /** Returns the channel of an emitter that delivers nothing anywhere. */
  ScriptedChannel open(EmitterDefinition definition, ChannelTraits traits) {
    return open(definition, traits, (delivery, scripted) -> scripted, Runnable::run);
  }

  /**
   * Returns the channel of an emitter.
   *
   * @param receiver gets what the script lets through
   * @param goesOn runs what goes on after it was held
   */
  ScriptedChannel open(
      EmitterDefinition definition, ChannelTraits traits, Receiver receiver, Executor goesOn) {
    ScriptedChannel channel = new ScriptedChannel(this, definition, traits, receiver, goesOn);
    recording.opened(channel);
    return channel;
  }

  String type() {
    return type;
  }

  Scripts scripts() {
    return scripts;
  }

  Recording recording() {
    return recording;
  }

  void time(TimeSource source) {
    time = source;
  }

  void delay(Duration after, Runnable action) {
    TimeSource source = time;
    if (source == null) {
      throw new IllegalStateException(
          "channel "
              + type
              + ": answers cannot take time without a clock; give it one with time(clock)");
    }
    source.schedule(after, action);
  }

  Held held() {
    return held;
  }

  /** Answers all that waits for the test or its clock with a failure. */
  void giveUp() {
    recording.channels().forEach(ScriptedChannel::giveUp);
  }
}
