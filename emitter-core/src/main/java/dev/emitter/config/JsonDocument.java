package dev.emitter.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.event.Json;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Location;
import dev.emitter.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON file with the place of everything in it: strict UTF-8 (a byte order mark is passed over),
 * no member twice, no comments, nothing after the document. Places are looked up only when
 * something is to be reported. Not thread-safe.
 */
final class JsonDocument {

  private final String file;
  private final String text;
  private final JsonNode root;
  private JsonScanner.@Nullable Scan scan;
  private @Nullable Lines lines;

  private JsonDocument(String file, String text, JsonNode root) {
    this.file = file;
    this.text = text;
    this.root = root;
  }

  /**
   * Reads a document.
   *
   * @throws ConfigurationException if it is not JSON, with the one fault found first
   */
  static JsonDocument parse(String file, byte[] json) {
    String text = Utf8.decode(file, json);
    try {
      JsonNode root = Json.tree(text);
      if (root == null || root.isMissingNode()) {
        throw refused(file, syntaxFault(file, text, "the file is empty"));
      }
      return new JsonDocument(file, text, root);
    } catch (JsonProcessingException e) {
      throw refused(file, syntaxFault(file, text, e.getOriginalMessage()));
    }
  }

  static ConfigurationException refused(String file, Problem problem) {
    return new ConfigurationException(file + " is not JSON:", List.of(problem));
  }

  private static Problem syntaxFault(String file, String text, String otherwise) {
    SyntaxFault fault = JsonScanner.scan(text).fault();
    if (fault == null) {
      return new Problem(Location.ofFile(file), JsonPaths.ROOT, otherwise, null);
    }
    Location place = new Lines(text).place(file, fault.offset());
    return new Problem(place, fault.path(), fault.fault(), fault.hint());
  }

  JsonNode root() {
    return root;
  }

  /** Returns the place of a value, or of what encloses it when it is not there. */
  Location locate(String path) {
    return locate(scan().values(), path);
  }

  /** Returns the place of a member's name, or of what encloses it when it is not there. */
  Location locateName(String path) {
    Integer offset = scan().names().get(path);
    return offset == null ? locate(path) : lines().place(file, offset);
  }

  private Location locate(Map<String, Integer> offsets, String path) {
    String nearest = JsonPaths.withMembers(path);
    while (!offsets.containsKey(nearest) && !nearest.equals(JsonPaths.ROOT)) {
      nearest = JsonPaths.parent(nearest);
    }
    return lines().place(file, offsets.getOrDefault(nearest, 0));
  }

  private JsonScanner.Scan scan() {
    JsonScanner.Scan done = scan;
    if (done == null) {
      done = JsonScanner.scan(text);
      scan = done;
    }
    return done;
  }

  private Lines lines() {
    Lines done = lines;
    if (done == null) {
      done = new Lines(text);
      lines = done;
    }
    return done;
  }
}
