package dev.emitter.log.disk;

import java.nio.ByteBuffer;
import java.util.List;

/** Lays out groups of events as frames, one group at a time. Used by the committer alone. */
final class GroupFrames {

  private static final int MOST_BYTES = 1 << 20;
  private static final int FIRST_BYTES = 1 << 14;

  private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_BYTES);

  /** Returns whether a group of so many bytes is not too large, if it is not one event alone. */
  static boolean fit(long bytes) {
    return bytes <= MOST_BYTES;
  }

  /**
   * Returns the frames of a group, to be used before those of the next one.
   *
   * @param bytes how many they take
   * @param first the position of the first event
   * @param synced the position up to which the log is known to be on the disk
   */
  ByteBuffer of(
      List<PendingAppend> group,
      long bytes,
      SegmentWriter target,
      long first,
      long time,
      long synced) {
    ByteBuffer frames = room(bytes);
    long base = target.segment().base();
    long position = first;
    for (PendingAppend append : group) {
      int ahead = (int) Math.min(Integer.MAX_VALUE, position - synced);
      int place = Frame.place(base, target.end() + frames.position());
      Frame.write(frames, place, position, time, ahead, append.topicBytes(), append.eventBytes());
      position++;
    }
    return frames.flip();
  }

  /** Returns a buffer that is used again, unless there is one event that is larger. */
  private ByteBuffer room(long bytes) {
    if (bytes > MOST_BYTES) {
      return ByteBuffer.allocate(Math.toIntExact(bytes));
    }
    if (bytes > buffer.capacity()) {
      long larger = Math.max(bytes, buffer.capacity() * 4L);
      buffer = ByteBuffer.allocateDirect((int) Math.min(MOST_BYTES, larger));
    }
    return buffer.clear();
  }
}
