package dev.emitter.lab;

import dev.emitter.audit.AuditDownload;
import dev.emitter.audit.AuditEntry;
import dev.emitter.audit.AuditLog;
import dev.emitter.audit.AuditQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What killed processes have written, event by event. */
final class WrittenEvents {

  /** The files that hold each event once, but for the shared one, which holds it twice. */
  static final List<String> FILES = List.of("plain", "indented", "shared");

  private static final Pattern ID = Pattern.compile("\"id\" ?: ?\"n-(\\d+)\"");

  private WrittenEvents() {}

  static String id(int number) {
    return "n-" + number;
  }

  static int number(String id) {
    return Integer.parseInt(id.substring(2));
  }

  static Path file(Path folder, String name) {
    return folder.resolve(name + ".log");
  }

  /**
   * Requires that each destination has every acknowledged event as often as it should, and none
   * more often.
   *
   * @throws Violation if one has not
   */
  static void judge(Path folder, List<Integer> acknowledged) throws IOException {
    for (String file : FILES) {
      List<Integer> written = numbers(file(folder, file));
      if (file.equals("shared")) {
        requireTimes(file, written, acknowledged, 2);
      } else {
        requireOnceInOrder(file, written, acknowledged);
      }
    }
    requireTimes("rolling", rolled(folder), acknowledged, 1);
    requireOnceInOrder(KilledWriter.AUDIT, audited(folder), acknowledged);
  }

  private static List<Integer> rolled(Path folder) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(WrittenEvents::isRolled).toList()) {
        List<Integer> ofDay = numbers(file);
        requireGrowing(file.toString(), ofDay);
        numbers.addAll(ofDay);
      }
    }
    return numbers;
  }

  private static boolean isRolled(Path file) {
    return file.getFileName().toString().startsWith("rolling-");
  }

  static List<Integer> numbers(Path file) throws IOException {
    return numbers(Files.readString(file));
  }

  private static List<Integer> numbers(String text) {
    return ID.matcher(text).results().map(id -> Integer.valueOf(id.group(1))).toList();
  }

  private static List<Integer> audited(Path folder) {
    List<Integer> numbers = new ArrayList<>();
    AuditLog log = AuditLog.in(folder.resolve(KilledWriter.AUDIT));
    try (AuditDownload download =
        log.read(KilledWriter.OWNER, KilledWriter.AUDIT, AuditQuery.ALL)) {
      for (Optional<AuditEntry> one = download.next(); one.isPresent(); one = download.next()) {
        byte[] event = one.get().event().toByteArray();
        numbers.addAll(numbers(new String(event, StandardCharsets.UTF_8)));
      }
    }
    return numbers;
  }

  static void requireOnceInOrder(String what, List<Integer> written, List<Integer> acknowledged) {
    requireTimes(what, written, acknowledged, 1);
    requireGrowing(what, written);
  }

  private static void requireGrowing(String what, List<Integer> written) {
    int last = -1;
    for (int one : written) {
      if (one <= last) {
        throw new Violation(what + " has " + one + " behind " + last);
      }
      last = one;
    }
  }

  /** What was not acknowledged may be there as well, but not more often. */
  private static void requireTimes(
      String what, List<Integer> written, List<Integer> acknowledged, int times) {
    Map<Integer, Integer> counts = new HashMap<>();
    written.forEach(one -> counts.merge(one, 1, Integer::sum));
    List<Integer> missing =
        acknowledged.stream().filter(one -> counts.getOrDefault(one, 0) < times).toList();
    List<Integer> repeated = new ArrayList<>(counts.keySet());
    repeated.removeIf(one -> counts.getOrDefault(one, 0) == times);
    Collections.sort(repeated);
    if (!missing.isEmpty() || !repeated.isEmpty()) {
      throw new Violation(what + " lacks " + missing + "; not " + times + " times: " + repeated);
    }
  }
}
