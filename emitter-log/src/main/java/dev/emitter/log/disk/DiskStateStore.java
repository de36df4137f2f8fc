package dev.emitter.log.disk;

import dev.emitter.log.BlobStore;
import dev.emitter.log.EventLogException;
import dev.emitter.log.StateStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries in memory and in one file of text that survives crashes: a snapshot, then batches
 * of changes, one line an entry, each with its checksum. When the changes outgrow the entries, the
 * next generation of the file takes its place. Thread-safe.
 *
 * <p>Writers that come while the disk is busy share the next write; the first of them does it for
 * all. An interrupt neither ends the wait nor harms the file.
 *
 * <p>Damage never keeps a store from opening: what is whole is kept, what is not is logged and in
 * {@link #problems}, and the damaged file is kept under a name that ends with {@code .damaged}.
 */
public final class DiskStateStore implements StateStore {

  private static final long COMPACT_AT = 4 << 20;
  private static final int GROUP = 4 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final Deque<StateBatch> waiting = new ArrayDeque<>();
  private final AtomicLong batches = new AtomicLong();
  private final StateEntries entries;
  private final StateJournal journal;
  private final List<String> problems;
  private final DiskBlobStore blobs;
  private boolean writing;
  private boolean closed;

  DiskStateStore(
      StateEntries entries, StateJournal journal, DiskBlobStore blobs, List<String> problems) {
    this.entries = entries;
    this.journal = journal;
    this.blobs = blobs;
    this.problems = List.copyOf(problems);
  }

  /**
   * Opens the state in a storage, or begins one there.
   *
   * @throws EventLogException if the storage cannot be read, or a later version of the library
   *     wrote the state
   */
  public static DiskStateStore open(Storage storage) {
    return open(storage, COMPACT_AT);
  }

  /**
   * Opens the state in a storage, or begins one there.
   *
   * @param compactAt how many bytes of changes are kept at least before they are compacted; they
   *     also have to be twice the entries
   * @throws EventLogException if the storage cannot be read, or a later version of the library
   *     wrote the state
   */
  public static DiskStateStore open(Storage storage, long compactAt) {
    StateOpening opening = new StateOpening(storage, compactAt);
    try {
      return opening.open();
    } catch (IOException e) {
      throw new EventLogException("state not opened: " + opening.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns what was found damaged when the store was opened, for a person; empty if all is well.
   */
  public List<String> problems() {
    return problems;
  }

  @Override
  public SortedMap<String, String> entries(String prefix) {
    requireOpen();
    return entries.copy(prefix);
  }

  /** Returns where large values are: in files named {@code blobs-*.data} beside the state. */
  @Override
  public BlobStore blobs() {
    return blobs;
  }

  @Override
  public void write(Map<String, Optional<String>> changes) {
    StateBatch batch = new StateBatch(batches.incrementAndGet(), changes);
    lock.lock();
    try {
      if (closed) {
        throw closed();
      }
      if (batch.changes().isEmpty()) {
        return;
      }
      waiting.add(batch);
    } finally {
      lock.unlock();
    }
    List<StateBatch> group = awaitTurn(batch);
    while (!group.isEmpty()) {
      writeForAll(group);
      group = awaitTurn(batch);
    }
    batch.requireWritten();
  }

  /** Waits until a batch is settled, and returns none, or it is the caller's turn to write some. */
  private List<StateBatch> awaitTurn(StateBatch batch) {
    lock.lock();
    try {
      while (writing && !batch.isSettled()) {
        settled.awaitUninterruptibly();
      }
      if (batch.isSettled()) {
        return List.of();
      }
      writing = true;
      return nextGroup();
    } finally {
      lock.unlock();
    }
  }

  /** Returns who shares the next write: the longest waiting, in their order. */
  private List<StateBatch> nextGroup() {
    List<StateBatch> group = new ArrayList<>();
    long bytes = 0;
    while (!waiting.isEmpty() && (group.isEmpty() || bytes + waiting.element().size() <= GROUP)) {
      StateBatch next = waiting.remove();
      bytes += next.size();
      group.add(next);
    }
    return group;
  }

  private void writeForAll(List<StateBatch> group) {
    IOException outcome = new IOException("the writing thread failed");
    try {
      journal.append(group);
      group.forEach(batch -> entries.apply(batch.changes()));
      outcome = null;
    } catch (IOException e) {
      outcome = e;
    } catch (RuntimeException | Error e) {
      journal.close();
      throw e;
    } finally {
      settle(group, outcome);
    }
  }

  private void settle(List<StateBatch> group, @Nullable IOException outcome) {
    lock.lock();
    try {
      group.forEach(batch -> batch.settle(outcome));
      writing = false;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    lock.lock();
    try {
      if (closed) {
        throw closed();
      }
    } finally {
      lock.unlock();
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException(
        "the state is closed, with the log it belongs to; open the log again");
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      while (writing || !waiting.isEmpty()) {
        settled.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    journal.close();
    blobs.close();
  }
}
