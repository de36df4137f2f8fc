package dev.emitter.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.EncodedEvent;
import io.cloudevents.CloudEvent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes events out of closed segments: each segment that has one is written anew beside itself, the
 * chain is told, and only then does the new file take the place of the old one. A crash before the
 * chain is told leaves everything as it was; after it, the store finishes the work when it is
 * opened.
 */
final class Erasure {

  private static final String ENDING = ".erasing";

  private final String by;
  private final Predicate<CloudEvent> wanted;

  /**
   * Creates an erasure.
   *
   * @param by who erases, for the chain
   * @param wanted which events; must answer alike when asked again
   */
  Erasure(String by, Predicate<CloudEvent> wanted) {
    this.by = by;
    this.wanted = wanted;
  }

  /** Returns whether a segment has an event to be erased. */
  boolean concerns(SegmentFile segment) throws IOException {
    return !found(segment).isEmpty();
  }

  private Set<Long> found(SegmentFile segment) throws IOException {
    Set<Long> found = new HashSet<>();
    try (LineReader lines = new LineReader(segment.open(0), 0)) {
      while (lines.next()) {
        AuditLine line = lines.wholeLine();
        if (line != null
            && !line.isErased()
            && wanted.test(EncodedEvent.stored(line.event()).event())) {
          found.add(line.number());
        }
      }
    }
    return found;
  }

  /** Erases the events in these segments; returns how many. */
  long apply(List<SegmentFile> segments, DigestChain chain, Instant at) throws IOException {
    ObjectNode entry = DigestChain.entry(ChainEntry.ERASED).put("by", by).put("at", at.toString());
    ArrayNode anew = entry.putArray("segments");
    List<SegmentFile> rewritten = new ArrayList<>();
    long erased = 0;
    for (SegmentFile segment : segments) {
      Set<Long> numbers = found(segment);
      ChainEntry known = chain.closed().get(segment.first());
      if (!numbers.isEmpty() && known != null) {
        ObjectNode members = known.json().deepCopy();
        anew.add(members.remove(List.of("entry", "previous", "signature", "kind")));
        members.put("sha256", rewrite(segment, numbers));
        rewritten.add(segment);
        erased += numbers.size();
      }
    }
    if (erased > 0) {
      chain.append(entry.put("count", erased));
      for (SegmentFile segment : rewritten) {
        replace(segment);
      }
    }
    return erased;
  }

  /** Writes a segment without some events beside itself; returns the digest of its lines. */
  private static String rewrite(SegmentFile segment, Set<Long> numbers) throws IOException {
    Path made = beside(segment);
    Files.deleteIfExists(made);
    MessageDigest digest = Sha256.begin();
    try (LineReader lines = new LineReader(segment.open(0), 0);
        FileChannel file = PrivateFiles.open(made, StandardOpenOption.CREATE_NEW);
        OutputStream bytes = new BufferedOutputStream(Channels.newOutputStream(file))) {
      DigestOutputStream out = new DigestOutputStream(bytes, digest);
      LineBuffer erased = new LineBuffer();
      while (lines.next()) {
        if (!writeErased(lines, numbers, erased)) {
          out.write(lines.bytes(), lines.from(), lines.size());
        }
        erased.moveTo(out);
      }
      out.flush();
      file.force(true);
    }
    return Sha256.soFar(digest);
  }

  private static boolean writeErased(LineReader lines, Set<Long> numbers, LineBuffer out)
      throws IOException {
    AuditLine line = lines.wholeLine();
    boolean wanted = line != null && numbers.contains(line.number());
    if (line != null && wanted) {
      out.add(line.number(), line.position(), line.publishedAt(), null);
    }
    return wanted;
  }

  private static Path beside(SegmentFile segment) {
    SegmentFile plain = SegmentFile.plain(segment.folder(), segment.first());
    return plain.path().resolveSibling(plain.path().getFileName() + ENDING);
  }

  /** The old content goes first: what is in its place is whole already, and known to the chain. */
  private static void replace(SegmentFile segment) throws IOException {
    SegmentFile.compressed(segment.folder(), segment.first()).delete();
    SegmentFile plain = SegmentFile.plain(segment.folder(), segment.first());
    plain.delete();
    PrivateFiles.rename(beside(segment), plain.path());
  }

  /** Finishes, or takes back, what a crash has cut short. */
  static void finish(Path folder, List<ChainEntry> entries) throws IOException {
    Map<Path, SegmentFile> known = new HashMap<>();
    Map<Long, ChainEntry> closed = DigestChain.closed(entries);
    closed
        .keySet()
        .forEach(
            first -> {
              SegmentFile segment = SegmentFile.plain(folder, first);
              known.put(beside(segment).toAbsolutePath(), segment);
            });
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : left) {
        SegmentFile segment = known.get(file.toAbsolutePath());
        ChainEntry entry = segment == null ? null : closed.get(segment.first());
        if (segment != null && entry != null && entry.sha256().equals(Sha256.of(file))) {
          replace(segment);
        } else {
          Files.delete(file);
        }
      }
    }
  }
}
