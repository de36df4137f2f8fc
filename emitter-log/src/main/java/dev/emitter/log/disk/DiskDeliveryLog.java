package dev.emitter.log.disk;

import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.execution.Execution;
import dev.emitter.execution.Worker;
import dev.emitter.log.EventLogException;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * A delivery log in files of text beside the events, which a thread of its own writes within a
 * second: what was written survives the end of the process, and a power cut if the operating system
 * has stored it by then. When the disk is full, attempts are dropped and counted, and it goes on by
 * itself once there is room. Reading changes nothing and needs no lock. Thread-safe.
 */
public final class DiskDeliveryLog implements DeliveryLog {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Execution execution;
  private final AttemptQueue queue;
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AttemptReader reader;
  private final AttemptWriters writer;
  private final Worker worker;

  DiskDeliveryLog(Storage storage, AttemptSettings settings, Execution execution) {
    this.execution = execution;
    this.queue = new AttemptQueue(execution.nanoTime());
    this.reader = new AttemptReader(storage, settings);
    this.writer = new AttemptWriters(storage, settings, dropped);
    this.worker = execution.worker("emitter-delivery-log", new Writing());
    worker.start();
  }

  /**
   * Opens the delivery log in a storage. Nothing is read or written before there is something to
   * record or to find, so that opening never fails.
   *
   * @param clock tells the age of what is kept
   * @param keptFor how long it is kept
   * @param maxBytes how many bytes its files take at most; the oldest goes first
   * @throws IllegalArgumentException if it is kept for no time, or in less than 64 KiB
   */
  public static DiskDeliveryLog open(
      Storage storage, Clock clock, Duration keptFor, long maxBytes) {
    return new DiskDeliveryLog(
        storage, new AttemptSettings(clock, keptFor, maxBytes), Execution.onThreads());
  }

  /** Opens the delivery log in a storage as a log of events does that is not told otherwise. */
  public static DiskDeliveryLog open(Storage storage) {
    return open(storage, Clock.systemUTC(), AttemptSettings.KEPT_FOR, AttemptSettings.MAX_BYTES);
  }

  /**
   * Opens the delivery log in a directory to be read alone: nothing is written there, and another
   * process may go on writing.
   *
   * @throws IOException if the directory cannot be read
   */
  public static DiskDeliveryLog openToRead(Path directory) throws IOException {
    return open(new ReadOnlyStorage(directory.toRealPath()));
  }

  /** Writes what has come, when it is due. */
  private final class Writing implements Worker.Step {

    @Override
    public long run() {
      if (queue.isDone()) {
        return Worker.END;
      }
      long wait = queue.untilDue(execution.nanoTime());
      if (wait == 0) {
        write(queue.take());
        queue.written(execution.nanoTime());
      }
      return wait;
    }

    @Override
    public boolean isPending() {
      return queue.isPending();
    }

    @Override
    public void ended() {
      writer.close();
    }
  }

  private void write(List<AttemptEntry> entries) {
    try {
      writer.write(entries);
    } catch (Throwable e) { // such as a full heap: the next ones may do better
      entries.forEach(entry -> giveUp(entry, e));
      LOG.error("writing the delivery log failed", e);
    }
  }

  private void giveUp(AttemptEntry entry, Throwable e) {
    if (entry instanceof AttemptEntry.Reported reported) {
      reported.kept().completeExceptionally(e);
    } else if (entry instanceof AttemptEntry.Flush flush) {
      flush.done().complete(null);
    } else {
      dropped.incrementAndGet();
    }
  }

  @Override
  public void record(DeliveryAttempt attempt) {
    offer(new AttemptEntry.Attempted(attempt, null, Long.MAX_VALUE));
  }

  @Override
  public void recordOf(String owner, long most, DeliveryAttempt attempt) {
    offer(new AttemptEntry.Attempted(attempt, owner, most));
  }

  @Override
  public long countOf(String owner) {
    return writer.countOf(owner);
  }

  private void offer(AttemptEntry.Attempted entry) {
    if (queue.offer(entry)) {
      worker.wakeUp();
    } else if (!closed.get()) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public List<DeliveryAttempt> find(AttemptQuery query) {
    flush();
    return reader.find(query);
  }

  @Override
  public List<Acknowledgement> acknowledgements(String emitterId, String eventId) {
    flush();
    return reader.acknowledgements(emitterId, eventId);
  }

  /** Waits until what was recorded is written; not for long, for it may never be. */
  private void flush() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (!queue.isIdle() && queue.add(new AttemptEntry.Flush(done)) && !isAnswered(done)) {
      LOG.warn("the delivery log is slow to write; its latest attempts are not to be seen yet");
    }
  }

  private boolean isAnswered(CompletableFuture<Void> asked) {
    worker.wakeUp();
    return execution.awaitUninterruptibly(asked, PATIENCE.toNanos());
  }

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    if (!queue.add(new AttemptEntry.Reported(acknowledgement, kept))) {
      throw new IllegalStateException("the delivery log is closed");
    }
    if (!isAnswered(kept)) {
      throw new EventLogException(
          "the delivery log is slow to write; it is not known whether this is kept; try again",
          null);
    }
    try {
      kept.getNow(null);
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      String why = cause == null ? null : cause.getMessage();
      throw new EventLogException("the acknowledgement was not kept: " + why, e);
    }
  }

  @Override
  public long dropped() {
    return dropped.get();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      queue.close();
      worker.wakeUp();
      execution.joinUninterruptibly(worker, PATIENCE.toNanos());
    }
  }
}
