package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One generation of the state: a snapshot, then batches of changes. Everything before {@link #end}
 * is on the disk. Used by one thread at a time.
 */
final class StateFile {

  private static final int CHUNK = 256 << 10;

  private final Storage storage;
  private final long generation;
  private final StorageFile file;
  private final StateText text = new StateText();
  private long snapshotEnd;
  private long end;

  private StateFile(Storage storage, long generation, StorageFile file, long end) {
    this.storage = storage;
    this.generation = generation;
    this.file = file;
    this.snapshotEnd = end;
    this.end = end;
  }

  /** Takes over a file that is whole up to its end. */
  static StateFile opened(Storage storage, long generation, StorageFile file, long end) {
    return new StateFile(storage, generation, file, end);
  }

  /** Writes a new generation under a name of drafts; leaves nothing behind if that fails. */
  static StateFile draft(Storage storage, long generation, StateEntries entries)
      throws IOException {
    String name = StateNames.draft(generation);
    try {
      storage.delete(name);
      StateFile draft = new StateFile(storage, generation, storage.create(name), 0);
      try {
        draft.writeSnapshot(entries);
        return draft;
      } catch (IOException | RuntimeException e) {
        draft.close();
        StateNames.deleteIfPossible(storage, name);
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw failure(storage, name, e);
    }
  }

  private void writeSnapshot(StateEntries entries) throws IOException {
    text.header(generation);
    StateSnapshot snapshot = new StateSnapshot(this);
    entries.forEach(snapshot::add);
    snapshot.requireWritten();
    text.snapshotEnd(entries.size());
    writeText();
    file.sync();
    snapshotEnd = end;
  }

  /** Adds an entry to the snapshot. */
  void add(String key, String value) throws IOException {
    text.entry(StateLine.SNAPSHOT, key, value);
    if (text.size() > CHUNK) {
      writeText();
    }
  }

  private void writeText() throws IOException {
    ByteBuffer bytes = text.buffer();
    int length = bytes.remaining();
    file.write(bytes, end);
    end += length;
    text.clear();
  }

  /**
   * Gives a draft its name. When that fails, a crash may find it under its name or not, so nothing
   * must be added to this generation or the one before.
   */
  void publish() throws IOException {
    try {
      storage.rename(StateNames.draft(generation), name());
      storage.syncDirectory();
    } catch (IOException | RuntimeException e) {
      throw failure(storage, name(), e);
    }
  }

  /** Writes batches behind the end. */
  void write(List<StateBatch> group) throws IOException {
    text.clear();
    group.forEach(batch -> batch.addTo(text, generation, end));
    try {
      file.write(text.buffer(), end);
    } catch (IOException | RuntimeException e) {
      throw failure(storage, name(), e);
    }
  }

  /** Makes what was written the last time survive, and moves the end behind it. */
  void sync() throws IOException {
    try {
      file.sync();
    } catch (IOException | RuntimeException e) {
      throw failure(storage, name(), e);
    }
    end += text.size();
    text.clear();
  }

  /** Removes what is behind the end, for good; returns whether that succeeded. */
  boolean retract() {
    text.clear();
    try {
      file.truncate(end);
      file.sync();
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  void close() {
    try {
      file.close();
    } catch (IOException | RuntimeException e) {
      // all that counts was synced
    }
  }

  String name() {
    return StateNames.published(generation);
  }

  long generation() {
    return generation;
  }

  /** Returns how many bytes of batches there are. */
  long journalBytes() {
    return end - snapshotEnd;
  }

  private static IOException failure(Storage storage, String name, Exception cause) {
    String reason = cause.getMessage();
    return new IOException(
        storage.describe(name) + ": " + (reason == null ? cause.toString() : reason), cause);
  }
}
