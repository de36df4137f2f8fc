package dev.emitter.log;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the engine must know again after a restart, next to the events themselves: cursors, states,
 * parked events, definitions of users. Entries of text under keys such as {@code emitter/orders},
 * and {@link #blobs} for what is large. Implementations are thread-safe.
 */
public interface StateStore extends AutoCloseable {

  /**
   * The key of an entry by which a store says, when it is opened, that some of what was written is
   * lost. An emitter that is not in it then begins with the oldest event of the log: it may have
   * been at work. The engine removes the entry once all emitters have had the time to begin.
   */
  String DOUBTFUL = "doubtful";

  /**
   * Returns the entries whose key begins with the prefix, in the order of their keys, as of now.
   *
   * @param prefix such as {@code emitter/}; the empty string for all
   */
  SortedMap<String, String> entries(String prefix);

  /**
   * Writes some entries and removes others, all or none of them, and returns once they survive a
   * crash. Changes of concurrent callers may share the cost of one write.
   *
   * @param changes the new value by key; empty removes the key
   * @throws EventLogException if they could not be written; then none of them holds, now or later
   */
  void write(Map<String, Optional<String>> changes);

  /**
   * Returns where values are kept that are too large for entries; each call may return another view
   * of the same. If not overridden, they are entries as well, whose keys begin with {@code blob/}.
   */
  default BlobStore blobs() {
    return new EntryBlobs(this);
  }

  /** Lets go; further calls fail with {@link IllegalStateException}. */
  @Override
  void close();
}
