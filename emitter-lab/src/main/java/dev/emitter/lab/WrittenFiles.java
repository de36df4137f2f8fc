package dev.emitter.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.audit.AuditDownload;
import dev.emitter.audit.AuditEntry;
import dev.emitter.audit.AuditLog;
import dev.emitter.audit.AuditQuery;
import dev.emitter.audit.AuditVerification;
import dev.emitter.definition.EmitterDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads files of events on a simulated disk as their users do. Stateless. */
final class WrittenFiles {

  static final String OWNER = "ann";

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
  void judge(SimulatedStorage disk, EmitterDefinition emitter, Set<Integer> acknowledged) {
    List<Integer> all =
        emitter.type().equals("Audit") ? audited(disk, emitter.id()) : files(disk, emitter.id());
    Set<Integer> missing = new TreeSet<>(acknowledged);
    missing.removeAll(all);
    Set<Integer> once = new HashSet<>();
    List<Integer> twice = all.stream().filter(number -> !once.add(number)).toList();
    if (!missing.isEmpty() || !twice.isEmpty()) {
      throw new Violation(emitter.id() + " lacks " + missing + " and has twice " + twice);
    }
  }

  /**
   * Requires that what is stored for an emitter agrees with its digests.
   *
   * @throws Violation if it does not
   */
  void verify(SimulatedStorage disk, EmitterDefinition emitter) {
    if (emitter.type().equals("Audit")) {
      AuditVerification verified = audit(disk).verify(emitter.id(), null);
      if (!verified.faults().isEmpty()) {
        throw new Violation(emitter.id() + ": " + verified.faults());
      }
    }
  }

  private static AuditLog audit(SimulatedStorage disk) {
    return AuditLog.in(new DiskFileSystem(disk).root().resolve("audits"));
  }

  private static List<Integer> audited(SimulatedStorage disk, String emitterId) {
    AuditLog audit = audit(disk);
    List<Integer> numbers = new ArrayList<>();
    try (AuditDownload download = audit.read(OWNER, emitterId, AuditQuery.ALL)) {
      for (Optional<AuditEntry> one = download.next(); one.isPresent(); one = download.next()) {
        JsonNode event = event(new String(one.get().event().toByteArray(), StandardCharsets.UTF_8));
        numbers.add(Objects.requireNonNull(event, "an event").path("id").asInt());
      }
    }
    requireOrder(emitterId, numbers);
    return numbers;
  }

  private static List<Integer> files(SimulatedStorage disk, String emitterId) {
    List<Integer> all = new ArrayList<>();
    for (String file : disk.files()) {
      if (!file.endsWith(".log")) {
        continue; // notes beside the log
      }
      List<Integer> numbers = numbers(text(disk, file), source(emitterId), file);
      requireOrder(file, numbers);
      all.addAll(numbers);
    }
    return all;
  }

  private static void requireOrder(String what, List<Integer> numbers) {
    for (int i = 1; i < numbers.size(); i++) {
      if (numbers.get(i) < numbers.get(i - 1)) {
        throw new Violation(what + " has " + numbers.get(i) + " behind " + numbers.get(i - 1));
      }
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
