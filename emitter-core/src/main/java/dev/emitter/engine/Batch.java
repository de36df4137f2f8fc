package dev.emitter.engine;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that a channel is given together. Owned by the loop, but from when it is handed to a
 * {@link ChannelCall} until that tells of it.
 */
final class Batch {

  private static final DeliveryResult WITHHELD =
      DeliveryResult.rejected("its owner may not receive this event any more");

  private final ActiveDefinition active;
  private final List<Pending> entries;
  private final @Nullable ResendRequest resend;
  private final boolean probe;
  private final List<Delivery> deliveries;
  private List<Delivery> given;
  private List<DeliveryResult> results = List.of();
  private @Nullable BitSet withheld;
  private final BitSet unknown = new BitSet(0);
  private @Nullable UnknownRightsException unknownFor;
  private long startedAt;
  private long endedAt;
  private boolean behind;
  private boolean abandoned;

  /**
   * Creates a batch.
   *
   * @param probe whether it is part of a search for faulty events
   */
  Batch(
      ActiveDefinition active,
      List<Pending> entries,
      List<Delivery> deliveries,
      long nanoTime,
      boolean probe) {
    this.probe = probe;
    this.active = active;
    this.entries = entries;
    this.deliveries = List.copyOf(deliveries);
    this.given = this.deliveries;
    this.resend = null;
    this.startedAt = nanoTime;
    this.endedAt = nanoTime;
  }

  /** Creates the batch for an event that a person sends again. */
  Batch(ActiveDefinition active, ResendRequest resend, Delivery delivery, long nanoTime) {
    this.probe = false;
    this.active = active;
    this.entries = List.of();
    this.deliveries = List.of(delivery);
    this.given = this.deliveries;
    this.resend = resend;
    this.startedAt = nanoTime;
    this.endedAt = nanoTime;
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

  /** Returns what a person sends again; null in the usual course. */
  @Nullable ResendRequest resend() {
    return resend;
  }

  ActiveDefinition active() {
    return active;
  }

  /** Returns whether it is part of a search for faulty events. */
  boolean isProbe() {
    return probe;
  }

  /** Returns when the channel was called; before, when it was put together. */
  long startedAt() {
    return startedAt;
  }

  /** Returns when the channel answered. */
  long endedAt() {
    return endedAt;
  }

  /** Returns how long the channel took. */
  Duration took() {
    return Duration.ofNanos(endedAt - startedAt);
  }

  /** Returns the events, each with the delivery of the same index. */
  List<Pending> entries() {
    return entries;
  }

  /** Returns the deliveries. */
  List<Delivery> deliveries() {
    return deliveries;
  }

  /** Returns those deliveries that the channel is given. */
  List<Delivery> given() {
    return given;
  }

  // While the channel is called.

  void begun(long nanoTime) {
    startedAt = nanoTime;
  }

  /**
   * Takes out what the owner may not receive at this moment; returns whether anything is left. If
   * it cannot be told of one event, nothing is decided about any of them.
   */
  boolean withhold(Rights rights) {
    String owner = active.definition().owner();
    if (owner == null) {
      return true;
    }
    List<Delivery> allowed = new ArrayList<>(deliveries.size());
    BitSet kept = new BitSet(deliveries.size());
    for (int i = 0; i < deliveries.size(); i++) {
      Delivery delivery = deliveries.get(i);
      try {
        if (rights.mayReceive(owner, delivery.topic(), delivery.event().event())) {
          allowed.add(delivery);
        } else {
          kept.set(i);
        }
      } catch (UnknownRightsException e) {
        unknownFor = e;
        unknown.set(i);
        if (e.isOfOwner() || active.settings().ordering() == Ordering.STRICT) {
          break; // those behind it wait anyway
        }
      }
    }
    if (unknownFor != null) {
      return true;
    }
    if (!kept.isEmpty()) {
      withheld = kept;
      given = allowed;
    }
    return !allowed.isEmpty();
  }

  /** Returns why the channel was given nothing of it, if its owner's rights are unknown. */
  @Nullable UnknownRightsException unknownFor() {
    return unknownFor;
  }

  /** Lets those of its events wait that nothing could be told of; the others may go at once. */
  void delayUnknown(Duration pause) {
    for (int i = 0; i < entries.size(); i++) {
      if (unknown.get(i)) {
        entries.get(i).delayUntil(startedAt + pause.toNanos());
      }
    }
  }

  /** Notes what the channel has answered, or how it has failed. */
  void answer(@Nullable Object answered, @Nullable Throwable failure, long nanoTime) {
    endedAt = nanoTime;
    List<DeliveryResult> made = Results.of(given.size(), answered, failure);
    if (withheld == null) {
      results = made;
      return;
    }
    List<DeliveryResult> all = new ArrayList<>(deliveries.size());
    int next = 0;
    for (int i = 0; i < deliveries.size(); i++) {
      all.add(isWithheld(i) ? WITHHELD : made.get(next++));
    }
    results = all;
  }

  /** Returns whether everything that the channel was given is delivered. */
  boolean isAllDelivered() {
    for (int i = 0; i < results.size(); i++) {
      if (!isWithheld(i) && !(results.get(i) instanceof DeliveryResult.Delivered)) {
        return false;
      }
    }
    return true;
  }

  // Afterwards.

  /** Returns what became of each delivery; empty before the channel has answered. */
  List<DeliveryResult> results() {
    return results;
  }

  /** Returns whether the channel was not given an event, as its owner may not receive it. */
  boolean isWithheld(int index) {
    return withheld != null && withheld.get(index);
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
    putBack();
  }

  /** Lets its events wait again. */
  void putBack() {
    for (Pending entry : entries) {
      if (entry.stage() == Pending.Stage.IN_FLIGHT) {
        entry.stage(Pending.Stage.WAITING);
      }
    }
  }
}
