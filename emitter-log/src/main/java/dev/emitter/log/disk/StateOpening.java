package dev.emitter.log.disk;

import dev.emitter.log.StateStore;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;

/** Finds the newest generation of the state and reads it. Not thread-safe. */
final class StateOpening {

  private static final Logger LOG = Loggers.of(DiskStateStore.class);

  private static final int CHUNK = 256 << 10;

  private final Storage storage;
  private final long compactAt;
  private long highest;
  private long newest;

  StateOpening(Storage storage, long compactAt) {
    this.storage = storage;
    this.compactAt = compactAt;
  }

  DiskStateStore open() throws IOException {
    scan();
    DiskBlobStore blobs = new DiskBlobStore(storage);
    if (newest == 0) {
      StateEntries none = new StateEntries(new TreeMap<>());
      return new DiskStateStore(none, renewed(none, List.of()), blobs, List.of());
    }
    StateRecovery recovery = read();
    if (!recovery
        .problems()
        .isEmpty()) { // with the rest of the next generation, or it is forgotten
      recovery.entries().put(StateStore.DOUBTFUL, "damaged");
    }
    StateEntries entries = new StateEntries(recovery.entries());
    StateJournal journal = renewed(entries, recovery.problems());
    boolean ofNow = recovery.version() == StateLine.VERSION; // or its reader would not know of it
    if (journal.isWhereItWas() && recovery.isClean() && ofNow) {
      goOn(journal, recovery.end());
    }
    return new DiskStateStore(entries, journal, blobs, recovery.problems());
  }

  private void scan() throws IOException {
    for (String name : storage.list()) {
      long generation = StateNames.generation(name);
      highest = Math.max(highest, generation);
      if (StateNames.isPublished(name)) {
        newest = Math.max(newest, generation);
      }
    }
  }

  private StateRecovery read() throws IOException {
    StateRecovery recovery = new StateRecovery(name(), newest);
    try (StorageFile file = storage.open(StateNames.published(newest))) {
      recovery.read(file);
    }
    recovery.problems().forEach(problem -> LOG.warn("The state is damaged: {}", problem));
    if (recovery.tornBytes() > 0) {
      LOG.info("{}: the last {} bytes were not written completely", name(), recovery.tornBytes());
    }
    return recovery;
  }

  /**
   * Begins a new generation, since what was read need not be on the disk: when a sync failed before
   * this process began, the operating system shows what it never wrote.
   */
  private StateJournal renewed(StateEntries entries, List<String> problems) {
    StateJournal journal = new StateJournal(storage, entries, compactAt, highest);
    if (!problems.isEmpty()) {
      journal.keepDamaged(newest);
    }
    journal.renew();
    return journal;
  }

  /** Goes on in the newest file if it can be put on the disk as it was read. */
  private void goOn(StateJournal journal, long size) {
    try {
      StorageFile file = storage.open(StateNames.published(newest));
      try {
        writeAgain(file, size);
        journal.goOnIn(StateFile.opened(storage, newest, file, size));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} cannot be written, which is tried again later: {}", name(), e.toString());
    }
  }

  /** Puts a file on the disk, with its name; needs no room, so that a full disk does. */
  private void writeAgain(StorageFile file, long size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    for (long at = 0; at < size; at += CHUNK) {
      file.read(bytes.clear(), at);
      file.write(bytes.flip(), at);
    }
    file.sync();
    storage.syncDirectory();
  }

  /** Returns what to call the file in a message. */
  String name() {
    return storage.describe(newest == 0 ? "" : StateNames.published(newest));
  }
}
