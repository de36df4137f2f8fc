package dev.emitter.engine;

import dev.emitter.delivery.ParkedEvent;
import dev.emitter.log.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The events that are set aside for one emitter, the oldest first. Owned by the loop. */
final class ParkedEvents implements ParkedHolder {

  /** How many are set aside before the emitter is disabled. */
  static final int MOST = 10_000;

  /**
   * How many bytes are stored for an emitter of operators, who lose none, before it is disabled.
   */
  private static final long MOST_BYTES = 1L << 30;

  private final Backlog backlog;
  private final ParkedBudget budget;
  private final boolean stored;
  private final BiConsumer<ParkedEvent, String> dropped;
  private final Runnable roomAgain;
  private @Nullable String owner;
  private List<Parked> parked = List.of();
  private List<Parked> unstored = List.of();
  private List<Parked> unremoved = List.of();
  private long bytes;
  private boolean closed;

  /**
   * Creates it with nothing in it.
   *
   * @param backlog what is not stored yet takes of its memory
   * @param stored whether somebody collects what is set aside and forgotten
   * @param owner of the emitter; null for operators
   * @param dropped is told what is forgotten for want of room, and why
   * @param roomAgain is told that something takes no memory of the backlog any more
   */
  ParkedEvents(
      Backlog backlog,
      ParkedBudget budget,
      boolean stored,
      @Nullable String owner,
      BiConsumer<ParkedEvent, String> dropped,
      Runnable roomAgain) {
    this.backlog = backlog;
    this.budget = budget;
    this.stored = stored;
    this.owner = owner;
    this.dropped = dropped;
    this.roomAgain = roomAgain;
  }

  /** Sets one aside. */
  void add(Parked one) {
    hold(one);
    store(one);
    if (!closed) { // or it is too late to let go of anything
      budget.enforce(owner);
    }
  }

  /** Returns why no more should be set aside; null if there is room. */
  @Nullable String full() {
    if (parked.size() >= MOST) {
      return MOST + " events are parked";
    }
    return stored && owner == null && bytes >= MOST_BYTES
        ? "events of " + MOST_BYTES + " bytes are parked"
        : null;
  }

  /**
   * Goes on with what was set aside for this emitter before; returns how many there are.
   *
   * @param again whether they may not be stored yet
   */
  int restore(List<Parked> events, boolean again) {
    for (Parked one : events) {
      hold(one);
      if (again || !one.copy().isStored()) {
        store(one);
      }
    }
    budget.enforce(owner);
    return events.size();
  }

  private void hold(Parked one) {
    parked = with(parked, one);
    bytes += one.copy().bytes();
    if (!closed) {
      budget.add(owner, this, one);
    }
  }

  private void store(Parked one) {
    if (stored) {
      unstored = with(unstored, one);
    }
    if (stored && !one.copy().isStored()) {
      long held = one.copy().bytes();
      backlog.held().parked(held);
      one.copy().whenStored(() -> letGo(held));
    }
  }

  private void letGo(long held) {
    backlog.held().parked(-held);
    roomAgain.run();
  }

  private static List<Parked> with(List<Parked> list, Parked one) {
    List<Parked> longer = list.isEmpty() ? new ArrayList<>(2) : list;
    longer.add(one);
    return longer;
  }

  /** Forgets all; returns how many there were. */
  int discard() {
    int discarded = parked.size();
    release();
    return discarded;
  }

  private void release() {
    List<Parked> all = parked;
    parked = List.of();
    all.forEach(this::forget);
  }

  /** Forgets one that was delivered after all; returns whether it was there. */
  boolean remove(Position position) {
    for (int i = 0; i < parked.size(); i++) {
      if (parked.get(i).position().equals(position)) {
        forget(parked.remove(i));
        return true;
      }
    }
    return false;
  }

  @Override
  public void dropOldest(String reason) {
    Parked oldest = parked.remove(0);
    forget(oldest);
    dropped.accept(oldest.event(), reason);
  }

  private void forget(Parked one) {
    bytes -= one.copy().bytes();
    if (!closed) {
      budget.remove(owner, this, one);
    }
    one.copy().tellStored(); // or it would count for ever if it never is
    if (stored) {
      if (!unstored.isEmpty()) { // or it is a list that never changes
        unstored.remove(one);
      }
      unremoved = with(unremoved, one);
    }
  }

  @Override
  public @Nullable Instant oldest() {
    return parked.isEmpty() ? null : parked.get(0).event().at();
  }

  /** The emitter belongs to somebody else now. */
  void owner(@Nullable String next) {
    if (closed) {
      return;
    }
    List<Parked> all = parked;
    parked = List.of();
    all.forEach(one -> budget.remove(owner, this, one));
    owner = next;
    parked = all;
    all.forEach(one -> budget.add(next, this, one));
    budget.enforce(next);
  }

  /** They count no more, as the emitter is closed. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    List<Parked> all = parked;
    parked = List.of();
    all.forEach(one -> budget.remove(owner, this, one));
    parked = all;
  }

  /** Passes on what was set aside, and forgotten, since the last call. */
  void collect(List<Parked> added, List<Parked> removed) {
    added.addAll(unstored);
    removed.addAll(unremoved);
    unstored = List.of();
    unremoved = List.of();
  }

  List<Parked> all() {
    return List.copyOf(parked);
  }
}
