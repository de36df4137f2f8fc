package dev.emitter.engine;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a channel that is under way. Guarded by its lane. */
final class Batch {

  private final Work work;
  private final List<Pending> entries;
  private final List<Delivery> deliveries;
  private final @Nullable Resend resend;
  private final long startedAt;
  private final boolean probe;
  private List<DeliveryResult> results = List.of();
  private boolean behind;
  private boolean abandoned;

  /**
   * Creates a call.
   *
   * @param probe whether it is part of a search for faulty events
   */
  Batch(Work work, List<Pending> entries, List<Delivery> deliveries, long nanoTime, boolean probe) {
    this.probe = probe;
    this.work = work;
    this.entries = entries;
    this.deliveries = List.copyOf(deliveries);
    this.resend = null;
    this.startedAt = nanoTime;
  }

  /** Returns the first of the events that fit into a number of bytes, and one in any case. */
  static List<Pending> fitting(List<Pending> due, long bytes) {
    if (bytes == Long.MAX_VALUE) {
      return due;
    }
    long left = bytes;
    for (int i = 0; i < due.size(); i++) {
      left -= due.get(i).logged().event().structuredSize();
      if (left < 0) {
        return due.subList(0, Math.max(1, i));
      }
    }
    return due;
  }

  /** Creates the call for an event that a person sends again. */
  Batch(Work work, Resend resend, Delivery delivery, long nanoTime) {
    this.probe = false;
    this.work = work;
    this.entries = List.of();
    this.deliveries = List.of(delivery);
    this.resend = resend;
    this.startedAt = nanoTime;
  }

  /** Returns what a person sends again; null in the usual course. */
  @Nullable Resend resend() {
    return resend;
  }

  Work work() {
    return work;
  }

  /** Returns whether it is part of a search for faulty events. */
  boolean isProbe() {
    return probe;
  }

  long startedAt() {
    return startedAt;
  }

  /** Returns how long the call has taken. */
  Duration took(long nanoTime) {
    return Duration.ofNanos(nanoTime - startedAt);
  }

  List<Pending> entries() {
    return entries;
  }

  List<Delivery> deliveries() {
    return deliveries;
  }

  /** Returns what the channel has answered; empty before. */
  List<DeliveryResult> results() {
    return results;
  }

  void answered(List<DeliveryResult> answers) {
    results = answers;
  }

  /** Returns whether a delivery of an earlier call has failed while this one was under way. */
  boolean isBehind() {
    return behind;
  }

  void behind() {
    behind = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  /** Gives up waiting for it: its events are tried again, and its results count no more. */
  void abandon() {
    abandoned = true;
    for (Pending entry : entries) {
      if (entry.stage() == Pending.Stage.IN_FLIGHT) {
        entry.stage(Pending.Stage.WAITING);
      }
    }
  }
}
