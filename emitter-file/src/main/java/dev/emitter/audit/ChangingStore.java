package dev.emitter.audit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/** Looks at a store again when a process has closed, compressed or dropped segments meanwhile. */
final class ChangingStore {

  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  private final long begin = System.nanoTime();

  /** Looks at files of a store, which may go meanwhile. */
  @FunctionalInterface
  interface Look<T> {
    T at() throws IOException;
  }

  /** Returns whether it is time to give up. */
  boolean isOver() {
    return System.nanoTime() - begin > PATIENCE;
  }

  /**
   * Looks until no file goes while it does.
   *
   * @throws NoSuchFileException if one is missing for good
   */
  static <T> T look(Look<T> look) throws IOException {
    ChangingStore changing = new ChangingStore();
    while (true) {
      try {
        return look.at();
      } catch (NoSuchFileException gone) {
        if (changing.isOver()) {
          throw gone;
        }
      }
    }
  }
}
