package dev.emitter.log.disk;

import dev.emitter.log.EventLogException;
import dev.emitter.problem.Loggers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Writes the files of one series of the delivery log. What cannot be written is given up and
 * counted; the next write is tried as if nothing had happened. Used by one thread.
 */
final class AttemptWriter {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final int AT_ONCE = 256 << 10;

  private final Storage storage;
  private final AttemptSettings settings;
  private final AttemptSeries series;
  private final AttemptRetention retention;
  private final AtomicLong dropped;
  private final Runnable rolled;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final List<CompletableFuture<Void>> reports = new ArrayList<>();
  private int attempts;
  private @Nullable AttemptFile file;
  private boolean failing;

  /**
   * Creates a writer that has written nothing.
   *
   * @param dropped counts what is given up
   * @param rolled is called when a file has ended and another one begins
   */
  AttemptWriter(
      Storage storage,
      AttemptSettings settings,
      AttemptSeries series,
      AtomicLong dropped,
      Runnable rolled) {
    this.storage = storage;
    this.settings = settings;
    this.series = series;
    this.retention = new AttemptRetention(storage, settings, series);
    this.dropped = dropped;
    this.rolled = rolled;
  }

  /** Takes an entry; it is written with others, at the latest by {@link #flush}. */
  void gather(AttemptEntry entry) {
    try {
      if (entry instanceof AttemptEntry.Attempted attempted) {
        lines.writeBytes(AttemptLines.of(attempted.attempt()));
        attempts++;
      } else if (entry instanceof AttemptEntry.Reported reported) {
        lines.writeBytes(AttemptLines.of(reported.acknowledgement()));
        reports.add(reported.kept());
      }
    } catch (RuntimeException e) { // one that is no text must not cost the others
      LOG.warn("an entry of the delivery log cannot be written", e);
      refuse(entry, e);
    }
    if (lines.size() >= Math.min(AT_ONCE, settings.fileBytes(series) / 2)) {
      flush();
    }
  }

  private void refuse(AttemptEntry entry, RuntimeException e) {
    if (entry instanceof AttemptEntry.Reported reported) {
      reported.kept().completeExceptionally(new EventLogException(String.valueOf(e), e));
    } else {
      dropped.incrementAndGet();
    }
  }

  /** Writes what was gathered, if that can be written, and answers those who wait for it. */
  void flush() {
    if (lines.size() == 0) {
      return;
    }
    try {
      opened().write(ByteBuffer.wrap(lines.toByteArray()));
      reports.forEach(report -> report.complete(null));
      recovered();
    } catch (IOException e) {
      failed(e);
    } finally {
      lines.reset();
      reports.clear();
      attempts = 0;
    }
  }

  private AttemptFile opened() throws IOException {
    Instant now = settings.clock().instant();
    AttemptFile current = file != null ? file : newest();
    file = current;
    if (current != null && !isFull(current, now)) {
      return current;
    }
    AttemptFile next = AttemptFile.create(storage, series, nextNumber(), now);
    file = next;
    if (current != null) {
      current.close();
      rolled.run();
    }
    retention.rolled();
    return next;
  }

  private boolean isFull(AttemptFile current, Instant now) {
    return current.size() + lines.size() > settings.fileBytes(series)
        || current.begun().plus(settings.fileAge()).isBefore(now);
  }

  private @Nullable AttemptFile newest() throws IOException {
    NavigableSet<Long> numbers = series.numbers(storage);
    return numbers.isEmpty() ? null : AttemptFile.open(storage, series, numbers.last());
  }

  private long nextNumber() throws IOException {
    NavigableSet<Long> numbers = series.numbers(storage);
    return numbers.isEmpty() ? 1 : numbers.last() + 1;
  }

  private void failed(IOException e) {
    dropped.addAndGet(attempts);
    reports.forEach(
        report ->
            report.completeExceptionally(
                new EventLogException("the delivery log cannot be written: " + e.getMessage(), e)));
    if (!failing) {
      LOG.warn("the delivery log cannot be written; attempts are not recorded: {}", e.toString());
    }
    failing = true;
    if (file != null) {
      file.abandon();
      file = null;
    }
  }

  private void recovered() {
    if (failing) {
      failing = false;
      LOG.info("the delivery log is written again; {} attempts are missing", dropped.get());
    }
  }

  /** Returns whether it has a file that it writes to. */
  boolean hasFile() {
    return file != null;
  }

  /** Lets old files go, now and then. */
  void enforceRetention() {
    retention.enforce(file);
  }

  void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      LOG.warn("the delivery log could not be closed: {}", e.toString());
    }
  }
}
