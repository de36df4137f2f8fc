package dev.emitter.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whose stores there are below a root, open or not. Guarded by its root. */
final class KnownStores {

  private final Path root;
  private final Map<String, Long> idleBytes = new HashMap<>();
  private @Nullable Map<String, StoreInfo> infos;
  private final Map<String, Map<String, StoreInfo>> byOwner = new HashMap<>();

  KnownStores(Path root) {
    this.root = root;
  }

  /** Looks at the disk, and returns whose stores there are, by emitter. */
  Map<String, StoreInfo> list() throws IOException {
    return Map.copyOf(look());
  }

  private Map<String, StoreInfo> infos() throws IOException {
    Map<String, StoreInfo> known = infos;
    return known == null ? look() : known;
  }

  private Map<String, StoreInfo> look() throws IOException {
    Map<String, StoreInfo> found = StoreFolders.list(root);
    infos = found;
    byOwner.clear();
    found.values().forEach(info -> ofOwner(info.owner()).put(info.emitter(), info));
    return found;
  }

  private Map<String, StoreInfo> ofOwner(String owner) {
    return byOwner.computeIfAbsent(owner, any -> new TreeMap<>());
  }

  @Nullable StoreInfo get(String emitter) throws IOException {
    return infos().get(emitter);
  }

  /** Returns those of a user. */
  List<StoreInfo> of(String owner) throws IOException {
    infos();
    return List.copyOf(byOwner.getOrDefault(owner, Map.of()).values());
  }

  void put(StoreInfo info) throws IOException {
    infos().put(info.emitter(), info);
    ofOwner(info.owner()).put(info.emitter(), info);
  }

  /** Notes on the disk when an emitter was removed, or, with null, that it is there. */
  void removed(String emitter, @Nullable Instant at) throws IOException {
    Path own = StoreFolders.of(root, emitter);
    StoreInfo info = StoreInfo.read(own);
    if (info != null && (at != null || info.removedAt() != null)) {
      StoreInfo next = info.removed(at);
      next.write(own);
      put(next);
    }
  }

  /** Returns the emitters that were removed at a time or before. */
  List<String> removedUntil(Instant time) throws IOException {
    return infos().values().stream()
        .filter(info -> info.removedAt() != null && !info.removedAt().isAfter(time))
        .map(StoreInfo::emitter)
        .toList();
  }

  /** Returns the removed emitters of a user, the one that was removed first before the others. */
  List<String> removedOf(String owner) throws IOException {
    return of(owner).stream()
        .filter(info -> info.removedAt() != null)
        .sorted(Comparator.comparing(info -> Objects.requireNonNull(info.removedAt())))
        .map(StoreInfo::emitter)
        .toList();
  }

  /** Removes a store for good. */
  void purge(String emitter) throws IOException {
    StoreInfo gone = infos().remove(emitter);
    if (gone != null) {
      byOwner.computeIfPresent(
          gone.owner(),
          (owner, stores) -> {
            stores.remove(emitter);
            return stores.isEmpty() ? null : stores;
          });
    }
    idleBytes.remove(emitter);
    Path own = StoreFolders.of(root, emitter);
    if (Files.isDirectory(own)) {
      StoreFolders.purge(own);
    }
  }

  /** Remembers how many bytes a store takes that was closed. */
  void closed(String emitter, long bytes) {
    idleBytes.put(emitter, bytes);
  }

  /** Returns how many bytes a store takes that is not open. */
  long idleBytes(StoreInfo info) throws IOException {
    Long known = idleBytes.get(info.emitter());
    if (known == null) {
      known = StoreFolders.bytes(StoreFolders.of(root, info.emitter()));
      idleBytes.put(info.emitter(), known);
    }
    return known;
  }
}
