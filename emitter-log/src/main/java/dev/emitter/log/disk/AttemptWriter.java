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
 * Writes the delivery log. What cannot be written is given up and counted; the next write is tried
 * as if nothing had happened. Used by one thread.
 */
final class AttemptWriter {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final int AT_ONCE = 256 << 10;

  private final Storage storage;
  private final AttemptSettings settings;
  private final AttemptRetention retention;
  private final AtomicLong dropped;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final List<CompletableFuture<Void>> reports = new ArrayList<>();
  private int attempts;
  private @Nullable AttemptFile file;
  private boolean failing;

  AttemptWriter(Storage storage, AttemptSettings settings, AtomicLong dropped) {
    this.storage = storage;
    this.settings = settings;
    this.retention = new AttemptRetention(storage, settings);
    this.dropped = dropped;
  }

  /** Writes all that can be written, and answers all who wait. */
  void write(List<AttemptEntry> entries) {
    entries.forEach(this::gather);
    flush();
    retention.enforce(file);
    for (AttemptEntry entry : entries) {
      if (entry instanceof AttemptEntry.Flush flush) {
        flush.done().complete(null);
      }
    }
  }

  private void gather(AttemptEntry entry) {
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
    if (lines.size() >= Math.min(AT_ONCE, settings.fileBytes() / 2)) {
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

  private void flush() {
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
    AttemptFile next = AttemptFile.create(storage, nextNumber(), now);
    file = next;
    if (current != null) {
      current.close();
    }
    retention.rolled();
    return next;
  }

  private boolean isFull(AttemptFile current, Instant now) {
    return current.size() + lines.size() > settings.fileBytes()
        || current.begun().plus(settings.fileAge()).isBefore(now);
  }

  private @Nullable AttemptFile newest() throws IOException {
    NavigableSet<Long> numbers = AttemptFiles.numbers(storage);
    return numbers.isEmpty() ? null : AttemptFile.open(storage, numbers.last());
  }

  private long nextNumber() throws IOException {
    NavigableSet<Long> numbers = AttemptFiles.numbers(storage);
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
