package dev.emitter.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An open file that batches are appended to. Not thread-safe. */
sealed interface RecordFile permits RegularFile, Device {

  /** Appends a batch: when this fails, none of it counts as written. */
  void append(Batch batch) throws IOException;

  /** Returns whether this is open and still what its path leads to. */
  boolean isCurrent();

  /** Returns what could not be taken back of a failed batch, or null. */
  @Nullable Leftover leftover();

  /** Takes back what can be taken back, and closes. */
  void close();
}
