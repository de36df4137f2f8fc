package dev.emitter.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The events of a real service, one a line, which are not part of the repository. */
final class RealEvents {

  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private RealEvents() {}

  /** Returns the file; the test is skipped where it is not here. */
  static Path file() {
    Path file = Path.of(System.getProperty("emitter.data", "")).resolve("github-events.ndjson.gz");
    assumeTrue(Files.exists(file), () -> file + " is not here");
    return file;
  }

  /** Returns the lines: objects with {@code topic} and {@code event}. */
  static List<JsonNode> lines() throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file()))) {
      return read(in);
    }
  }

  /** Returns the events alone. */
  static List<JsonNode> events() throws IOException {
    return lines().stream().map(line -> line.get("event")).toList();
  }

  /** Returns the JSON values of a stream, which it closes. */
  static List<JsonNode> read(InputStream in) throws IOException {
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(in)) {
      return values.readAll();
    }
  }
}
