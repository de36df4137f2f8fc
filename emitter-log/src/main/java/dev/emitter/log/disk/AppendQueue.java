package dev.emitter.log.disk;

import dev.emitter.log.EventLogException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands appends from any thread to the committer, all there are at once, without a lock. What one
 * thread adds keeps its order. Bounded by bytes: whoever adds more waits. Thread-safe.
 */
final class AppendQueue {

  private static final int OVERHEAD = 300;
  private static final PendingAppend CLOSED = new PendingAppend(PendingAppend.Act.SYNC);

  private final AtomicReference<@Nullable PendingAppend> newest = new AtomicReference<>();
  private final AtomicLong bytes = new AtomicLong();
  private final CommitterRole role;
  private final long mostBytes;
  private final long patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closing;
  private volatile int round;

  @SuppressWarnings("ThreadLocalUsage") // one for each log, of which there are few
  private final ThreadLocal<@Nullable PendingAppend> lastOfThread = new ThreadLocal<>();

  AppendQueue(long mostBytes, Duration patience, CommitterRole role) {
    this.role = role;
    this.mostBytes = mostBytes;
    this.patience = TimeUnit.NANOSECONDS.convert(patience);
  }

  /** Adds an append, waiting for room if need be. */
  void add(PendingAppend append) {
    requireOpen();
    if (bytes.get() > mostBytes) {
      awaitRoom();
    }
    push(append);
  }

  /** Adds an append if there is room; returns whether there was. */
  boolean offer(PendingAppend append) {
    requireOpen();
    if (bytes.get() > mostBytes) {
      return false;
    }
    push(append);
    return true;
  }

  private void requireOpen() {
    if (closing) {
      throw closed();
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("the log is closed; the event was not published");
  }

  private void push(PendingAppend append) {
    bytes.addAndGet(weight(append));
    append.round = round(append);
    PendingAppend before;
    do {
      before = newest.get();
      if (before == CLOSED) {
        throw closed();
      }
      append.next = before;
    } while (!newest.compareAndSet(before, append));
    if (before == null) {
      role.wakeUp();
    }
    role.require();
  }

  /** Returns to which round an append belongs: to none if its thread has been told all. */
  private int round(PendingAppend append) {
    PendingAppend before = lastOfThread.get();
    lastOfThread.set(append);
    return before == null || before.isDone() ? PendingAppend.NO_ROUND : round;
  }

  /** Sees to it that what waits is committed. */
  void requireCommitter() {
    if (isPending()) {
      role.require();
    }
  }

  private static long weight(PendingAppend append) {
    return append.size() + OVERHEAD;
  }

  private void awaitRoom() {
    long left = patience;
    lock.lock();
    try {
      waiting.incrementAndGet();
      while (bytes.get() > mostBytes && !closing) {
        if (left <= 0) {
          throw full("waited " + TimeUnit.NANOSECONDS.toMillis(patience) + " ms (blockFor)", null);
        }
        left = room.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw full("interrupted while waiting", e);
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }

  private EventLogException full(String what, @Nullable Throwable cause) {
    return new EventLogException(
        "the log cannot write as fast as events are published: "
            + bytes.get()
            + " bytes wait to be written (maxPendingBytes = "
            + mostBytes
            + "); "
            + what
            + "; the event was not published. Publish more slowly, or wait for each publication",
        cause);
  }

  /** Returns whether there is something to take, or nothing will be any more. */
  boolean isPending() {
    return newest.get() != null || closing;
  }

  /** Takes all appends, the oldest first; null if there is none. */
  @Nullable PendingAppend take() {
    return oldestFirst(newest.getAndSet(null));
  }

  /** Takes what is left, and lets nothing in any more. */
  @Nullable PendingAppend takeLast() {
    return oldestFirst(newest.getAndSet(CLOSED));
  }

  private static @Nullable PendingAppend oldestFirst(@Nullable PendingAppend newestFirst) {
    PendingAppend reversed = null;
    PendingAppend at = newestFirst;
    while (at != null && at != CLOSED) {
      PendingAppend following = at.next;
      at.next = reversed;
      reversed = at;
      at = following;
    }
    return reversed;
  }

  /** Makes room for others: the append is done. */
  void done(PendingAppend append) {
    bytes.addAndGet(-weight(append));
  }

  /** Lets those go on who wait for room, if there is some. */
  void signalRoom() {
    if (waiting.get() > 0 && bytes.get() <= mostBytes) {
      lock.lock();
      try {
        room.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Returns the round that appends belong to which are added now. */
  int round() {
    return round;
  }

  /** Begins another round, unless a later one has begun. */
  synchronized void nextRound(int next) {
    round = Math.max(round, next);
  }

  boolean isClosing() {
    return closing;
  }

  /** Refuses what is added from now on, and tells the committer. */
  void close() {
    closing = true;
    lock.lock();
    try {
      room.signalAll();
    } finally {
      lock.unlock();
    }
    role.wakeUp();
    role.require();
  }
}
