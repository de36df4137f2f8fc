package dev.emitter.audit;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The stores below one folder, as this process knows them: all that open the folder share it, so
 * that each store is open once. The folder is locked while a store is open. Thread-safe. Locks are
 * taken in the order root, store.
 */
final class AuditRoot {

  private static final Logger LOG = Loggers.of(AuditRoot.class);
  private static final ConcurrentMap<Path, AuditRoot> KNOWN = new ConcurrentHashMap<>();

  private final Path folder;
  private final Map<String, Use> open = new HashMap<>();
  private final Map<String, Long> idleBytes = new HashMap<>();
  private final DownloadReports downloads = new DownloadReports();
  private @Nullable Map<String, StoreInfo> infos;
  private @Nullable RootLock lock;
  private @Nullable Future<?> sweeping;

  private AuditRoot(Path folder) {
    this.folder = folder;
  }

  DownloadReports downloads() {
    return downloads;
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
   * Returns the store of an emitter, made when it is missing; it must be released.
   *
   * @throws AnotherOwnerException if it belongs to another user
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
        use.store().change(wanted.named(use.store().info().store()));
      }
      open.put(wanted.emitter(), new Use(use.store(), use.users() + 1));
      infos().put(wanted.emitter(), use.store().info());
      acquired = true;
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
    StoreInfo known = StoreInfo.read(own);
    if (known != null) {
      requireOwner(known, wanted);
    }
    String store = known == null ? UUID.randomUUID().toString().substring(0, 8) : known.store();
    StoreInfo info = wanted.named(store);
    if (!info.equals(known)) {
      info.write(own);
    }
    AuditStore opened = AuditStore.open(own, info, settings);
    opened.expire();
    opened.compressLater();
    return opened;
  }

  private static void requireOwner(StoreInfo known, StoreInfo wanted) throws IOException {
    if (!known.owner().equals(wanted.owner()) || !known.emitter().equals(wanted.emitter())) {
      throw new AnotherOwnerException(wanted.emitter());
    }
  }

  private void lock(StoreSettings settings) throws IOException {
    if (lock == null) {
      PrivateFiles.makeFolder(folder);
      lock = RootLock.take(folder);
      StoreFolders.finishPurging(folder);
      sweeping = AuditThread.hourly(() -> sweep(settings));
      purgeRemoved(settings);
    }
  }

  private void unlockIfUnused() {
    RootLock held = lock;
    if (!open.isEmpty() || held == null) {
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
    idleBytes.put(emitter, store.bytes());
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
    return infos().get(emitter);
  }

  /** Returns whose stores there are now, by emitter. */
  synchronized Map<String, StoreInfo> list() throws IOException {
    Map<String, StoreInfo> found = StoreFolders.list(folder);
    infos = found;
    return Map.copyOf(found);
  }

  private Map<String, StoreInfo> infos() throws IOException {
    Map<String, StoreInfo> known = infos;
    if (known == null) {
      known = StoreFolders.list(folder);
      infos = known;
    }
    return known;
  }

  /**
   * Remembers that an emitter was removed: its store goes after a while, unless the emitter is back
   * by then.
   */
  synchronized void remove(String emitter, StoreSettings settings) throws IOException {
    lock(settings);
    try {
      Path own = folder(emitter);
      StoreInfo info = StoreInfo.read(own);
      if (info != null) {
        StoreInfo removed = info.removed(settings.clock().instant());
        removed.write(own);
        infos().put(emitter, removed);
        purgeRemoved(settings);
      }
    } finally {
      unlockIfUnused();
    }
  }

  private void purgeRemoved(StoreSettings settings) throws IOException {
    Instant before = settings.clock().instant().minus(settings.keepRemoved());
    for (StoreInfo info : List.copyOf(infos().values())) {
      Instant removedAt = info.removedAt();
      boolean gone = removedAt != null && !removedAt.isAfter(before);
      if (gone && !open.containsKey(info.emitter())) {
        forget(info.emitter());
      }
    }
  }

  private void forget(String emitter) throws IOException {
    infos().remove(emitter);
    idleBytes.remove(emitter);
    Path own = folder(emitter);
    if (Files.isDirectory(own)) {
      StoreFolders.purge(own);
    }
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
      forget(emitter);
    } finally {
      unlockIfUnused();
    }
  }

  // The limit of an owner.

  /** Drops the oldest entries of a user until all stores of this user keep the limit. */
  void limit(String owner, long most, StoreSettings settings) throws IOException {
    if (bytes(owner) <= most) {
      return;
    }
    List<AuditStore> stores = acquireAll(owner, settings);
    try {
      while (stores.stream().mapToLong(AuditStore::bytes).sum() > most) {
        if (!dropOldest(stores)) {
          return;
        }
      }
    } finally {
      stores.forEach(this::release);
    }
  }

  private static boolean dropOldest(List<AuditStore> stores) throws IOException {
    TreeMap<Instant, AuditStore> byAge = new TreeMap<>();
    for (AuditStore store : stores) {
      Instant oldest = store.oldestAt();
      if (oldest != null) {
        byAge.putIfAbsent(oldest, store);
      }
    }
    return !byAge.isEmpty() && byAge.firstEntry().getValue().dropOldest("limit of the user");
  }

  private synchronized long bytes(String owner) throws IOException {
    long sum = 0;
    for (StoreInfo info : infos().values()) {
      if (info.owner().equals(owner)) {
        sum += bytes(info);
      }
    }
    return sum;
  }

  private long bytes(StoreInfo info) throws IOException {
    Use use = open.get(info.emitter());
    if (use != null) {
      return use.store().bytes();
    }
    Long idle = idleBytes.get(info.emitter());
    if (idle == null) {
      idle = StoreFolders.bytes(folder(info.emitter()));
      idleBytes.put(info.emitter(), idle);
    }
    return idle;
  }

  private synchronized List<AuditStore> acquireAll(String owner, StoreSettings settings)
      throws IOException {
    List<AuditStore> stores = new ArrayList<>();
    for (StoreInfo info : List.copyOf(infos().values())) {
      if (info.owner().equals(owner)) {
        stores.add(acquire(info, settings));
      }
    }
    return stores;
  }

  private void sweep(StoreSettings settings) {
    try {
      synchronized (this) {
        purgeRemoved(settings);
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
