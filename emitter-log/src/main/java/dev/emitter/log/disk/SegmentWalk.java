package dev.emitter.log.disk;

import java.io.IOException;

/**
 * Goes through the events of a segment in order, from a known place on. Where an event is damaged
 * it goes on with the next good one. Not thread-safe.
 */
final class SegmentWalk {

  /** Is told of what could not be read. */
  interface Gaps {

    /**
     * Events are missing before a good one.
     *
     * @param durableTo the last position that was surely on the disk when the good one was written
     */
    void found(long fromByte, long toByte, long first, long last, long durableTo);
  }

  private final Segment segment;
  private final Window window;
  private final Gaps gaps;
  private long nextOffset;
  private long nextPosition;
  private long latest;
  private long offset;
  private int length;

  SegmentWalk(BlockCache blocks, Segment segment, SegmentIndex.Place from, Gaps gaps) {
    this.segment = segment;
    this.window = new Window(blocks, segment);
    this.gaps = gaps;
    this.nextOffset = from.offset();
    this.nextPosition = from.position();
    this.latest = from.latestBefore();
  }

  /** Goes to the next good event up to a position; returns whether there is one. */
  boolean next(long last) throws IOException {
    if (nextPosition > last) {
      return false;
    }
    long found = isGood(nextOffset, last) ? nextOffset : search(nextOffset + 1, last);
    if (found < 0) {
      return false;
    }
    long position = Frame.position(window.bytes(), window.at(found));
    if (position > nextPosition) {
      int ahead = Frame.ahead(window.bytes(), window.at(found));
      gaps.found(nextOffset, found, nextPosition, position - 1, position - ahead);
    }
    take(found, position);
    return true;
  }

  private void take(long found, long position) {
    segment.index().add(new SegmentIndex.Place(position, found, latest));
    offset = found;
    length = Frame.length(window.bytes(), window.at(found));
    latest = Math.max(latest, time());
    nextOffset = found + length;
    nextPosition = position + 1;
  }

  /** Returns where the next good event is, or -1. */
  private long search(long from, long last) throws IOException {
    long at = from;
    while (window.load(at, Frame.HEADER)) {
      if (Frame.isBlank(window.bytes(), window.at(at))) {
        at += 5;
      } else if (isGood(at, last)) {
        return at;
      } else {
        at++;
      }
    }
    return -1;
  }

  private boolean isGood(long at, long last) throws IOException {
    if (!window.load(at, Frame.HEADER)) {
      return false;
    }
    int size = Frame.length(window.bytes(), window.at(at));
    long position = Frame.position(window.bytes(), window.at(at));
    return size > Frame.HEADER
        && size <= segment.end() - at
        && position >= nextPosition
        && position <= last
        && position - nextPosition <= (at - nextOffset) / Frame.HEADER
        && window.load(at, size)
        && Frame.isIntact(window.bytes(), window.at(at), Frame.place(segment.base(), at));
  }

  /** Returns the position of the event. */
  long position() {
    return nextPosition - 1;
  }

  /** Returns the time of the event. */
  long time() {
    return Frame.time(window.bytes(), window.at(offset));
  }

  /** Returns where the event begins. */
  long offset() {
    return offset;
  }

  int length() {
    return length;
  }

  /** Returns the array that the topic and the event are in. */
  byte[] bytes() {
    return window.bytes();
  }

  /** Returns where in the array they begin. */
  int contentAt() {
    return window.at(offset) + Frame.HEADER;
  }

  int contentLength() {
    return length - Frame.HEADER;
  }

  /** Returns where the walk goes on. */
  SegmentIndex.Place place() {
    return new SegmentIndex.Place(nextPosition, nextOffset, latest);
  }

  /** Returns whether there is anything but zeros from here on. */
  boolean hasDebris() throws IOException {
    long at = nextOffset;
    while (window.load(at, Long.BYTES)) {
      if (!Frame.isBlank(window.bytes(), window.at(at))) {
        return true;
      }
      at += Long.BYTES;
    }
    while (window.load(at, 1)) {
      if (window.bytes()[window.at(at)] != 0) {
        return true;
      }
      at++;
    }
    return false;
  }
}
