package dev.emitter.engine;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.RetryPolicy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One version of an emitter's definition at work: its selection and its channel.
 *
 * <p>The number of calls in flight is owned by the loop. That it was removed is written on the
 * loop, and read by whoever closes the channel. The fingerprint is made by whoever asks first; two
 * who ask at once make the same text.
 */
final class ActiveDefinition {

  private final ResolvedEmitter resolved;
  private final Selection selection;
  private final Channel channel;
  private final ChannelTraits traits;
  private final RetryPolicy retry;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean removed;
  private @Nullable String fingerprint;
  private int inFlight;

  ActiveDefinition(ResolvedEmitter resolved, Selection selection, Channel channel) {
    this.resolved = resolved;
    this.selection = selection;
    this.channel = channel;
    this.traits = channel.traits();
    this.retry = RetryPolicy.of(resolved.definition().delivery());
  }

  ResolvedEmitter resolved() {
    return resolved;
  }

  EmitterDefinition definition() {
    return resolved.definition();
  }

  DeliverySettings settings() {
    return definition().delivery();
  }

  /** Returns how many failures within 24 hours disable the emitter; 0 for any number. */
  int failuresPerDay() {
    int own = settings().disablePerDay();
    return own == DeliverySettings.BY_CHANNEL ? resolved.provider().failuresPerDay() : own;
  }

  /** Returns whether that number is written in the definition, and not the channel type's. */
  boolean namesFailuresPerDay() {
    return settings().disablePerDay() != DeliverySettings.BY_CHANNEL;
  }

  Selection selection() {
    return selection;
  }

  Channel channel() {
    return channel;
  }

  /** Returns what tells the definition from another one, in any process. */
  String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      known = Fingerprint.of(definition());
      fingerprint = known;
    }
    return known;
  }

  ChannelTraits traits() {
    return traits;
  }

  RetryPolicy retry() {
    return retry;
  }

  int inFlight() {
    return inFlight;
  }

  void started() {
    inFlight++;
  }

  void ended() {
    inFlight--;
  }

  /** Says that the emitter was removed: its channel is told so once it is closed. */
  void remove() {
    removed = true;
  }

  boolean isRemoved() {
    return removed;
  }

  /** Returns true the first time: whoever is told so closes the channel. */
  boolean beginClosing() {
    return closing.compareAndSet(false, true);
  }
}
