package dev.emitter.benchmarks.matching;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.event.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** The data of real events, from the folder that the property {@code emitter.data} names. */
final class GitHubEvents {

  static final int COUNT = 64;

  private GitHubEvents() {}

  /** Returns the file that they are in, which need not be there. */
  static Path file() {
    return Path.of(System.getProperty("emitter.data", "../shared/data"), "github-events.ndjson.gz");
  }

  /** Returns the data of some events that have a repository. */
  static List<String> data() {
    Path file = file();
    List<String> data = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode event = Json.MAPPER.readTree(line).path("event").path("data");
        if (event.path("repository").has("full_name") && data.size() < COUNT) {
          data.add(event.toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("real events are needed: pass -Demitter.data=FOLDER", e);
    }
    return data;
  }

  /** Returns the repositories that the events are about. */
  static List<String> repositories(List<String> data) {
    TreeSet<String> names = new TreeSet<>();
    for (String one : data) {
      try {
        names.add(Json.MAPPER.readTree(one).path("repository").path("full_name").textValue());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(names);
  }
}
