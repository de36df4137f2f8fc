package dev.emitter.audit;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;

/** Purges the stores of emitters that were removed. Guarded by its root. */
final class RemovedStores {

  private static final Logger LOG = Loggers.of(RemovedStores.class);

  private final Path folder;
  private final KnownStores known;
  private final Predicate<String> idle;

  /**
   * Creates one.
   *
   * @param idle says whether nobody uses the store of an emitter
   */
  RemovedStores(Path folder, KnownStores known, Predicate<String> idle) {
    this.folder = folder;
    this.known = known;
    this.idle = idle;
  }

  /** Purges those that have been kept long enough. */
  void purgeOld(StoreSettings settings) throws IOException {
    Instant before = settings.clock().instant().minus(settings.keepRemoved());
    for (String emitter : known.removedUntil(before)) {
      if (idle.test(emitter)) {
        known.purge(emitter);
      }
    }
  }

  /** While a user has too many stores, purges that of the emitter that was removed first. */
  void purgeBeyond(String owner, StoreSettings settings) {
    try {
      int beyond = known.of(owner).size() - settings.ownerMaxStores();
      if (beyond > 0) {
        List<String> gone = known.removedOf(owner).stream().filter(idle).limit(beyond).toList();
        for (String emitter : gone) {
          known.purge(emitter);
          LOG.info(
              "audit of emitter {}, which was removed: is gone, as user {} has more than {} stores",
              emitter,
              owner,
              settings.ownerMaxStores());
        }
      }
    } catch (IOException e) { // what is to be stored now can be stored all the same
      LOG.warn("{}: what was removed is not purged for now: {}", folder, e.toString());
    }
  }
}
