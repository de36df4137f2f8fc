package dev.emitter.log.disk;

import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.log.EventLogException;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Reads the delivery log from its end, a block at a time, while it may be written. What is damaged
 * is passed over. Thread-safe.
 */
final class AttemptReader {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);

  private final Storage storage;
  private final AttemptSettings settings;

  AttemptReader(Storage storage, AttemptSettings settings) {
    this.storage = storage;
    this.settings = settings;
  }

  List<DeliveryAttempt> find(AttemptQuery query) {
    List<Deque<DeliveryAttempt>> found = new ArrayList<>();
    for (AttemptSeries series : AttemptSeries.values()) {
      found.add(find(series, query));
    }
    List<DeliveryAttempt> latestFirst = new ArrayList<>();
    Deque<DeliveryAttempt> next = latest(found);
    while (!next.isEmpty() && latestFirst.size() < query.limit()) {
      latestFirst.add(next.removeFirst());
      next = latest(found);
    }
    return List.copyOf(latestFirst);
  }

  /** Returns the one that begins with the latest attempt. */
  private static Deque<DeliveryAttempt> latest(List<Deque<DeliveryAttempt>> all) {
    Deque<DeliveryAttempt> latest = all.get(0);
    for (Deque<DeliveryAttempt> one : all) {
      boolean isLater =
          latest.isEmpty()
              || (!one.isEmpty() && one.getFirst().at().isAfter(latest.getFirst().at()));
      latest = isLater ? one : latest;
    }
    return latest;
  }

  private Deque<DeliveryAttempt> find(AttemptSeries series, AttemptQuery query) {
    Instant oldest = settings.clock().instant().minus(settings.keptFor());
    Instant from = query.from();
    Needle emitter = Needle.of(query.emitterId());
    Needle event = Needle.of(query.eventId());
    Deque<DeliveryAttempt> found = new ArrayDeque<>();
    walk(
        series,
        from == null || from.isBefore(oldest) ? oldest : from,
        line -> {
          if (!emitter.mayBeIn(line) || !event.mayBeIn(line)) {
            return true;
          }
          DeliveryAttempt attempt = AttemptLineParser.attempt(line);
          if (attempt != null && query.matches(attempt) && !attempt.at().isBefore(oldest)) {
            found.addLast(attempt);
          }
          return found.size() < query.limit();
        });
    return found;
  }

  List<Acknowledgement> acknowledgements(String emitterId, String eventId) {
    Instant oldest = settings.clock().instant().minus(settings.keptFor());
    List<Acknowledgement> found = new ArrayList<>();
    walk(
        AttemptSeries.OPERATORS,
        oldest,
        line -> {
          Acknowledgement report = AttemptLineParser.acknowledgement(line);
          if (report != null
              && report.emitterId().equals(emitterId)
              && report.eventId().equals(eventId)
              && !report.at().isBefore(oldest)) {
            found.add(report);
          }
          return true;
        });
    return List.copyOf(found);
  }

  /** Shows lines, the newest first, until one is enough; files that ended before are left out. */
  private void walk(AttemptSeries series, Instant from, Predicate<byte[]> wantsMore) {
    try {
      for (long number : series.numbers(storage).descendingSet()) {
        if (!walk(series.file(number), from, wantsMore)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new EventLogException("the delivery log cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns whether older files are wanted: none, if this one was begun before all asked for. */
  private boolean walk(String name, Instant from, Predicate<byte[]> wantsMore) {
    try (StorageFile file = storage.open(name)) {
      AttemptLineParser.Header header = AttemptFiles.header(file);
      if (header != null && header.version() > AttemptLines.VERSION) {
        LOG.warn("{} was written by a later version; it is passed over", storage.describe(name));
        return true;
      }
      LinesBackwards lines = new LinesBackwards(file);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        if (!wantsMore.test(line)) {
          return false;
        }
      }
      return isWanted(header, from);
    } catch (NoSuchFileException e) {
      return true; // it was let go meanwhile
    } catch (IOException e) {
      LOG.warn("{} cannot be read; it is passed over: {}", storage.describe(name), e.toString());
      return true;
    }
  }

  private static boolean isWanted(AttemptLineParser.@Nullable Header header, Instant from) {
    return header == null || !header.begun().isBefore(from);
  }
}
