package dev.emitter.file;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.Delivery;
import dev.emitter.event.Payload;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The journal of one channel, opened at its first delivery; none where the log is not on disk.
 * Thread-safe; deliveries are made by one thread at a time.
 */
final class EmitterJournal {

  private static final Logger LOG = Loggers.of(EmitterJournal.class);

  private final ChannelContext context;
  private final PathScope scope;
  private final @Nullable Path folder;
  private @Nullable Journals journals;
  private @Nullable Journal journal;
  private boolean closed;

  EmitterJournal(ChannelContext context, PathScope scope) {
    this.context = context;
    this.scope = scope;
    this.folder = context.folder() == null ? null : context.folder().toAbsolutePath();
  }

  /** Returns those of a batch that are not written yet, before it is appended to a located file. */
  List<Delivery> missing(List<Delivery> batch, Path located) throws IOException {
    if (folder == null || AnyPath.isDevice(located)) {
      return batch;
    }
    try {
      Journals all = journals(folder);
      Journal own = opened(all, folder);
      all.examine(located.toString(), scope);
      return own.missing(batch);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new JournalException(folder, e);
    }
  }

  private synchronized Journals journals(Path own) throws IOException {
    if (closed) {
      throw new IOException("the channel is closed");
    }
    Journals known = journals == null ? Journals.acquire(own) : journals;
    journals = known;
    return known;
  }

  private Journal opened(Journals all, Path own) throws IOException {
    Journal known = current();
    if (known != null) {
      return known;
    }
    Journal opened = all.open(own, context::isSettled, scope);
    synchronized (this) {
      if (closed) {
        all.close(own, opened);
        throw new IOException("the channel is closed");
      }
      journal = opened;
    }
    return opened;
  }

  private synchronized @Nullable Journal current() {
    return journal;
  }

  /** Returns what notes a batch; nothing is noted of what goes to a device. */
  BatchNote note(List<Delivery> batch, List<Payload> records, Fsync fsync) {
    Journal own = current();
    return own == null ? BatchNote.NONE : own.note(batch, records, fsync);
  }

  synchronized void close() {
    closed = true;
    Journals all = journals;
    if (folder == null || all == null) {
      return;
    }
    if (journal != null) {
      all.close(folder, journal);
    }
    all.release();
    journals = null;
  }

  /** Deletes the journal of an emitter that was removed. */
  void delete() {
    if (folder != null) {
      Journals all = Journals.acquire(folder);
      try {
        all.delete(folder);
      } catch (IOException e) {
        LOG.warn("{}: cannot be deleted: {}", folder, e.toString());
      } finally {
        all.release();
      }
    }
  }
}
