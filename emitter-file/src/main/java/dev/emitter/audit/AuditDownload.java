package dev.emitter.audit;

import dev.emitter.event.Payload;
import dev.emitter.log.EventLogException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of an audit to be read once, from its first entry to its last. What is told of it here is
 * fixed before the first byte is read. It has one entry in memory at a time and one file open,
 * which {@link #close} gives back. Used by one thread.
 */
public final class AuditDownload implements AutoCloseable {

  private static final int BUFFER = 1 << 14;

  private final StoreInfo info;
  private final EntryStream entries;
  private final Bounds bounds;
  private final LongConsumer ended;
  private long count;
  private boolean closed;

  /**
   * What is fixed.
   *
   * @param last the number of the last entry
   * @param more whether the period has further entries after it
   * @param complete whether nothing can be added to the period any more
   * @param oldest the number before that of the oldest entry kept
   * @param oldestAt the time of that entry, or null if there is none
   */
  record Bounds(
      long last, boolean more, boolean complete, long oldest, @Nullable Instant oldestAt) {}

  AuditDownload(StoreInfo info, EntryStream entries, Bounds bounds, LongConsumer ended) {
    this.ended = ended;
    this.info = info;
    this.entries = entries;
    this.bounds = bounds;
  }

  /**
   * Returns the cursor at its end: reading goes on after it, also when there was nothing to read.
   */
  public String end() {
    return cursor(bounds.last());
  }

  /** Returns whether the period has entries now that follow its end, as it was limited. */
  public boolean hasMore() {
    return bounds.more();
  }

  /**
   * Returns whether nothing will be added to the period any more, so that the same query gives the
   * same bytes, for as long as the entries are kept.
   */
  public boolean isComplete() {
    return bounds.complete();
  }

  /** Returns the cursor before the oldest entry that is kept. */
  public String oldest() {
    return cursor(bounds.oldest());
  }

  /** Returns the time of the oldest entry that is kept; null if there is none. */
  public @Nullable Instant oldestAt() {
    return bounds.oldestAt();
  }

  private String cursor(long number) {
    return new AuditCursor(info.store(), number).toString();
  }

  /**
   * Returns the next entry; nothing after the last. Events that were erased are passed over.
   *
   * @throws AuditGoneException if it was dropped since the download began
   * @throws EventLogException if it is damaged, or cannot be read
   */
  public Optional<AuditEntry> next() {
    try {
      AuditLine line = entries.next();
      while (line != null && line.isErased()) {
        line = entries.next();
      }
      count += line == null ? 0 : 1;
      return Optional.ofNullable(line).map(this::entry);
    } catch (NoSuchFileException e) {
      throw new AuditGoneException(info.emitter(), oldest(), oldestAt());
    } catch (IOException e) {
      throw new EventLogException(
          "the audit of emitter \""
              + info.emitter()
              + "\" cannot be read: "
              + AuditFault.words(e)
              + "; see ./emitter audit verify",
          e);
    }
  }

  private AuditEntry entry(AuditLine line) {
    return new AuditEntry(
        cursor(line.number()), line.position(), line.publishedAt(), Payload.of(line.event()));
  }

  /**
   * Writes all that is left, as the definition of the emitter says whether an array is indented.
   *
   * @throws IOException if that cannot be written
   * @throws AuditGoneException if an entry was dropped since the download began
   * @throws EventLogException if an entry is damaged, or cannot be read
   */
  public void writeTo(OutputStream out, AuditFormat format) throws IOException {
    writeTo(out, format, info.prettyPrint());
  }

  /**
   * Writes all that is left.
   *
   * @param prettyPrint whether an array is indented; the other formats have no indented form
   * @throws IOException if that cannot be written
   * @throws AuditGoneException if an entry was dropped since the download began
   * @throws EventLogException if an entry is damaged, or cannot be read
   */
  public void writeTo(OutputStream out, AuditFormat format, boolean prettyPrint)
      throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, BUFFER);
    EventWriter writer = format.writer(prettyPrint);
    writer.begin(buffered);
    for (Optional<AuditEntry> one = next(); one.isPresent(); one = next()) {
      writer.write(one.get(), buffered);
    }
    writer.end(buffered);
    buffered.flush();
  }

  /**
   * Writes all that is left, compressed by gzip; the stream is flushed, not closed.
   *
   * @throws IOException if that cannot be written
   */
  public void writeGzipTo(OutputStream out, AuditFormat format) throws IOException {
    GzipMember compressed = new GzipMember(out);
    writeTo(compressed, format);
    compressed.finish();
    out.flush();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      ended.accept(count);
    }
    try {
      entries.close();
    } catch (IOException e) {
      return; // it was only read
    }
  }
}
