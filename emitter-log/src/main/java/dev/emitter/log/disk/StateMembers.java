package dev.emitter.log.disk;

import org.jspecify.annotations.Nullable;

/** The members of one line's object, as they are read. Not thread-safe. */
final class StateMembers {

  private static final long NONE = -1;

  private long version = NONE;
  private long generation = NONE;
  private long batch = NONE;
  private long changes = NONE;
  private long crc = NONE;
  private long synced = NONE;
  private long snapshot = NONE;
  private @Nullable String key;
  private @Nullable String value;

  void text(String name, @Nullable String text) {
    switch (name) {
      case "key" -> key = text;
      case "value" -> value = text;
      default -> {
        // a member of a later version
      }
    }
  }

  void number(String name, long number) {
    switch (name) {
      case "version" -> version = number;
      case "generation" -> generation = number;
      case "batch" -> batch = number;
      case "changes" -> changes = number;
      case "crc" -> crc = number;
      case "synced" -> synced = number;
      case "snapshot" -> snapshot = number;
      default -> {
        // a member of a later version
      }
    }
  }

  /**
   * Returns the line that has these members.
   *
   * @throws IllegalArgumentException if no line has
   */
  StateLine line() {
    if (key != null) {
      return new StateLine.Entry(batch == NONE ? StateLine.SNAPSHOT : batch, key, value);
    }
    if (changes != NONE) {
      return new StateLine.BatchEnd(batch, changes, crc, generation, synced);
    }
    if (snapshot != NONE) {
      return new StateLine.SnapshotEnd(snapshot);
    }
    if (version != NONE) {
      return new StateLine.Header(version, generation);
    }
    throw new IllegalArgumentException("not a line of a state file");
  }
}
