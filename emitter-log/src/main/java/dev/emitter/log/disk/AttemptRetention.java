package dev.emitter.log.disk;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Lets the oldest files of the delivery log go when they are too old or all are too large together;
 * never the one that is being written. Used by one thread.
 */
final class AttemptRetention {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final Storage storage;
  private final AttemptSettings settings;
  private final AttemptSeries series;
  private Instant next = Instant.MIN;

  AttemptRetention(Storage storage, AttemptSettings settings, AttemptSeries series) {
    this.series = series;
    this.storage = storage;
    this.settings = settings;
  }

  /** A file on disk; begun is null if its first line is damaged. */
  private record Known(long number, long size, @Nullable Instant begun) {}

  /** Says that a file has ended, so that there may be something to do at once. */
  void rolled() {
    next = Instant.MIN;
  }

  /**
   * Looks after the files, now and then.
   *
   * @param active the one that is being written; null if this process has written none
   */
  void enforce(@Nullable AttemptFile active) {
    Instant now = settings.clock().instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(LOOK);
    try {
      remove(active, now.minus(settings.keptFor()));
    } catch (IOException e) {
      LOG.warn("the delivery log cannot let old files go: {}", e.toString());
    }
  }

  private void remove(@Nullable AttemptFile active, Instant oldest) throws IOException {
    List<Known> files = ended(active);
    long bytes = settings.fileBytes(series) + files.stream().mapToLong(Known::size).sum();
    for (int i = 0; i < files.size(); i++) {
      Instant end = i + 1 < files.size() ? files.get(i + 1).begun() : end(files.get(i), active);
      boolean isOld = end != null && end.isBefore(oldest);
      if (!isOld && bytes <= settings.maxBytes(series)) {
        return;
      }
      storage.delete(series.file(files.get(i).number()));
      bytes -= files.get(i).size();
    }
  }

  /** Returns when the last file ended that is not being written, as far as that is known. */
  private @Nullable Instant end(Known last, @Nullable AttemptFile active) {
    if (active != null) {
      return active.begun();
    }
    return last.begun() == null ? null : last.begun().plus(settings.fileAge());
  }

  private List<Known> ended(@Nullable AttemptFile active) throws IOException {
    List<Known> files = new ArrayList<>();
    NavigableSet<Long> all = series.numbers(storage);
    for (long number : active == null ? all : all.headSet(active.number())) {
      try (StorageFile file = storage.open(series.file(number))) {
        AttemptLineParser.Header header = AttemptFiles.header(file);
        files.add(new Known(number, file.size(), header == null ? null : header.begun()));
      } catch (NoSuchFileException e) {
        LOG.debug("{} was deleted by somebody else", storage.describe(series.file(number)));
      }
    }
    return files;
  }
}
