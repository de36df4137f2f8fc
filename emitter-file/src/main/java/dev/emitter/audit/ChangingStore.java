package dev.emitter.audit;

import dev.emitter.audit.AuditVerification.Fault;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a store again when a process has closed, compressed or dropped segments meanwhile. */
final class ChangingStore {

  private static final int MOST_PASSES = 20;
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  private final long begin = System.nanoTime();

  /** Looks at files of a store, which may go meanwhile. */
  @FunctionalInterface
  interface Look<T> {
    T at() throws IOException;
  }

  /**
   * Looks until no file goes while it does.
   *
   * @throws NoSuchFileException if one is missing for good
   */
  static <T> T look(Look<T> look) throws IOException {
    ChangingStore changing = new ChangingStore();
    String missing = null;
    while (true) {
      try {
        return look.at();
      } catch (NoSuchFileException gone) {
        // a look may take longer than that; then another file may be gone each time
        if (changing.isOver() && gone.getFile().equals(missing)) {
          throw gone;
        }
        missing = gone.getFile();
      }
    }
  }

  private boolean isOver() {
    return System.nanoTime() - begin > PATIENCE;
  }

  /**
   * Verifies until what is found is so. While files change, one that is closed, compressed or
   * dropped just now may look damaged: what is wrong for good is found wrong again.
   *
   * @param files returns what any change changes
   */
  static AuditVerification verify(Look<?> files, Look<AuditVerification> verifying)
      throws IOException {
    Set<Path> suspected = Set.of();
    for (int pass = 1; true; pass++) {
      Object before = files.at();
      AuditVerification found = look(verifying);
      if (found.ok() || before.equals(files.at())) {
        return found;
      }
      AuditVerification confirmed = found.only(suspected);
      if (!confirmed.ok()) {
        return confirmed;
      }
      if (pass == MOST_PASSES) {
        return found;
      }
      suspected = found.faults().stream().map(Fault::file).collect(Collectors.toSet());
    }
  }
}
