package dev.emitter.log.disk;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the newest generation of the state and reads it. Not thread-safe. */
final class StateOpening {

  private static final Logger LOG = LoggerFactory.getLogger(DiskStateStore.class);

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
    if (newest == 0) {
      return start(new StateEntries(new TreeMap<>()), List.of(), null);
    }
    StorageFile file = storage.open(StateNames.published(newest));
    try {
      return open(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
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

  private DiskStateStore open(StorageFile file) throws IOException {
    StateRecovery recovery = new StateRecovery(name(), newest);
    recovery.read(file);
    List<String> problems = recovery.problems();
    problems.forEach(problem -> LOG.warn("The state is damaged: {}", problem));
    if (recovery.tornBytes() > 0) {
      LOG.info("{}: the last {} bytes were not written completely", name(), recovery.tornBytes());
    }
    StateFile whole = null;
    if (recovery.isClean() && isSynced(file)) {
      whole = StateFile.opened(storage, newest, file, recovery.end());
    }
    return start(new StateEntries(recovery.entries()), problems, whole);
  }

  /** The process before may have ended before it could make the content or the name survive. */
  private boolean isSynced(StorageFile file) {
    try {
      file.sync();
      storage.syncDirectory();
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /**
   * Begins a new generation, since what was read need not be on the disk: when a sync failed before
   * this process began, the operating system shows what it never wrote.
   */
  private DiskStateStore start(
      StateEntries entries, List<String> problems, @Nullable StateFile whole) {
    StateJournal journal = new StateJournal(storage, entries, compactAt, highest);
    if (whole != null) {
      journal.goOnIn(whole);
    }
    if (!problems.isEmpty()) {
      journal.keepDamaged(newest);
    }
    journal.renew();
    return new DiskStateStore(entries, journal, problems);
  }

  /** Returns what to call the file in a message. */
  String name() {
    return storage.describe(newest == 0 ? "" : StateNames.published(newest));
  }
}
