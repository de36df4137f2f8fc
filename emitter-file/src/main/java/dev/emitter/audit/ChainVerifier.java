package dev.emitter.audit;

import dev.emitter.audit.AuditVerification.Fault;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the lines of a chain, and keeps what they say about the segments. Used once. */
final class ChainVerifier {

  private final Path file;
  private final @Nullable PublicKey key;
  private final List<Fault> faults;
  private final Map<Long, String> compressed = new HashMap<>();
  private long dropped;
  private long newest;
  private int signed;

  ChainVerifier(Path folder, @Nullable PublicKey key, List<Fault> faults) {
    this.file = folder.resolve(DigestChain.NAME);
    this.key = key;
    this.faults = faults;
  }

  void verify(DigestChain.Lines chain) {
    String previous = ChainEntry.NONE;
    long line = 0;
    for (ChainEntry entry : chain.entries()) {
      line++;
      if (!entry.previous().equals(previous) || entry.json().path("entry").asLong() != line) {
        faults.add(new Fault(file, line, "does not follow the line before: one was changed"));
      }
      previous = entry.digest();
      verifySignature(entry, line);
      note(entry);
    }
    if (chain.damaged() > 0) {
      faults.add(new Fault(file, chain.damaged(), "is no entry of a chain"));
    }
  }

  private void verifySignature(ChainEntry entry, long line) {
    if (key == null) {
      return;
    }
    if (!entry.json().has("signature")) {
      faults.add(new Fault(file, line, "is not signed"));
    } else if (!ChainSigner.isSigned(entry.json(), key)) {
      faults.add(new Fault(file, line, "is not signed by this key, or was changed"));
    } else {
      signed++;
    }
  }

  private void note(ChainEntry entry) {
    switch (entry.kind()) {
      case ChainEntry.SEGMENT -> newest = Math.max(newest, entry.first());
      case ChainEntry.COMPRESSED -> compressed.put(entry.first(), entry.sha256());
      case ChainEntry.ERASED ->
          entry
              .json()
              .path("segments")
              .forEach(segment -> compressed.remove(segment.path("first").asLong()));
      case ChainEntry.DROPPED -> dropped = Math.max(dropped, entry.last());
      default -> {}
    }
  }

  /** Returns the number of the last entry that was dropped; 0 if none was. */
  long dropped() {
    return dropped;
  }

  /** Returns the number of the first entry of the newest segment that was closed; 0 for none. */
  long newest() {
    return newest;
  }

  /** Returns the digest of the compressed form of a segment, or null if there is none. */
  @Nullable String compressed(long first) {
    return compressed.get(first);
  }

  int signed() {
    return signed;
  }
}
