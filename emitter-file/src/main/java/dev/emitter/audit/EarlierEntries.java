package dev.emitter.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.emitter.event.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which events are stored already, so that none is stored twice. An entry is never of an
 * earlier time than the log gave its event, so only entries from that time on are looked at; what
 * was seen of them is kept while it is not too much. Positions are compared for being the same
 * alone, and so are ids: a log that began anew gives old positions to new events. Guarded by its
 * channel.
 */
final class EarlierEntries {

  private static final int MOST = 50_000;

  private final AuditStore store;
  private @Nullable Map<String, String> seen;
  private Instant seenFrom = Instant.MAX;
  private long seenTo;

  EarlierEntries(AuditStore store) {
    this.store = store;
  }

  /**
   * Returns the positions of the events that are stored.
   *
   * @param wanted the ids of events by their positions
   * @param from a time that none of them is before
   */
  Set<String> stored(Map<String, String> wanted, Instant from) throws IOException {
    Map<String, String> known = seen;
    if (known == null || from.isBefore(seenFrom) || store.last() != seenTo) {
      return look(wanted, from);
    }
    Set<String> found = new HashSet<>();
    wanted.forEach((position, id) -> addIfSame(position, id, known.get(position), found));
    return found;
  }

  private static void addIfSame(
      String position, @Nullable String wanted, @Nullable String stored, Set<String> found) {
    if (wanted != null && stored != null && (stored.isEmpty() || stored.equals(wanted))) {
      found.add(position);
    }
  }

  private Set<String> look(Map<String, String> wanted, Instant from) throws IOException {
    StoreReading reading = StoreReading.of(store.folder(), store);
    Set<String> found = new HashSet<>();
    Map<String, String> all = new HashMap<>();
    boolean keeps = true;
    try (EntryStream entries = reading.wholeEntries(reading.atOrAfter(from))) {
      for (AuditLine line = entries.next(); line != null; line = entries.next()) {
        String position = line.position();
        if (position != null && (keeps || wanted.containsKey(position))) {
          String id = line.isErased() ? "" : id(line);
          addIfSame(position, wanted.get(position), id, found);
          all.put(position, id);
          keeps = keeps && all.size() <= MOST;
        }
      }
    }
    seen = keeps ? all : null;
    seenFrom = from;
    seenTo = reading.last();
    return found;
  }

  /** Forgets what was seen, once no event can be among it. */
  void forget() {
    seen = null;
  }

  private static String id(AuditLine line) throws IOException {
    byte[] event = line.event();
    return Json.<String, IOException>read(event, 0, event.length, EarlierEntries::id);
  }

  private static String id(JsonParser parser) throws IOException {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isId = parser.currentName().equals("id");
      parser.nextToken();
      if (isId) {
        return parser.getText();
      }
      parser.skipChildren();
    }
    return "";
  }
}
