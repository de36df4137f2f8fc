package dev.emitter.log.disk;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private Instant next = Instant.MIN;

  AttemptRetention(Storage storage, AttemptSettings settings) {
    this.storage = storage;
    this.settings = settings;
  }

  /** A file on disk; begun is null if its first line is damaged. */
  private record Known(long number, long size, @Nullable Instant begun) {}

  /** Says that a file has ended, so that there may be something to do at once. */
  void rolled() {
    next = Instant.MIN;
  }

  /** Looks after the files, now and then. */
  void enforce(@Nullable AttemptFile active) {
    Instant now = settings.clock().instant();
    if (active == null || now.isBefore(next)) {
      return;
    }
    next = now.plus(LOOK);
    try {
      remove(active, now.minus(settings.keptFor()));
    } catch (IOException e) {
      LOG.warn("the delivery log cannot let old files go: {}", e.toString());
    }
  }

  private void remove(AttemptFile active, Instant oldest) throws IOException {
    List<Known> files = ended(active);
    long bytes = settings.fileBytes() + files.stream().mapToLong(Known::size).sum();
    for (int i = 0; i < files.size(); i++) {
      Instant end = i + 1 < files.size() ? files.get(i + 1).begun() : active.begun();
      boolean isOld = end != null && end.isBefore(oldest);
      if (!isOld && bytes <= settings.maxBytes()) {
        return;
      }
      storage.delete(AttemptFiles.name(files.get(i).number()));
      bytes -= files.get(i).size();
    }
  }

  private List<Known> ended(AttemptFile active) throws IOException {
    List<Known> files = new ArrayList<>();
    for (long number : AttemptFiles.numbers(storage).headSet(active.number())) {
      try (StorageFile file = storage.open(AttemptFiles.name(number))) {
        AttemptLineParser.Header header = AttemptFiles.header(file);
        files.add(new Known(number, file.size(), header == null ? null : header.begun()));
      } catch (NoSuchFileException e) {
        LOG.debug("{} was deleted by somebody else", storage.describe(AttemptFiles.name(number)));
      }
    }
    return files;
  }
}
