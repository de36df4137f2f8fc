package dev.emitter.log.disk;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the delivery log, each attempt to the series that it belongs to. Of each file of users a
 * user has a part; what is beyond goes where only such attempts are, and the oldest of these make
 * room. Used by one thread, but where it says otherwise.
 */
final class AttemptWriters {

  private static final int PART_OF_FILE = 8;

  private final Map<AttemptSeries, AttemptWriter> writers = new EnumMap<>(AttemptSeries.class);
  private final Map<String, Part> parts = new ConcurrentHashMap<>();
  private final long mostText;

  /**
   * Creates writers that have written nothing.
   *
   * @param dropped counts what is given up
   */
  AttemptWriters(Storage storage, AttemptSettings settings, AtomicLong dropped) {
    this.mostText = settings.fileBytes(AttemptSeries.USERS) / PART_OF_FILE;
    for (AttemptSeries series : AttemptSeries.values()) {
      Runnable rolled = series == AttemptSeries.USERS ? parts::clear : () -> {};
      writers.put(series, new AttemptWriter(storage, settings, series, dropped, rolled));
    }
  }

  /**
   * What a user has of the file of users that is being written.
   *
   * @param count as how many attempts that counts
   * @param text how long they are together
   */
  private record Part(long count, long text) {

    Part with(AttemptEntry.Attempted entry) {
      return new Part(count + entry.attempt().countsAs(), text + entry.size());
    }
  }

  /** Returns as how many the attempts of a user count; any thread may ask. */
  long countOf(String owner) {
    Part part = parts.get(owner);
    return part == null ? 0 : part.count();
  }

  /** Writes all that can be written, and answers all who wait. */
  void write(List<AttemptEntry> entries) {
    for (AttemptEntry entry : entries) {
      writer(series(entry)).gather(entry);
    }
    writers.values().forEach(AttemptWriter::flush);
    if (writers.values().stream().anyMatch(AttemptWriter::hasFile)) { // or it may only be read
      writers.values().forEach(AttemptWriter::enforceRetention);
    }
    for (AttemptEntry entry : entries) {
      if (entry instanceof AttemptEntry.Flush flush) {
        flush.done().complete(null);
      }
    }
  }

  private AttemptSeries series(AttemptEntry entry) {
    if (!(entry instanceof AttemptEntry.Attempted attempted) || attempted.owner() == null) {
      return AttemptSeries.OPERATORS;
    }
    Part part = parts.getOrDefault(attempted.owner(), new Part(0, 0)).with(attempted);
    if (part.count() > attempted.most() || part.text() > mostText) {
      return AttemptSeries.BEYOND;
    }
    parts.put(attempted.owner(), part);
    return AttemptSeries.USERS;
  }

  private AttemptWriter writer(AttemptSeries series) {
    @Nullable AttemptWriter writer = writers.get(series);
    if (writer == null) {
      throw new IllegalStateException("no writer of " + series);
    }
    return writer;
  }

  void close() {
    writers.values().forEach(AttemptWriter::close);
  }
}
