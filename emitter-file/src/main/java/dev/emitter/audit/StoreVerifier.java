package dev.emitter.audit;

import dev.emitter.audit.AuditVerification.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares every byte of a store with what its chain says. Changes nothing; used once. */
final class StoreVerifier {

  private final Path folder;
  private final @Nullable PublicKey key;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<Long, String> compressed = new HashMap<>();
  private long next = -1;
  private long entries;
  private long erased;
  private int signed;
  private @Nullable Instant lastAt;

  StoreVerifier(Path folder, @Nullable PublicKey key) {
    this.folder = folder;
    this.key = key;
  }

  AuditVerification verify() throws IOException {
    List<SegmentFile> files = SegmentFile.list(folder);
    SegmentHead head = SegmentHead.read(folder);
    DigestChain.Lines chain = DigestChain.read(folder);
    verifyChain(chain);
    TreeMap<Long, ChainEntry> closed = new TreeMap<>(DigestChain.closed(chain.entries()));
    for (SegmentFile file : files) {
      missingBefore(file.first(), closed);
      ChainEntry entry = closed.remove(file.first());
      boolean grows = entry == null && file.first() == files.get(files.size() - 1).first();
      if (entry == null && (file.compressed() || !grows)) {
        faults.add(new Fault(file.path(), 0, "is not in " + DigestChain.NAME));
      }
      verify(file, entry, grows ? head : null);
    }
    missingBefore(Long.MAX_VALUE, closed);
    missingHead(head, files);
    return new AuditVerification(
        files.size(), entries, erased, DigestChain.dropped(chain.entries()), signed, faults);
  }

  // The chain.

  private void verifyChain(DigestChain.Lines chain) {
    Path file = folder.resolve(DigestChain.NAME);
    String previous = ChainEntry.NONE;
    long line = 0;
    for (ChainEntry entry : chain.entries()) {
      line++;
      if (!entry.previous().equals(previous) || entry.json().path("entry").asLong() != line) {
        faults.add(new Fault(file, line, "does not follow the line before: one was changed"));
      }
      previous = entry.digest();
      verifySignature(entry, file, line);
      noteCompressed(entry);
    }
    if (chain.damaged() > 0) {
      faults.add(new Fault(file, chain.damaged(), "is no entry of a chain"));
    }
  }

  private void verifySignature(ChainEntry entry, Path file, long line) {
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

  private void noteCompressed(ChainEntry entry) {
    if (entry.is(ChainEntry.COMPRESSED)) {
      compressed.put(entry.first(), entry.sha256());
    } else if (entry.is(ChainEntry.ERASED)) {
      entry
          .json()
          .path("segments")
          .forEach(segment -> compressed.remove(segment.path("first").asLong()));
    }
  }

  // Segments.

  private void missingBefore(long first, NavigableMap<Long, ChainEntry> closed) {
    while (!closed.isEmpty() && closed.firstKey() < first) {
      long missing = closed.firstKey();
      ChainEntry entry = closed.remove(missing);
      faults.add(
          new Fault(
              SegmentFile.plain(folder, missing).path(),
              0,
              "is missing, with its " + (entry == null ? 0 : entry.count()) + " entries"));
      next = entry == null ? next : entry.last() + 1;
    }
  }

  private void missingHead(@Nullable SegmentHead head, List<SegmentFile> files) {
    if (head != null
        && head.last() >= head.first()
        && files.stream().noneMatch(file -> file.first() == head.first())
        && head.first() >= next) {
      faults.add(
          new Fault(
              SegmentFile.plain(folder, head.first()).path(),
              0,
              "is missing, with its entries up to " + head.last()));
    }
  }

  private void verify(SegmentFile file, @Nullable ChainEntry entry, @Nullable SegmentHead head)
      throws IOException {
    int before = faults.size();
    next = next < 0 ? file.first() : next;
    if (next != file.first()) {
      faults.add(new Fault(file.path(), 1, expected(next, file.first())));
      next = file.first();
    }
    MessageDigest digest = Sha256.begin();
    Written written = new Written();
    readAll(file, head, digest, written);
    if (entry != null) {
      verifyClosed(file, entry, Sha256.soFar(digest), written, before);
    } else if (head != null && head.first() == file.first()) {
      verifyHead(file, head, written, before);
    }
    String whole = compressed.get(file.first());
    if (file.compressed() && whole != null && faults.size() == before) {
      if (!whole.equals(Sha256.of(file.path()))) {
        faults.add(
            new Fault(file.path(), 0, "was changed, though the entries in it are all there"));
      }
    }
  }

  /** What was read of a segment. */
  private static final class Written {
    private long lines;
    private long bytes;
    private @Nullable String digestAtHead;
  }

  private void readAll(
      SegmentFile file, @Nullable SegmentHead head, MessageDigest digest, Written written) {
    try (LineReader lines = new LineReader(file.open(0), 0)) {
      while (lines.next()) {
        if (head != null && written.bytes == head.bytes()) {
          written.digestAtHead = Sha256.soFar(digest);
        }
        written.lines++;
        written.bytes += lines.size();
        digest.update(lines.bytes(), lines.from(), lines.size());
        verify(lines, file, written.lines);
      }
    } catch (IOException e) {
      faults.add(new Fault(file.path(), written.lines + 1, "cannot be read: " + e.getMessage()));
    }
    if (head != null && written.bytes == head.bytes()) {
      written.digestAtHead = Sha256.soFar(digest);
    }
  }

  private void verify(LineReader read, SegmentFile file, long number) {
    try {
      AuditLine line = read.line();
      if (line.number() != next) {
        faults.add(new Fault(file.path(), number, expected(next, line.number())));
      } else if (lastAt != null && line.publishedAt().isBefore(lastAt)) {
        faults.add(new Fault(file.path(), number, "is of an earlier time than the one before"));
      }
      next = line.number() + 1;
      lastAt = line.publishedAt();
      entries++;
      erased += line.isErased() ? 1 : 0;
    } catch (DamagedLineException e) {
      faults.add(new Fault(file.path(), number, String.valueOf(e.getMessage())));
      next++;
    }
  }

  private static String expected(long wanted, long found) {
    long missing = found - wanted;
    return "entry "
        + wanted
        + " was expected, but it is entry "
        + found
        + (missing > 0 ? "; " + missing + (missing == 1 ? " is" : " are") + " missing" : "");
  }

  private void verifyClosed(
      SegmentFile file, ChainEntry entry, String digest, Written written, int before) {
    if (next != entry.last() + 1) {
      faults.add(
          new Fault(
              file.path(),
              written.lines + 1,
              "entries up to " + entry.last() + " were expected; its tail was cut"));
      next = entry.last() + 1;
    } else if (!digest.equals(entry.sha256()) && faults.size() == before) {
      faults.add(
          new Fault(
              file.path(), 0, "was changed: its digest is not the one in " + DigestChain.NAME));
    }
  }

  private void verifyHead(SegmentFile file, SegmentHead head, Written written, int before) {
    if (next <= head.last()) {
      faults.add(
          new Fault(
              file.path(),
              written.lines + 1,
              "entries up to " + head.last() + " were expected; its tail was cut"));
    } else if (!head.sha256().equals(written.digestAtHead) && faults.size() == before) {
      faults.add(
          new Fault(
              file.path(), 0, "was changed: its digest is not the one in " + SegmentHead.NAME));
    }
  }
}
