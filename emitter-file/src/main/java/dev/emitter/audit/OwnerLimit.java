package dev.emitter.audit;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Drops the oldest entries of a user until all stores of this user keep a limit. */
final class OwnerLimit {

  private final AuditRoot root;
  private final StoreSettings settings;

  OwnerLimit(AuditRoot root, StoreSettings settings) {
    this.root = root;
    this.settings = settings;
  }

  void keep(String owner, long most) throws IOException {
    if (root.bytes(owner) <= most) {
      return;
    }
    List<AuditStore> stores = root.acquireAll(owner, settings);
    try {
      while (stores.stream().mapToLong(AuditStore::bytes).sum() > most) {
        if (!dropOldest(stores)) {
          return;
        }
      }
    } finally {
      stores.forEach(root::release);
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
}
