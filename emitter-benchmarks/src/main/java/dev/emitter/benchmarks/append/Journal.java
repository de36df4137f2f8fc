package dev.emitter.benchmarks.append;

import java.util.concurrent.CompletableFuture;

/** Something that appends records of 1 KB to a disk. Thread-safe. */
public interface Journal extends AutoCloseable {

  /**
   * Appends the next record; the answer comes once the record is as safe as the journal makes it.
   */
  CompletableFuture<?> append();

  /** Finishes what is under way and lets the files go. */
  @Override
  void close();
}
