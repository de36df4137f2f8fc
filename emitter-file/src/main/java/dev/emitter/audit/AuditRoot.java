package dev.emitter.audit;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The stores below one folder, as this process knows them: all that open the folder share it, so
 * that each store is open once. The folder is locked while a store is open, or an emitter is at
 * work whose store is there. Thread-safe. Locks are taken in the order root, store.
 */
final class AuditRoot {

  private static final Logger LOG = Loggers.of(AuditRoot.class);
  private static final ConcurrentMap<Path, AuditRoot> KNOWN = new ConcurrentHashMap<>();

  private final Path folder;
  private final Map<String, Use> open = new HashMap<>();
  private final Map<String, Integer> atWork = new HashMap<>();
  private final KnownStores known;
  private final RemovedStores removed;
  private final UncheckedBytes unchecked = new UncheckedBytes();
  private final DownloadReports downloads = new DownloadReports();
  private @Nullable RootLock lock;
  private @Nullable Future<?> sweeping;

  private AuditRoot(Path folder) {
    this.folder = folder;
    this.known = new KnownStores(folder);
    this.removed = new RemovedStores(folder, known, this::isIdle);
  }

  DownloadReports downloads() {
    return downloads;
  }

  /** Returns what each user has stored since the limit of the user was looked at. */
  UncheckedBytes unchecked() {
    return unchecked;
  }

  static AuditRoot of(Path root) {
    return KNOWN.computeIfAbsent(root.toAbsolutePath().normalize(), AuditRoot::new);
  }

  /**
   * A store and how many have it open.
   *
   * @param store the store
   * @param users how many
   */
  private record Use(AuditStore store, int users) {}

  Path folder() {
    return folder;
  }

  Path folder(String emitter) {
    return StoreFolders.of(folder, emitter);
  }

  /**
   * Notes that an emitter is at work, until it is detached: no other process writes meanwhile, and
   * what was stored for an emitter of this id that was removed is kept. What cannot be done now is
   * done when the first event is stored.
   */
  synchronized void attach(String emitter, StoreSettings settings) {
    atWork.merge(emitter, 1, Integer::sum);
    if (!Files.isDirectory(folder)) {
      return; // there is nothing to be kept from others
    }
    try {
      lock(settings);
      known.removed(emitter, null);
    } catch (IOException e) {
      LOG.debug("{}: is not locked for now: {}", folder, AuditFault.words(e));
    }
  }

  synchronized void detach(String emitter) {
    atWork.computeIfPresent(emitter, (id, channels) -> channels > 1 ? channels - 1 : null);
    unlockIfUnused();
  }

  /**
   * Returns the store of an emitter, made when it is missing; it must be released.
   *
   * @throws AnotherOwnerException if it belongs to another user
   * @throws SigningException if it was signed with a key that is not given
   * @throws RootInUseException if another process writes here
   */
  synchronized AuditStore acquire(StoreInfo wanted, StoreSettings settings) throws IOException {
    lock(settings);
    boolean acquired = false;
    try {
      Use use = open.get(wanted.emitter());
      if (use == null) {
        use = new Use(open(wanted, settings), 0);
      } else {
        requireOwner(use.store().info(), wanted);
        StoreInfo now = use.store().info();
        use.store().change(wanted.named(now.store()).signed(now.signed()));
      }
      open.put(wanted.emitter(), new Use(use.store(), use.users() + 1));
      boolean isNew = known.get(wanted.emitter()) == null;
      known.put(use.store().info());
      acquired = true;
      if (isNew) {
        removed.purgeBeyond(wanted.owner(), settings);
      }
      return use.store();
    } finally {
      if (!acquired) {
        unlockIfUnused();
      }
    }
  }

  private AuditStore open(StoreInfo wanted, StoreSettings settings) throws IOException {
    Path own = folder(wanted.emitter());
    PrivateFiles.makeFolder(own);
    StoreInfo before = StoreInfo.read(own);
    StoreInfo info = wanted.named(UUID.randomUUID().toString().substring(0, 8));
    if (before != null) {
      requireOwner(before, wanted);
      ChainSigner.require(settings.signer(), before, own);
      info = wanted.named(before.store()).signed(before.signed());
    }
    info = info.signed(settings.signer() != null);
    if (!info.equals(before)) {
      info.write(own);
    }
    AuditStore opened = AuditStore.open(own, info, settings);
    opened.expire();
    opened.compressLater();
    return opened;
  }

  private static void requireOwner(StoreInfo before, StoreInfo wanted) throws IOException {
    if (!before.owner().equals(wanted.owner()) || !before.emitter().equals(wanted.emitter())) {
      throw new AnotherOwnerException(wanted.emitter());
    }
  }

  private void lock(StoreSettings settings) throws IOException {
    if (lock == null) {
      PrivateFiles.makeFolder(folder);
      lock = RootLock.take(folder);
      StoreFolders.finishPurging(folder);
      sweeping = AuditThread.hourly(() -> sweep(settings));
      removed.purgeOld(settings);
    }
  }

  private void unlockIfUnused() {
    RootLock held = lock;
    if (!open.isEmpty() || !atWork.isEmpty() || held == null) {
      return;
    }
    lock = null;
    if (sweeping != null) {
      sweeping.cancel(false);
    }
    try {
      held.release();
    } catch (IOException e) {
      LOG.warn("{}: the lock cannot be given back: {}", folder, e.toString());
    }
  }

  /** Gives a store back; the last one that does so closes it. */
  synchronized void release(AuditStore store) {
    String emitter = store.info().emitter();
    Use use = open.get(emitter);
    if (use == null || use.store() != store) {
      return; // it was purged
    }
    if (use.users() > 1) {
      open.put(emitter, new Use(store, use.users() - 1));
      return;
    }
    open.remove(emitter);
    known.closed(emitter, store.bytes());
    store.close();
    unlockIfUnused();
  }

  /** Returns the store of an emitter if it is open, or null. */
  synchronized @Nullable AuditStore opened(String emitter) {
    Use use = open.get(emitter);
    return use == null ? null : use.store();
  }

  /** Returns whose store that of an emitter is, or null if there is none. */
  synchronized @Nullable StoreInfo info(String emitter) throws IOException {
    return known.get(emitter);
  }

  /** Returns whose stores there are now, by emitter. */
  synchronized Map<String, StoreInfo> list() throws IOException {
    return known.list();
  }

  /**
   * Remembers that an emitter was removed: its store goes after a while, unless an emitter of that
   * id is at work by then, which goes on with it.
   */
  synchronized void remove(String emitter, StoreSettings settings) throws IOException {
    if (atWork.containsKey(emitter)) {
      return;
    }
    lock(settings);
    try {
      known.removed(emitter, settings.clock().instant());
      removed.purgeOld(settings);
      StoreInfo info = known.get(emitter);
      if (info != null) {
        removed.purgeBeyond(info.owner(), settings);
      }
    } finally {
      unlockIfUnused();
    }
  }

  private boolean isIdle(String emitter) {
    return !open.containsKey(emitter) && !atWork.containsKey(emitter);
  }

  /**
   * Removes the store of an emitter for good.
   *
   * @throws RootInUseException if another process writes here
   */
  synchronized void purge(String emitter, StoreSettings settings) throws IOException {
    lock(settings);
    try {
      Use use = open.remove(emitter);
      if (use != null) {
        use.store().close();
      }
      known.purge(emitter);
    } finally {
      unlockIfUnused();
    }
  }

  // All stores of a user.

  /** Returns how many bytes they take. */
  synchronized long bytes(String owner) throws IOException {
    long sum = 0;
    for (StoreInfo info : known.of(owner)) {
      Use use = open.get(info.emitter());
      sum += use == null ? known.idleBytes(info) : use.store().bytes();
    }
    return sum;
  }

  /** Returns them; each must be released. */
  synchronized List<AuditStore> acquireAll(String owner, StoreSettings settings)
      throws IOException {
    List<AuditStore> stores = new ArrayList<>();
    boolean all = false;
    try {
      for (StoreInfo info : known.of(owner)) {
        stores.add(acquire(info, settings));
      }
      all = true;
      return stores;
    } finally {
      if (!all) {
        stores.forEach(this::release);
      }
    }
  }

  // Work in the background.

  private void sweep(StoreSettings settings) {
    try {
      synchronized (this) {
        removed.purgeOld(settings);
      }
    } catch (IOException e) {
      LOG.warn("{}: what was removed is not purged for now: {}", folder, e.toString());
    }
    for (AuditStore store : openStores()) {
      try {
        store.expire();
      } catch (IOException e) {
        LOG.warn("{}: what is too old is not dropped for now: {}", store.folder(), e.toString());
      }
    }
  }

  private synchronized List<AuditStore> openStores() {
    return open.values().stream().map(Use::store).toList();
  }
}
