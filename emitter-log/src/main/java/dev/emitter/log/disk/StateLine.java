package dev.emitter.log.disk;

import org.jspecify.annotations.Nullable;

/** One line of a state file. Immutable. */
sealed interface StateLine {

  /**
   * The version of the format that this code writes. It reads those before: until 2, copies of
   * parked events were in the entries themselves.
   */
  int VERSION = 2;

  /** The batch that entries of the snapshot belong to. */
  long SNAPSHOT = 0;

  /** The first line. */
  record Header(long version, long generation) implements StateLine {}

  /**
   * A value under a key.
   *
   * @param batch the batch that changes it, or {@link #SNAPSHOT}
   * @param value null if the batch removes the key
   */
  record Entry(long batch, String key, @Nullable String value) implements StateLine {}

  /** The end of the snapshot, with how many entries it has. */
  record SnapshotEnd(long entries) implements StateLine {}

  /**
   * The end of a batch, which counts from here on.
   *
   * @param changes how many entries the batch has
   * @param crc the CRC-32C of the lines of its entries, line breaks included, in their order
   * @param generation the generation it was written to; where a file grew without its data, a crash
   *     may show what an older file had there
   * @param synced where the write began: all before it was on the disk by then
   */
  record BatchEnd(long batch, long changes, long crc, long generation, long synced)
      implements StateLine {}
}
