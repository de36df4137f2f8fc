package dev.emitter.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chain of digests of a store: {@code chain.ndjson}, to which each closed, compressed, erased
 * or dropped segment adds a line that names the digest of the line before. Guarded by its store.
 */
final class DigestChain {

  static final String NAME = "chain.ndjson";

  private final Path file;
  private final @Nullable ChainSigner signer;
  private final List<ChainEntry> entries;
  private final Map<Long, ChainEntry> closed;
  private long size;

  private DigestChain(Path file, @Nullable ChainSigner signer, Lines lines) {
    this.file = file;
    this.signer = signer;
    this.entries = new ArrayList<>(lines.entries());
    this.closed = closed(entries);
    this.size = lines.size();
  }

  /**
   * The lines of a chain.
   *
   * @param entries those that are whole
   * @param size how many bytes they take
   * @param damaged the first line that is no entry, counted from 1; 0 if there is none
   */
  record Lines(List<ChainEntry> entries, long size, int damaged) {}

  static DigestChain open(Path folder, @Nullable ChainSigner signer) throws IOException {
    Lines lines = read(folder);
    if (lines.damaged() > 0) {
      throw new IOException(
          folder.resolve(NAME) + ", line " + lines.damaged() + ": is damaged; restore the file");
    }
    return new DigestChain(folder.resolve(NAME), signer, lines);
  }

  /** Reads the entries; a last line that a crash has torn is passed over. */
  static Lines read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    List<ChainEntry> entries = new ArrayList<>();
    long size = 0;
    if (!Files.exists(file)) {
      return new Lines(entries, 0, 0);
    }
    try (InputStream in = Files.newInputStream(file);
        LineReader lines = new LineReader(in, 0)) {
      while (lines.next() && lines.isEnded()) {
        try {
          entries.add(entry(lines));
        } catch (IOException | IllegalArgumentException e) {
          return new Lines(entries, size, entries.size() + 1);
        }
        size += lines.size();
      }
    }
    return new Lines(entries, size, 0);
  }

  private static ChainEntry entry(LineReader line) throws IOException {
    byte[] bytes = Arrays.copyOfRange(line.bytes(), line.from(), line.to());
    ChainEntry entry = new ChainEntry(Json.tree(bytes, 0, bytes.length), Sha256.of(bytes));
    if (entry.kind().isEmpty()) {
      throw new IllegalArgumentException("no entry of a chain");
    }
    return entry;
  }

  List<ChainEntry> entries() {
    return entries;
  }

  /** Begins an entry of a kind. */
  static ObjectNode entry(String kind) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind);
  }

  /** Adds an entry, and returns once it survives a power cut. */
  ChainEntry append(ObjectNode members) throws IOException {
    String previous =
        entries.isEmpty() ? ChainEntry.NONE : entries.get(entries.size() - 1).digest();
    members.put("entry", entries.size() + 1).put("previous", previous);
    if (signer != null) {
      members.put("signature", signer.sign(members));
    }
    byte[] line = members.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    try (FileChannel channel = PrivateFiles.open(file)) {
      channel.truncate(size); // what a failed attempt has left
      PrivateFiles.write(channel, bytes, size);
      channel.force(true);
    }
    ChainEntry entry = new ChainEntry(members, Sha256.of(line));
    size += bytes.limit();
    entries.add(entry);
    tell(closed, entry);
    return entry;
  }

  /** Returns the last entry that tells of the content of each segment that is still kept. */
  Map<Long, ChainEntry> closed() {
    return closed;
  }

  static Map<Long, ChainEntry> closed(List<ChainEntry> entries) {
    Map<Long, ChainEntry> closed = new HashMap<>();
    entries.forEach(entry -> tell(closed, entry));
    return closed;
  }

  private static void tell(Map<Long, ChainEntry> closed, ChainEntry entry) {
    switch (entry.kind()) {
      case ChainEntry.SEGMENT -> closed.put(entry.first(), entry);
      case ChainEntry.ERASED ->
          entry
              .json()
              .path("segments")
              .forEach(
                  one ->
                      closed.put(one.path("first").asLong(), new ChainEntry(one, entry.digest())));
      case ChainEntry.DROPPED -> closed.remove(entry.first());
      default -> {}
    }
  }

  /** Returns how many events of dropped segments there were. */
  static long dropped(List<ChainEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.is(ChainEntry.DROPPED))
        .mapToLong(ChainEntry::count)
        .sum();
  }
}
