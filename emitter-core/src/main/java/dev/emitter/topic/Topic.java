package dev.emitter.topic;

import dev.emitter.problem.EmitterException;
import java.util.List;

/**
 * The path an event is published on: one or more non-empty segments, such as {@code [service,
 * production, finance]}. No character is reserved in a segment. Immutable and thread-safe.
 */
public final class Topic {

  /** The first segment of this library's own topics; applications cannot publish below it. */
  public static final String RESERVED = "emitter";

  /** How many segments a topic may have. */
  public static final int MAX_DEPTH = 256;

  /** How many characters the segments of a topic may have together. */
  public static final int MAX_LENGTH = 10_000;

  private final List<String> segments;
  private final int hash;

  private Topic(List<String> segments) {
    this.segments = segments;
    this.hash = segments.hashCode();
  }

  /**
   * Returns the topic of these segments.
   *
   * @throws EmitterException if there is no segment, an empty one, one that no encoding can write,
   *     or more than {@link #MAX_DEPTH} or {@link #MAX_LENGTH} allow
   */
  public static Topic of(String... segments) {
    return of(List.of(segments));
  }

  /**
   * Returns the topic of these segments.
   *
   * @throws EmitterException if there is no segment, an empty one, one that no encoding can write,
   *     or more than {@link #MAX_DEPTH} or {@link #MAX_LENGTH} allow
   */
  public static Topic of(List<String> segments) {
    List<String> copy = List.copyOf(segments);
    if (copy.isEmpty()) {
      throw new EmitterException("topic = []: a topic has at least one segment; name one");
    }
    int empty = copy.indexOf("");
    if (empty >= 0) {
      throw new EmitterException(
          "topic = " + copy + ": segment " + (empty + 1) + " is empty; remove it or name it");
    }
    requireWithinBounds(copy);
    requireText(copy);
    return new Topic(copy);
  }

  /** An unpaired surrogate would be stored as a question mark: as another topic. */
  private static void requireText(List<String> segments) {
    for (int i = 0; i < segments.size(); i++) {
      if (!isText(segments.get(i))) {
        throw new EmitterException(
            "topic = "
                + segments
                + ": segment "
                + (i + 1)
                + " has an unpaired surrogate, which is no character; remove it");
      }
    }
  }

  private static boolean isText(String segment) {
    for (int i = 0; i < segment.length(); i++) {
      if (Character.isSurrogate(segment.charAt(i))) { // rare: then all are looked at in pairs
        return segment.codePoints().noneMatch(Topic::isUnpaired);
      }
    }
    return true;
  }

  private static boolean isUnpaired(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static void requireWithinBounds(List<String> segments) {
    long length = segments.stream().mapToLong(String::length).sum();
    if (segments.size() > MAX_DEPTH || length > MAX_LENGTH) {
      throw new EmitterException(
          "topic with "
              + segments.size()
              + " segments of "
              + length
              + " characters: at most "
              + MAX_DEPTH
              + " segments of "
              + MAX_LENGTH
              + " characters together are allowed; name it more briefly");
    }
  }

  /** Returns the segments, the outermost first. */
  public List<String> segments() {
    return segments;
  }

  /** Returns the outermost segment. */
  public String first() {
    return segments.get(0);
  }

  /** Returns how many segments there are. */
  public int depth() {
    return segments.size();
  }

  /** Returns whether this topic is the given one or lies below it. */
  public boolean isWithin(Topic ancestor) {
    int depth = ancestor.depth();
    return depth <= depth() && segments.subList(0, depth).equals(ancestor.segments);
  }

  /** Returns whether this is one of the library's own topics. */
  public boolean isReserved() {
    return first().equals(RESERVED);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Topic topic && hash == topic.hash && segments.equals(topic.segments);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Returns the segments as {@code [a, b, c]}. */
  @Override
  public String toString() {
    return segments.toString();
  }
}
