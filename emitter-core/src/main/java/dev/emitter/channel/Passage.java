package dev.emitter.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request or look-up through gates, one after the other. Thread-safe: what has come
 * of it is guarded by this, and gates are called without the lock.
 */
final class Passage implements ChannelShare.Ticket {

  /** What this thread has yet to tell: a passage that ends at once lets the next one through. */
  private static final ThreadLocal<@Nullable Deque<Passage>> TELLING = new ThreadLocal<>();

  private final List<Step> steps;
  private final ShareCounts counts;
  private final Consumer<ChannelShare.Ticket> granted;
  private final Runnable over;
  private int passed;
  private boolean ended;

  /** A gate, and as whom it is passed. */
  record Step(Gate gate, Object asker) {}

  /**
   * Creates a passage.
   *
   * @param granted is told, once, when it is through; maybe after it has ended
   * @param over runs once it has ended
   */
  Passage(
      List<Step> steps, ShareCounts counts, Consumer<ChannelShare.Ticket> granted, Runnable over) {
    this.steps = steps;
    this.counts = counts;
    this.granted = granted;
    this.over = over;
  }

  /** Begins. */
  void begin() {
    counts.asked();
    advance();
  }

  private void advance() {
    for (Step next = next(); next != null; next = next()) {
      if (!next.gate().enter(next.asker(), this)) {
        leaveIfEnded(next);
        return;
      }
      if (!through()) {
        return;
      }
    }
    granted.accept(this);
  }

  /** It may have ended just before it came to wait. */
  private void leaveIfEnded(Step waits) {
    boolean late;
    synchronized (this) {
      late = ended;
    }
    if (late) {
      waits.gate().cancel(waits.asker(), this);
    }
  }

  private synchronized @Nullable Step next() {
    return passed == steps.size() ? null : steps.get(passed);
  }

  /** Notes that the next gate has let it through; returns false if it has ended meanwhile. */
  private boolean through() {
    Step late;
    synchronized (this) {
      if (!ended) {
        passed++;
        if (passed == steps.size()) {
          counts.granted();
        }
        return true;
      }
      late = steps.get(passed);
    }
    late.gate().leave(late.asker());
    return false;
  }

  /** Is told by the gate at which it has waited that it is through. */
  void passed() {
    if (!through()) {
      return;
    }
    Deque<Passage> telling = TELLING.get();
    if (telling != null) { // within the telling of another: not deeper and deeper
      telling.add(this);
      return;
    }
    Deque<Passage> mine = new ArrayDeque<>();
    TELLING.set(mine);
    try {
      for (Passage one = this; one != null; one = mine.poll()) {
        one.advance();
      }
    } finally {
      TELLING.remove();
    }
  }

  @Override
  public void end() {
    int held;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      held = passed;
    }
    counts.ended(held == steps.size());
    if (held < steps.size()) {
      steps.get(held).gate().cancel(steps.get(held).asker(), this);
    }
    for (int i = held - 1; i >= 0; i--) {
      steps.get(i).gate().leave(steps.get(i).asker());
    }
    over.run();
  }

  @Override
  public synchronized @Nullable String waitsFor() {
    return ended || passed == steps.size() ? null : steps.get(passed).gate().words();
  }
}
