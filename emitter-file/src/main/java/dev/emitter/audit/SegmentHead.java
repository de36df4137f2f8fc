package dev.emitter.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.emitter.event.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How far the segment that grows has been written, beside it in {@code head.json}: what tells that
 * its tail was cut. Written after the lines and not forced to the disk, it may lag behind them, and
 * never leads.
 *
 * @param first the number of the segment's first entry
 * @param last the number of the last entry written
 * @param bytes how many bytes its lines take
 * @param sha256 their digest
 */
record SegmentHead(long first, long last, long bytes, String sha256) {

  static final String NAME = "head.json";

  private static final int LENGTH = 256;

  /** Reads the one of a folder; null if there is none, or none that can be read. */
  static @Nullable SegmentHead read(Path folder) {
    try {
      byte[] text = Files.readAllBytes(folder.resolve(NAME));
      JsonNode json = Json.tree(text, 0, text.length);
      return json.hasNonNull("sha256")
          ? new SegmentHead(
              json.path("first").asLong(),
              json.path("last").asLong(),
              json.path("bytes").asLong(),
              json.path("sha256").asText())
          : null;
    } catch (IOException missingOrDamaged) {
      return null;
    }
  }

  void write(FileChannel file) throws IOException {
    String json =
        JsonNodeFactory.instance
            .objectNode()
            .put("first", first)
            .put("last", last)
            .put("bytes", bytes)
            .put("sha256", sha256)
            .toString();
    String padded = json + " ".repeat(LENGTH - 1 - json.length()) + "\n";
    PrivateFiles.write(file, ByteBuffer.wrap(padded.getBytes(StandardCharsets.UTF_8)), 0);
  }
}
