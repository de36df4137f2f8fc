package dev.emitter.powerbi;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of all datasets that emitters of this process write to, however many providers there
 * are: the service counts by dataset. Here each owner has its own, as anybody can name a dataset of
 * somebody else, and fail there until nothing is left of it. One that nobody uses is forgotten once
 * its last request is an hour old. Thread-safe.
 */
final class DatasetQuotas {

  /** Those of this process. */
  static final DatasetQuotas SHARED = new DatasetQuotas();

  private final Map<Key, Entry> entries = new HashMap<>();

  /** Which dataset, at which service, for whom: null for operators. */
  private record Key(String endpoint, String dataset, @Nullable String owner) {}

  private static final class Entry {
    private final DatasetQuota quota = new DatasetQuota();
    private int users;
  }

  /** One emitter's use of a quota; ended once, by {@link #close}. */
  final class Use implements AutoCloseable {
    private final Entry entry;
    private boolean closed;

    private Use(Entry entry) {
      this.entry = entry;
    }

    DatasetQuota quota() {
      return entry.quota;
    }

    @Override
    public void close() {
      synchronized (entries) {
        entry.users -= closed ? 0 : 1;
        closed = true;
      }
    }
  }

  /**
   * Returns the quota of a dataset; ids are the same in capitals.
   *
   * @param owner the user whose emitters share it; null for operators
   */
  Use open(URI endpoint, String dataset, @Nullable String owner, Instant now) {
    Key key = new Key(lower(endpoint.toString()), lower(dataset), owner);
    synchronized (entries) {
      entries.values().removeIf(entry -> entry.users == 0 && entry.quota.isBlank(now));
      Entry entry = entries.computeIfAbsent(key, none -> new Entry());
      entry.users++;
      return new Use(entry);
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Returns how many quotas are held. */
  int size() {
    synchronized (entries) {
      return entries.size();
    }
  }
}
