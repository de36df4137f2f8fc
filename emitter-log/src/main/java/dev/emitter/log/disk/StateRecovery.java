package dev.emitter.log.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Reads a state file and keeps what is good: whole lines of the snapshot and whole batches. Damage
 * in what was on the disk once is a problem; an end that was never written completely is not. Not
 * thread-safe.
 */
final class StateRecovery {

  private static final int MAX_PROBLEMS = 100;

  private final String name;
  private final SortedMap<String, String> entries = new TreeMap<>();
  private final List<StateDamage> damages = new ArrayList<>();
  private final List<StateLine.Entry> changes = new ArrayList<>();
  private long generation;
  private long version;
  private long batch;
  private long batchBegin;
  private final CRC32C batchSum = new CRC32C();
  private boolean whole;
  private long synced;
  private long end;

  /**
   * Creates what reads a file.
   *
   * @param generation the generation that the file's name says; its first line decides
   */
  StateRecovery(String name, long generation) {
    this.name = name;
    this.generation = generation;
  }

  /**
   * Reads the file.
   *
   * @throws StateVersionException if a later version wrote it
   */
  void read(StorageFile file) throws IOException {
    StateLines lines = new StateLines(file);
    while (lines.next()) {
      if (!lines.isBlank()) {
        read(lines);
      }
      end = lines.end();
    }
    dropBatch();
    if (!whole) {
      damaged(end, end, "the end of the snapshot is missing");
    }
  }

  private void read(StateLines lines) throws StateVersionException {
    StateLine line = lines.line();
    if (line == null) {
      damaged(lines.begin(), lines.end(), "is damaged and was skipped");
    } else {
      accept(line, lines);
    }
  }

  private void accept(StateLine line, StateLines at) throws StateVersionException {
    if (line instanceof StateLine.Entry entry) {
      accept(entry, at);
    } else if (line instanceof StateLine.BatchEnd last) {
      endBatch(last, at);
    } else if (at.begin() > 0 && (whole || synced > 0)) {
      damaged(at.begin(), at.end(), "belongs to another file and was skipped");
    } else if (line instanceof StateLine.SnapshotEnd) {
      whole = true;
      synced = Math.max(synced, at.end());
    } else if (line instanceof StateLine.Header header) {
      begin(header);
    }
  }

  private void begin(StateLine.Header header) throws StateVersionException {
    if (header.version() > StateLine.VERSION) {
      throw new StateVersionException(header.version());
    }
    generation = header.generation();
    version = header.version();
  }

  private void accept(StateLine.Entry entry, StateLines at) {
    if (entry.batch() != StateLine.SNAPSHOT) {
      collect(entry, at);
    } else if (whole || synced > 0) {
      damaged(at.begin(), at.end(), "belongs to another file and was skipped");
    } else {
      take(entry);
    }
  }

  private void collect(StateLine.Entry entry, StateLines at) {
    if (entry.batch() != batch) {
      dropBatch();
      batch = entry.batch();
      batchBegin = at.begin();
      batchSum.reset();
    }
    changes.add(entry);
    at.addTo(batchSum);
  }

  private void endBatch(StateLine.BatchEnd last, StateLines at) {
    boolean isOurs = last.generation() == generation;
    synced = isOurs ? Math.max(synced, last.synced()) : synced;
    if (isOurs && last.batch() == batch && last.crc() == batchSum.getValue()) {
      changes.forEach(this::take);
      changes.clear();
    } else {
      dropBatch();
      damaged(at.begin(), at.end(), "ends a batch of which not all is there; it was dropped");
    }
    batch = 0;
  }

  private void dropBatch() {
    if (!changes.isEmpty()) {
      String what = "begins a batch that is not whole; " + changes.size() + " changes were dropped";
      damages.add(new StateDamage(batchBegin, batchBegin, what));
      changes.clear();
    }
  }

  private void take(StateLine.Entry entry) {
    if (entry.value() == null) {
      entries.remove(entry.key());
    } else {
      entries.put(entry.key(), entry.value());
    }
  }

  private void damaged(long from, long to, String what) {
    damages.add(new StateDamage(from, to, what));
  }

  SortedMap<String, String> entries() {
    return entries;
  }

  long end() {
    return end;
  }

  /** Returns the version of the format; 0 if the first line is damaged. */
  long version() {
    return version;
  }

  /** Returns whether the file is good up to its last byte. */
  boolean isClean() {
    return damages.isEmpty();
  }

  /** Returns what of the file was on the disk once and is damaged now. */
  List<String> problems() {
    // The file got its name after its snapshot was synced, so there is no torn snapshot.
    long sure = whole || synced > 0 ? synced : Long.MAX_VALUE;
    List<String> problems = new ArrayList<>();
    for (StateDamage damage : damages) {
      if (damage.from() < sure && problems.size() < MAX_PROBLEMS) {
        problems.add(name + ": " + damage);
      }
    }
    return problems;
  }

  /** Returns how many bytes at the end were never written completely. */
  long tornBytes() {
    return damages.stream()
        .filter(damage -> damage.from() >= synced)
        .mapToLong(damage -> end - damage.from())
        .max()
        .orElse(0);
  }
}
