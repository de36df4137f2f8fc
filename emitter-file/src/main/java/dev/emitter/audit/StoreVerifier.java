package dev.emitter.audit;

import dev.emitter.audit.AuditVerification.Fault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
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

/**
 * Compares every byte of a store with what its chain and its head say. Changes nothing; used once.
 */
final class StoreVerifier {

  private final Path folder;
  private final ChainVerifier chained;
  private final List<Fault> faults = new ArrayList<>();
  private long next;
  private long entries;
  private long erased;
  private @Nullable Instant lastAt;

  private StoreVerifier(Path folder, @Nullable PublicKey key) {
    this.folder = folder;
    this.chained = new ChainVerifier(folder, key, faults);
  }

  /**
   * Compares a store as it is between two changes: a process may close, compress or drop segments
   * meanwhile.
   *
   * @param key the key that the chain must be signed with, or null to check no signatures
   */
  static AuditVerification of(Path folder, @Nullable PublicKey key) throws IOException {
    return ChangingStore.verify(() -> files(folder), () -> new StoreVerifier(folder, key).verify());
  }

  /** Returns which files there are, how long they are, and the head: what any change changes. */
  private static Map<Path, Object> files(Path folder) throws IOException {
    Map<Path, Object> found = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        SegmentHead head = file.endsWith(SegmentHead.NAME) ? SegmentHead.read(folder) : null;
        found.put(file, head == null ? size(file) : head);
      }
    }
    return found;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }

  private AuditVerification verify() throws IOException {
    List<SegmentFile> files = SegmentFile.list(folder);
    SegmentHead head = SegmentHead.read(folder);
    DigestChain.Lines chain = DigestChain.read(folder);
    chained.verify(chain);
    next = chained.dropped() + 1;
    TreeMap<Long, ChainEntry> closed = new TreeMap<>(DigestChain.closed(chain.entries()));
    for (SegmentFile file : files) {
      missingBefore(file.first(), closed);
      ChainEntry entry = closed.remove(file.first());
      if (entry == null && file.first() <= chained.dropped()) {
        continue; // about to be removed, or a crash came before that; the next run does it
      }
      boolean grows = entry == null && file.first() == files.get(files.size() - 1).first();
      if (entry == null && (file.compressed() || !grows)) {
        faults.add(new Fault(file.path(), 0, "is not in " + DigestChain.NAME));
      }
      verify(file, entry, grows, grows ? head : null);
    }
    missingBefore(Long.MAX_VALUE, closed);
    if (head == null) {
      unknownHead(!chain.entries().isEmpty());
    } else {
      missingSegment(head, files);
      oldHead(head, files);
    }
    return new AuditVerification(
        files.size(),
        entries,
        erased,
        DigestChain.dropped(chain.entries()),
        chained.signed(),
        faults);
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

  private void missingSegment(SegmentHead head, List<SegmentFile> files) {
    if (head.last() >= head.first()
        && files.stream().noneMatch(file -> file.first() == head.first())
        && head.first() >= next) {
      faults.add(
          new Fault(
              SegmentFile.plain(folder, head.first()).path(),
              0,
              "is missing, with its entries up to " + head.last()));
    }
  }

  // The head.

  /** Nothing is missed before the first entry is stored. */
  private void unknownHead(boolean anyClosed) {
    if (anyClosed || entries > 0) {
      Path file = folder.resolve(SegmentHead.NAME);
      headFault(
          (Files.notExists(file)
                  ? "is missing"
                  : Files.isReadable(file) ? "is damaged" : "may not be read by this user")
              + ", so nothing tells whether entries were cut off at the end");
    }
  }

  /** A head is never of a segment before the newest that has entries. */
  private void oldHead(SegmentHead head, List<SegmentFile> files) {
    long newest = chained.newest();
    for (SegmentFile file : files) {
      newest = file.size() > 0 ? Math.max(newest, file.first()) : newest;
    }
    if (head.first() < newest) {
      headFault(
          "is of an earlier segment, so nothing tells whether entries were cut off at the end");
    }
  }

  private void headFault(String what) {
    faults.add(
        new Fault(
            folder.resolve(SegmentHead.NAME),
            0,
            what
                + "; restore the folder from a backup, or find out who changed it: the next run"
                + " writes this file anew and takes the end for what it finds"));
  }

  // Bytes.

  private void verify(
      SegmentFile file, @Nullable ChainEntry entry, boolean grows, @Nullable SegmentHead head)
      throws IOException {
    int before = faults.size();
    if (next != file.first()) {
      faults.add(new Fault(file.path(), 1, expected(next, file.first())));
      next = file.first();
    }
    MessageDigest digest = Sha256.begin();
    Written written = new Written();
    readAll(file, grows, head, digest, written);
    if (entry != null) {
      verifyClosed(file, entry, Sha256.soFar(digest), written, before);
    } else if (head != null && head.first() == file.first()) {
      verifyHead(file, head, written, before);
    }
    String whole = chained.compressed(file.first());
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
      SegmentFile file,
      boolean grows,
      @Nullable SegmentHead head,
      MessageDigest digest,
      Written written) {
    try (LineReader lines = new LineReader(file.open(0), 0)) {
      while (lines.next() && !(grows && isUnfinished(lines, head))) {
        if (head != null && written.bytes == head.bytes()) {
          written.digestAtHead = Sha256.soFar(digest);
        }
        written.lines++;
        written.bytes += lines.size();
        digest.update(lines.bytes(), lines.from(), lines.size());
        verify(lines, file, written.lines);
      }
    } catch (IOException e) {
      faults.add(
          new Fault(file.path(), written.lines + 1, "cannot be read: " + AuditFault.words(e)));
    }
    if (head != null && written.bytes == head.bytes()) {
      written.digestAtHead = Sha256.soFar(digest);
    }
  }

  /** What follows the head without its end is being written, or a crash has torn it. */
  private boolean isUnfinished(LineReader lines, @Nullable SegmentHead head) {
    boolean told = head != null && next <= head.last();
    return !told && (!lines.isEnded() || ZeroBlocks.in(lines));
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
