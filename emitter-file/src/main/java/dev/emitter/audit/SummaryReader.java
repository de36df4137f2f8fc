package dev.emitter.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Says what is stored without reading it all. */
final class SummaryReader {

  private SummaryReader() {}

  static AuditSummary of(Path folder, StoreInfo info) throws IOException {
    return ChangingStore.look(() -> now(folder, info));
  }

  private static AuditSummary now(Path folder, StoreInfo info) throws IOException {
    StoreReading reading = StoreReading.of(folder, null);
    List<ChainEntry> chain = DigestChain.read(folder).entries();
    long erased =
        chain.stream()
            .filter(entry -> entry.is(ChainEntry.ERASED))
            .mapToLong(ChainEntry::count)
            .sum();
    boolean any = reading.firstAt() != null;
    return new AuditSummary(
        info.emitter(),
        info.owner(),
        any ? reading.last() - reading.first() + 1 : 0,
        StoreFolders.bytes(folder),
        reading.firstAt(),
        any ? reading.lastAt() : null,
        DigestChain.dropped(chain),
        erased,
        info.keep(),
        info.maxBytes(),
        info.removedAt());
  }
}
