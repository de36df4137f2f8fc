package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.audit.AuditDownload;
import dev.emitter.audit.AuditEntry;
import dev.emitter.audit.AuditLog;
import dev.emitter.audit.AuditQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What an Audit emitter has stored: every event of the log once, in its order. */
final class AuditCopy {

  static final String EMITTER = "audit";
  static final String OWNER = "ann";

  private static final int PERIODS = 10;

  private AuditCopy() {}

  /**
   * An event that was stored.
   *
   * @param place which it is
   * @param publishedAt when the log accepted it
   */
  private record Kept(long place, Instant publishedAt) {}

  /** Checks what is stored against the File emitter that had all events, some of them repeated. */
  static void check(Shell shell) throws IOException {
    Set<Long> published = published(shell);
    if (published.isEmpty() && Files.notExists(shell.path("data/audit").resolve(EMITTER))) {
      return; // killed before the first event
    }
    AuditLog audit = AuditLog.in(shell.path("data/audit"));
    assertThat(audit.verify(EMITTER, null).faults()).isEmpty();
    List<Kept> stored = read(audit, AuditQuery.ALL);
    assertThat(stored.stream().map(Kept::place).toList()).isEqualTo(List.copyOf(published));
    Random random = new Random(stored.size());
    for (int i = 0; i < PERIODS && stored.size() > 1; i++) {
      Instant one = stored.get(random.nextInt(stored.size())).publishedAt();
      Instant other = stored.get(random.nextInt(stored.size())).publishedAt().plusNanos(1);
      Instant start = one.isBefore(other) ? one : other;
      Instant end = one.isBefore(other) ? other : one.plusNanos(1);
      assertThat(read(audit, AuditQuery.between(start, end)))
          .as("from %s to %s", start, end)
          .isEqualTo(
              stored.stream()
                  .filter(kept -> !kept.publishedAt().isBefore(start))
                  .filter(kept -> kept.publishedAt().isBefore(end))
                  .toList());
    }
  }

  private static Set<Long> published(Shell shell) throws IOException {
    Set<Long> places = new LinkedHashSet<>();
    try (var lines = shell.reader("all.log")) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        places.add(Arrivals.placeOfEvent("all.log", line));
      }
    }
    return places;
  }

  private static List<Kept> read(AuditLog audit, AuditQuery query) {
    List<Kept> found = new ArrayList<>();
    try (AuditDownload download = audit.read(OWNER, EMITTER, query)) {
      for (Optional<AuditEntry> one = download.next(); one.isPresent(); one = download.next()) {
        String event = new String(one.get().event().toByteArray(), StandardCharsets.UTF_8);
        found.add(new Kept(Arrivals.placeOfEvent("audit", event), one.get().publishedAt()));
      }
    }
    return found;
  }
}
