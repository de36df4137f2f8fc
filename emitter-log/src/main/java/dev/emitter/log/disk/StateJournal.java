package dev.emitter.log.disk;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The generations of the state on the disk. A new one begins with a snapshot of the entries, never
 * with changes that are still on their way, so whichever generation a crash leaves behind says the
 * same. Used by one thread at a time.
 */
final class StateJournal {

  private static final Logger LOG = Loggers.of(DiskStateStore.class);

  private final Storage storage;
  private final StateEntries entries;
  private final long compactAt;
  private final long found;
  private long generation;
  private long damagedGeneration;
  private long compactionPutOffTo;

  /** Null when a new generation must begin before anything is written. */
  private @Nullable StateFile file;

  StateJournal(Storage storage, StateEntries entries, long compactAt, long generation) {
    this.storage = storage;
    this.entries = entries;
    this.compactAt = compactAt;
    this.found = generation;
    this.generation = generation;
  }

  /** Returns whether no new generation could be begun, and none can have come into being. */
  boolean isWhereItWas() {
    return file == null && generation == found;
  }

  /** Goes on in the newest file there is; it is whole and synced. */
  void goOnIn(StateFile whole) {
    file = whole;
  }

  /** Sets which generation is kept for a person to look at. */
  void keepDamaged(long number) {
    damagedGeneration = number;
  }

  /** Begins a new generation if there is room; the one before stays in use otherwise. */
  void renew() {
    try {
      begin();
    } catch (IOException e) {
      compactionPutOffTo = file == null ? 0 : file.journalBytes() + Math.max(compactAt, 1 << 16);
      LOG.warn("The state could not be compacted, which is tried again later: {}", e.getMessage());
    }
  }

  /**
   * Writes batches and returns once they survive a crash.
   *
   * @throws StateDoubtException if they did not get that far and could not be taken back
   * @throws IOException if none of them holds, now or later
   */
  void append(List<StateBatch> group) throws IOException {
    StateFile whole = file;
    if (whole != null && hasOutgrown(whole)) {
      renew();
    }
    StateFile target = current();
    try {
      target.write(group);
    } catch (IOException e) {
      if (target.retract()) {
        throw e;
      }
      LOG.warn("The state goes on in a new file: {}", e.getMessage());
      appendElsewhere(group, target);
      return;
    }
    try {
      target.sync();
    } catch (IOException e) {
      LOG.warn("The state goes on in a new file: {}", e.getMessage());
      appendElsewhere(group, target);
    }
  }

  private boolean hasOutgrown(StateFile whole) {
    long bytes = whole.journalBytes();
    return bytes > compactAt && bytes > 2 * entries.bytes() && bytes > compactionPutOffTo;
  }

  private StateFile current() throws IOException {
    StateFile whole = file;
    return whole != null ? whole : begin();
  }

  /**
   * Writes batches to a new generation, since nobody knows what of them is in the one before: after
   * a failed sync a later one proves nothing, so that file is closed for good.
   */
  private void appendElsewhere(List<StateBatch> group, StateFile unsure) throws IOException {
    file = null;
    StateFile next;
    try {
      next = begin();
    } catch (IOException e) {
      throw abandoned(unsure, e);
    }
    unsure.close();
    try {
      next.write(group);
      next.sync();
    } catch (IOException e) {
      file = null;
      throw abandoned(next, e);
    }
  }

  private static IOException abandoned(StateFile unsure, IOException cause) {
    boolean isGone = unsure.retract();
    unsure.close();
    return isGone ? cause : new StateDoubtException(cause);
  }

  private StateFile begin() throws IOException {
    StateFile next = StateFile.draft(storage, generation + 1, entries);
    generation++;
    StateFile before = file;
    file = null;
    if (before != null) {
      before.close();
    }
    try {
      next.publish();
    } catch (IOException e) {
      next.close();
      throw e;
    }
    file = next;
    compactionPutOffTo = 0;
    removeBefore(generation);
    return next;
  }

  /** Removes what is not needed any more; what cannot be removed now is, the next time. */
  private void removeBefore(long number) {
    try {
      for (String name : storage.list()) {
        long of = StateNames.generation(name);
        if (of == damagedGeneration && StateNames.isPublished(name)) {
          storage.rename(name, StateNames.damaged(of));
        } else if (of > 0 && of < number && !isKept(name, of)) {
          storage.delete(name);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("Old state files are left over", e);
    }
  }

  private boolean isKept(String name, long of) {
    return StateNames.isDamaged(name) && of >= damagedGeneration;
  }

  /** Lets go of the file; whatever is written afterwards begins a new generation. */
  void close() {
    StateFile whole = file;
    file = null;
    if (whole != null) {
      whole.close();
    }
  }
}
