package dev.emitter.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads files of events on a simulated disk as their users do. Stateless. */
final class WrittenFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Returns the source that the events of an emitter have in its file. */
  static String source(String emitterId) {
    return "/" + emitterId;
  }

  /**
   * Requires that an emitter has written every acknowledged event once, in order, and none twice.
   *
   * @throws Violation if it has not
   */
  void judge(SimulatedStorage disk, String emitterId, Set<Integer> acknowledged) {
    List<Integer> all = new ArrayList<>();
    for (String file : disk.files()) {
      if (!file.endsWith(".log")) {
        continue; // notes beside the log
      }
      List<Integer> numbers = numbers(text(disk, file), source(emitterId), file);
      for (int i = 1; i < numbers.size(); i++) {
        if (numbers.get(i) < numbers.get(i - 1)) {
          throw new Violation(file + " has " + numbers.get(i) + " behind " + numbers.get(i - 1));
        }
      }
      all.addAll(numbers);
    }
    Set<Integer> missing = new TreeSet<>(acknowledged);
    missing.removeAll(all);
    Set<Integer> once = new HashSet<>();
    List<Integer> twice = all.stream().filter(number -> !once.add(number)).toList();
    if (!missing.isEmpty() || !twice.isEmpty()) {
      throw new Violation(emitterId + " lacks " + missing + " and has twice " + twice);
    }
  }

  private static String text(SimulatedStorage disk, String file) {
    try {
      return new String(disk.bytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the numbers of the events that one emitter has written.
   *
   * @throws Violation if the file has something else than events
   */
  static List<Integer> numbers(String text, String source, String file) {
    List<Integer> numbers = new ArrayList<>();
    StringBuilder indented = new StringBuilder();
    for (String line : text.lines().toList()) {
      boolean inside = !indented.isEmpty();
      if (inside || line.equals("{")) {
        indented.append(line).append('\n');
      }
      if (!inside && line.equals("{")) {
        continue;
      }
      if (inside && !line.equals("}")) {
        continue;
      }
      JsonNode event = event(inside ? indented.toString() : line);
      indented.setLength(0);
      if (event == null) {
        throw new Violation(file + " has a line that is no event: " + printable(line));
      }
      if (event.path("source").asText().equals(source)) {
        numbers.add(event.path("id").asInt());
      }
    }
    if (!indented.isEmpty() || !(text.isEmpty() || text.endsWith("\n"))) {
      throw new Violation(file + " ends in the middle of an event");
    }
    return numbers;
  }

  private static @Nullable JsonNode event(String text) {
    try {
      JsonNode event = JSON.readTree(text);
      return event.has("specversion") ? event : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static String printable(String line) {
    return (line.length() > 200 ? line.substring(0, 200) + ".." : line).replaceAll("[^ -~]", "?");
  }
}
