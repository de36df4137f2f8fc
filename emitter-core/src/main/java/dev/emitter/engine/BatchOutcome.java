package dev.emitter.engine;

import dev.emitter.log.LoggedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has come of the deliveries of a batch, for what follows from it. Owned by the loop. */
final class BatchOutcome {

  private boolean stopped;
  private boolean failed;
  private boolean faulty;
  private boolean found;
  private boolean calm;
  private boolean probing;
  private @Nullable LoggedEvent lastFailed;
  private @Nullable LoggedEvent lastDelivered;
  private List<Pending> refusedTogether = List.of();
  private @Nullable String unstableFor;
  private @Nullable LoggedEvent unstableBy;
  private @Nullable String disabledFor;
  private @Nullable LoggedEvent disabledBy;

  // What is noted while it is settled.

  void stopped() {
    stopped = true;
  }

  void failed() {
    failed = true;
  }

  void failed(LoggedEvent event) {
    failed = true;
    lastFailed = event;
  }

  void faulty() {
    faulty = true;
  }

  void delivered(LoggedEvent event) {
    lastDelivered = event;
  }

  void found() {
    found = true;
  }

  void calm() {
    calm = true;
  }

  void probed() {
    probing = true;
  }

  void refusedTogether(List<Pending> refused) {
    refusedTogether = refused;
  }

  /** The emitter becomes unstable; the first reason counts. */
  void unstable(String reason, LoggedEvent by) {
    if (unstableFor == null) {
      unstableFor = reason;
      unstableBy = by;
    }
  }

  /** The emitter must be disabled; the first reason counts. */
  void disable(String reason, LoggedEvent by) {
    if (disabledFor == null) {
      disabledFor = reason;
      disabledBy = by;
    }
  }

  // What follows from it.

  /** Returns whether nothing behind these deliveries may have been made. */
  boolean hasStopped() {
    return stopped;
  }

  /** Returns whether an event failed and is tried again. */
  boolean hasFailed() {
    return failed;
  }

  /** Returns whether a result could not be settled. */
  boolean isFaulty() {
    return faulty;
  }

  /** Returns the last event that failed and is tried again; null for none. */
  @Nullable LoggedEvent lastFailed() {
    return lastFailed;
  }

  /** Returns the last event that was delivered; null for none. */
  @Nullable LoggedEvent lastDelivered() {
    return lastDelivered;
  }

  /** Returns the events that were refused together: none, or at least two. */
  List<Pending> refusedTogether() {
    return refusedTogether;
  }

  /** Returns whether an event was refused by itself. */
  boolean hasFound() {
    return found;
  }

  /** Returns whether an emitter that was unstable has recovered. */
  boolean isCalm() {
    return calm;
  }

  /** Returns whether the first event was delivered since a person has enabled the emitter. */
  boolean wasProbing() {
    return probing;
  }

  /** Returns why the emitter has become unstable; null if it has not, or was before. */
  @Nullable String unstableFor() {
    return unstableFor;
  }

  /** Returns the event for which it has become unstable, or null. */
  @Nullable LoggedEvent unstableBy() {
    return unstableBy;
  }

  /** Returns why the emitter must be disabled, or null if it need not. */
  @Nullable String disabledFor() {
    return disabledFor;
  }

  /** Returns the event for which it must be disabled, or null. */
  @Nullable LoggedEvent disabledBy() {
    return disabledBy;
  }
}
