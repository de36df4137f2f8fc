package dev.emitter.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.emitter.event.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether events are stored already, so that none is stored twice. An entry is never of an
 * earlier time than the log gave its event, so only entries from that time on are looked at; what
 * was seen of them is kept, up to a bound. Positions are compared for being the same alone, and so
 * are ids: a log that began anew gives old positions to new events. Guarded by its channel.
 */
final class EarlierEntries {

  private static final int MOST = 200_000;

  private final AuditStore store;
  private @Nullable Map<String, String> seen;
  private Instant seenFrom = Instant.MAX;
  private long seenTo;

  EarlierEntries(AuditStore store) {
    this.store = store;
  }

  /** Returns whether an event is stored. */
  boolean have(String position, Instant publishedAt, String eventId) throws IOException {
    Map<String, String> known = seen;
    if (known == null || publishedAt.isBefore(seenFrom) || store.last() != seenTo) {
      known = look(publishedAt);
    }
    String id = known.get(position);
    return id != null && (id.isEmpty() || id.equals(eventId));
  }

  /** Forgets what was seen, once no event can be among it. */
  void forget() {
    seen = null;
    seenFrom = Instant.MAX;
  }

  private Map<String, String> look(Instant from) throws IOException {
    StoreReading reading = StoreReading.of(store.folder(), store);
    Map<String, String> found = new HashMap<>();
    try (EntryStream entries = reading.wholeEntries(reading.atOrAfter(from))) {
      for (AuditLine line = entries.next(); line != null; line = entries.next()) {
        String position = line.position();
        if (position != null) {
          found.put(position, line.isErased() ? "" : id(line));
        }
      }
    }
    boolean keeps = found.size() <= MOST;
    seen = keeps ? found : null;
    seenFrom = keeps ? from : Instant.MAX;
    seenTo = reading.last();
    return found;
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
