package dev.emitter.log.disk;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;

/** A file of zeros, made in the background, which becomes the next segment. Thread-safe. */
final class SpareSegment {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final int STEP = 4 << 20;
  private static final int ROOM = 4;

  private final Storage storage;
  private final long size;
  private final AtomicReference<State> state = new AtomicReference<>(State.NONE);
  private volatile boolean stopped;

  private enum State {
    NONE,
    MAKING,
    READY,
    TAKEN
  }

  SpareSegment(Storage storage, long size) {
    this.storage = storage;
    this.size = size;
  }

  /** Returns how many bytes it takes. */
  long bytes() {
    return state.get() == State.READY ? size : 0;
  }

  /** Makes the spare segment if there is none and the disk has plenty of room. */
  void prepare() {
    if (stopped || !state.compareAndSet(State.NONE, State.MAKING)) {
      return;
    }
    boolean made = false;
    try {
      made = storage.usableBytes() >= ROOM * size && make();
    } catch (IOException e) {
      LOG.debug("no spare segment: {}", e.toString());
      delete();
    } finally {
      state.set(made ? State.READY : State.NONE);
    }
  }

  private boolean make() throws IOException {
    storage.delete(SegmentName.SPARE);
    try (StorageFile file = storage.create(SegmentName.SPARE)) {
      for (long at = 0; at < size && !stopped; at += STEP) {
        SegmentWriter.fill(file, at, Math.min(size, at + STEP));
        file.sync(); // in small steps, or the log would wait for all of it
      }
    }
    return !stopped;
  }

  /** Hands the spare segment over until {@link #taken}; returns whether there is one. */
  boolean take() {
    return state.compareAndSet(State.READY, State.TAKEN);
  }

  /** The file has another name now, or is of no use. */
  void taken() {
    state.compareAndSet(State.TAKEN, State.NONE);
  }

  /** Makes no more, and lets the file go. */
  void stop() {
    stopped = true;
  }

  void delete() {
    try {
      storage.delete(SegmentName.SPARE);
    } catch (IOException e) {
      LOG.debug("the spare segment stays: {}", e.toString());
    }
  }
}
