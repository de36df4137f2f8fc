package dev.emitter.audit;

import dev.emitter.audit.SegmentIndex.Mark;
import dev.emitter.problem.Loggers;
import dev.emitter.storage.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The segment that lines are added to. What was written counts once it is forced to the disk; what
 * a failed attempt has left is cut before the next. Guarded by its store.
 */
final class GrowingSegment {

  private static final Logger LOG = Loggers.of(GrowingSegment.class);

  private static final int WORTH_A_THREAD = 1 << 16;

  private final SegmentFile file;
  private MessageDigest digest = Sha256.begin();
  private FileChannel lines;
  private FileChannel index;
  private FileChannel head;
  private long size;
  private long indexSize;
  private long count;
  private long last;
  private @Nullable Instant firstAt;
  private @Nullable Instant lastAt;
  private boolean torn;

  private GrowingSegment(SegmentFile file) throws IOException {
    this.file = file;
    this.last = file.first() - 1;
    this.lines = PrivateFiles.open(file.path());
    this.index = PrivateFiles.open(file.index());
    this.head = PrivateFiles.open(file.path().resolveSibling(SegmentHead.NAME));
  }

  /** Makes a segment whose first entry has this number. */
  static GrowingSegment create(Path folder, long first) throws IOException {
    GrowingSegment made = new GrowingSegment(SegmentFile.plain(folder, first));
    Disk.forceFolder(folder);
    made.index.truncate(0);
    made.writeHead();
    made.head.force(true); // so that a power cut does not leave one that is damaged
    return made;
  }

  /** Goes on with a segment: cuts what a crash has torn at its end, and writes its index anew. */
  static GrowingSegment open(SegmentFile file) throws IOException {
    GrowingSegment opened = new GrowingSegment(file);
    opened.index.truncate(0);
    opened.recover();
    return opened;
  }

  private void recover() throws IOException {
    SegmentHead told = SegmentHead.read(file.folder());
    long sure = told != null && told.first() == file.first() ? told.bytes() : Long.MAX_VALUE;
    try (LineReader reader = new LineReader(file.open(0), 0)) {
      while (reader.next()
          && reader.isEnded()
          && !ZeroBlocks.in(reader)
          && (size < sure || isEntry(reader))) {
        recover(reader);
      }
    }
    long found = lines.size();
    if (found > size) {
      lines.truncate(size);
      lines.force(true);
      LOG.warn("{}: cut an incomplete entry of {} bytes at its end", file.path(), found - size);
    }
  }

  /** What the head does not know of was perhaps not forced to the disk before a power cut. */
  private static boolean isEntry(LineReader reader) throws IOException {
    try {
      AuditLine unused = reader.line();
      return true;
    } catch (DamagedLineException e) {
      return false;
    }
  }

  private void recover(LineReader reader) throws IOException {
    digest.update(reader.bytes(), reader.from(), reader.size());
    count++;
    try {
      AuditLine line = reader.line();
      noteTime(line.publishedAt());
      last = Math.max(last, line.number());
      if ((line.number() - file.first()) % SegmentIndex.EVERY == 0) {
        add(List.of(new Mark(line.number(), line.publishedAt(), size)));
      }
    } catch (DamagedLineException e) {
      LOG.error("{}, line {}: {}; see ./emitter audit verify", file.path(), count, e.getMessage());
    }
    size += reader.size();
  }

  private void noteTime(Instant at) {
    firstAt = firstAt == null ? at : firstAt;
    lastAt = at;
  }

  /**
   * Adds lines and returns once they are on the disk.
   *
   * @param added how many they are
   * @param marks what the index is to know of them, with offsets counted from the first of them
   */
  void write(LineBuffer buffer, int added, Instant first, Instant newest, List<Mark> marks)
      throws IOException {
    if (!lines.isOpen() || !index.isOpen() || !head.isOpen()) {
      reopen();
    }
    if (torn) {
      lines.truncate(size);
      torn = false;
    }
    torn = true;
    digest = writeAndDigest(buffer);
    torn = false;
    long start = size;
    size += buffer.size();
    count += added;
    last += added;
    noteTime(first);
    noteTime(newest);
    tellWhere(
        marks.stream()
            .map(mark -> new Mark(mark.number(), mark.publishedAt(), start + mark.offset()))
            .toList());
  }

  /**
   * Writes to the disk, and returns the digest with what was written. Digesting takes about as long
   * as the disk, so another thread does it meanwhile; or this one, if no other has begun when the
   * bytes are with the system: on a busy machine it would be waited for.
   */
  private MessageDigest writeAndDigest(LineBuffer buffer) throws IOException {
    MessageDigest next = Sha256.copy(digest);
    ForkJoinTask<?> digesting = ForkJoinTask.adapt(() -> next.update(buffer.bytes()));
    boolean forked = buffer.size() >= WORTH_A_THREAD;
    if (forked) {
      digesting.fork();
    }
    try {
      PrivateFiles.write(lines, buffer.bytes(), size);
      if (!forked || digesting.tryUnfork()) {
        digesting.invoke();
      }
      lines.force(false);
    } finally {
      if (forked && !digesting.tryUnfork()) {
        digesting.join(); // the buffer is used again
      }
    }
    return next;
  }

  /** Nothing is lost without what these files say. */
  private void tellWhere(List<Mark> marks) {
    try {
      add(marks);
      writeHead();
    } catch (IOException e) {
      LOG.warn("{}: its index or head cannot be written: {}", file.path(), e.toString());
    }
  }

  private void add(List<Mark> marks) throws IOException {
    for (Mark mark : marks) {
      byte[] line = mark.line();
      PrivateFiles.write(index, ByteBuffer.wrap(line), indexSize);
      indexSize += line.length;
    }
  }

  void writeHead() throws IOException {
    new SegmentHead(file.first(), last, size, sha256()).write(head);
  }

  /** Opens the files anew that the interrupt of a thread has closed. */
  private void reopen() throws IOException {
    close();
    lines = FileChannel.open(file.path(), StandardOpenOption.WRITE);
    index = PrivateFiles.open(file.index());
    head = PrivateFiles.open(file.path().resolveSibling(SegmentHead.NAME));
  }

  /** Numbers given to entries that are lost are not given again. */
  void skipTo(long number) {
    last = Math.max(last, number);
  }

  SegmentFile file() {
    return file;
  }

  long size() {
    return size;
  }

  long count() {
    return count;
  }

  long last() {
    return last;
  }

  @Nullable Instant firstAt() {
    return firstAt;
  }

  @Nullable Instant lastAt() {
    return lastAt;
  }

  String sha256() {
    return Sha256.soFar(digest);
  }

  boolean isOfDay(Instant time) {
    return firstAt == null || day(firstAt) == day(time);
  }

  /** Returns the day of a time in UTC, counted from 1970. */
  static long day(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 86_400);
  }

  void close() {
    for (FileChannel channel : List.of(lines, index, head)) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("closing a file failed", e);
      }
    }
  }
}
